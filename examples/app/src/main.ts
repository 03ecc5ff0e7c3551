import { type AnalyzeOptions, DtaError, decodeTable } from "dta-meta";
import { byId, h } from "./dom.js";
import { problemTable, studiesTable } from "./preview.js";
import { showOutcome } from "./results.js";
import { start } from "./run.js";
import { FIELDS, type Field, type Mapping, type Reading, readTable, textOf, withCell } from "./table.js";

/** Chu, Guo & Zhou 2010, Med Decis Making 30:499: cultures of catheter segments; put here by the build. */
declare const EXAMPLE: string;

const csv = byId("csv", HTMLTextAreaElement);
const understood = byId("understood", HTMLDivElement);
const preview = byId("preview", HTMLDivElement);
const by = byId("by", HTMLSelectElement);
const prior = byId("prior", HTMLInputElement);
const run = byId("run", HTMLButtonElement);
const cancel = byId("cancel", HTMLButtonElement);
const progress = byId("progress", HTMLProgressElement);
const status = byId("status", HTMLSpanElement);
const results = byId("results", HTMLElement);
const output = byId("output", HTMLDivElement);
const columns = byId("columns", HTMLDetailsElement);
const say = (text: string): void => {
  status.textContent = text;
};

let reading: Reading = { kind: "empty" };
let stop: (() => void) | null = null;

const columnSelects = new Map<Field, HTMLSelectElement>(
  FIELDS.map((field) => [field, h("select", { id: `column-${field}` })]),
);
const FIELD_NAMES: Readonly<Record<Field, string>> = {
  study: "Name of the study",
  tp: "True positives",
  fp: "False positives",
  fn: "False negatives",
  tn: "True negatives",
};
for (const [field, select] of columnSelects) {
  byId("column-fields", HTMLDivElement).append(
    h("div", {}, h("label", { for: select.id }, FIELD_NAMES[field]), select),
  );
  select.addEventListener("change", read);
}

function mapping(): Mapping {
  const chosen: Partial<Record<Field, string>> = {};
  for (const [field, select] of columnSelects) if (select.value !== "") chosen[field] = select.value;
  return chosen;
}

/** Offers these choices, and keeps the one that was made where it is still there. */
function offer(select: HTMLSelectElement, none: string, choices: readonly string[]): void {
  const { value } = select;
  select.replaceChildren(
    h("option", { value: "" }, none),
    ...choices.map((choice) => h("option", { value: choice }, choice)),
  );
  select.value = choices.includes(value) ? value : "";
}

/** Reads the text anew and shows how it was understood, or what is wrong where. */
function read(): void {
  reading = readTable(csv.value, mapping());
  const header = reading.kind === "empty" ? [] : [...new Set(reading.grid.header.filter((name) => name !== ""))];
  for (const select of columnSelects.values()) offer(select, "by its name", header);
  const covariates =
    reading.kind === "studies" ? reading.studies.flatMap((study) => Object.keys(study.covariates ?? {})) : [];
  offer(by, "no subgroups", [...new Set(covariates)]);
  if (reading.kind === "empty") {
    understood.replaceChildren();
    preview.replaceChildren();
  } else if (reading.kind === "studies") {
    const { length } = reading.studies;
    understood.replaceChildren(
      h("p", {}, `${length} ${length === 1 ? "study" : "studies"} read.`),
      ...reading.notes.map(({ severity, message }) =>
        h("p", severity === "warning" ? { class: "warning", role: "note" } : { class: "note" }, message),
      ),
    );
    preview.replaceChildren(studiesTable(reading.studies));
  } else {
    const { problems, grid } = reading;
    const general = problems.filter(({ row }) => row === null);
    const rows = new Set(problems.flatMap(({ row }) => (row === null ? [] : [row]))).size;
    const lead =
      rows === 0 ? "The table can't be read." : `${rows} ${rows === 1 ? "row" : "rows"} can't be used; see below.`;
    if (general.some(({ message }) => message.startsWith("no column for"))) columns.open = true;
    understood.replaceChildren(h("p", { class: "error" }, [lead, ...general.map(({ message }) => message)].join("\n")));
    preview.replaceChildren(
      rows === 0
        ? ""
        : problemTable(grid, problems, (row, column, value) => {
            csv.value = textOf(withCell(grid, row, column, value));
            read();
            const next = preview.querySelector("input") ?? csv;
            next.focus();
          }),
    );
  }
}

/** The options that the form asks for, or `null` after saying what is wrong with them. */
function options(): AnalyzeOptions | null {
  const text = prior.value.trim().replace(",", ".").replace(/\s*%$/, "");
  const percent = Number(text);
  const wrong = text !== "" && !(percent > 0 && percent < 100);
  byId("prior-error", HTMLParagraphElement).textContent = wrong
    ? `"${prior.value}" is no percentage between 0 and 100; write 20 for 20%, or nothing.`
    : "";
  prior.toggleAttribute("aria-invalid", wrong);
  if (wrong) {
    prior.setAttribute("aria-invalid", "true");
    prior.focus();
    return null;
  }
  return {
    model: byId("model", HTMLSelectElement).value === "reitsma" ? "reitsma" : "binomial",
    level: Number(byId("level", HTMLSelectElement).value),
    ...(text === "" ? {} : { prior: percent / 100 }),
    ...(by.value === "" ? {} : { by: by.value }),
    leaveOneOut: byId("refits", HTMLInputElement).checked,
  };
}

function running(on: boolean): void {
  run.disabled = on;
  cancel.hidden = !on;
  progress.hidden = !on;
  progress.removeAttribute("value");
  results.setAttribute("aria-busy", String(on));
  if (!on) stop = null;
}

function analyse(): void {
  if (stop !== null) return;
  if (reading.kind !== "studies") {
    say(reading.kind === "empty" ? "There are no data yet." : "The data can't be used yet; see what is wrong above.");
    (preview.querySelector("input") ?? csv).focus();
    return;
  }
  const chosen = options();
  if (chosen === null) return;
  const began = performance.now();
  running(true);
  say("Starting");
  let said = "";
  stop = start(
    { studies: reading.studies, options: chosen },
    {
      progress(what, done, total) {
        // the live region speaks once a step; the bar moves on
        if (what !== said) say(what);
        said = what;
        if (total === null) progress.removeAttribute("value");
        else {
          progress.max = total;
          progress.value = done;
        }
      },
      done(outcome) {
        running(false);
        output.replaceChildren(...showOutcome(outcome, say));
        results.hidden = false;
        say(`Done in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
        results.focus();
        results.scrollIntoView({ block: "start" });
      },
      failed(message) {
        running(false);
        say("");
        const error = h("p", { class: "error", role: "alert", tabindex: -1 }, message);
        output.replaceChildren(error);
        results.hidden = false;
        error.focus();
      },
    },
  );
}

/** Shows what a file holds, in any encoding and of a workbook the sheet with the counts. */
async function load(file: File): Promise<void> {
  try {
    const { text, sheet, encoding } = await decodeTable(new Uint8Array(await file.arrayBuffer()));
    csv.value = text.replace(/^\uFEFF/, "");
    read();
    if (sheet !== null) say(`Sheet "${sheet}" of ${file.name}.`);
    else if (encoding !== "utf-8") say(`${file.name}, read as ${encoding}.`);
  } catch (error) {
    if (!(error instanceof DtaError)) throw error;
    understood.replaceChildren(h("p", { class: "error" }, `${file.name}: ${error.message}`));
    preview.replaceChildren();
  }
}

csv.addEventListener("input", read);
byId("example", HTMLButtonElement).addEventListener("click", () => {
  csv.value = EXAMPLE;
  read();
});
byId("clear", HTMLButtonElement).addEventListener("click", () => {
  csv.value = "";
  read();
  csv.focus();
});
const file = byId("file", HTMLInputElement);
file.addEventListener("change", () => {
  const [chosen] = file.files ?? [];
  if (chosen !== undefined) void load(chosen);
  file.value = "";
});
const zone = byId("data", HTMLElement);
for (const type of ["dragenter", "dragover"]) {
  zone.addEventListener(type, (event) => {
    event.preventDefault();
    zone.classList.add("dropping");
  });
}
for (const type of ["dragleave", "drop"]) zone.addEventListener(type, () => zone.classList.remove("dropping"));
zone.addEventListener("drop", (event) => {
  event.preventDefault();
  const [dropped] = event.dataTransfer?.files ?? [];
  if (dropped !== undefined) void load(dropped);
});
byId("options", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  analyse();
});
cancel.addEventListener("click", () => {
  stop?.();
  running(false);
  say("Cancelled.");
  run.focus();
});
read();
