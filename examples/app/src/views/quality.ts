import type { QualityDomain, QualitySection } from "dta-meta/figures";
import type { App } from "../page/app.js";
import { button, h } from "../page/dom.js";
import { fileButton, scroll, select } from "../page/fields.js";
import { judgedKey, partsOf, schemaOf, TOOLS } from "../state/quality.js";
import type { State } from "../state/state.js";
import { texts } from "../texts.js";
import { figure } from "./figures.js";

const { quality: words } = texts;

/** Rows that are drawn. */
const MOST_ROWS = 300;

const studiesOf = ({ reading: { names, kinds } }: State): string[] => [
  ...new Set(names.filter((_, row) => kinds[row] === "study").slice(0, MOST_ROWS)),
];

const columnsOf = ({ domains, overall }: QualitySection): readonly QualityDomain[] =>
  overall === undefined ? domains : [...domains, overall];

/** The name of an estimate or comparison, with what takes it away; of a study as a whole a dash. */
function partCell(study: string, of: string | null, app: App): HTMLElement {
  if (of === null) return h("td", {}, "–");
  const remove = (): void => {
    const { quality } = app.state().history.now;
    const { [judgedKey(study, of)]: _, ...judgements } = quality.judgements;
    app.act({ kind: "judgements", quality: { ...quality, judgements } });
  };
  return h("td", {}, of, " ", button("×", remove, { "aria-label": words.removePart(study, of), class: "small" }));
}

/** Adds an estimate or comparison of a study to what is judged. */
function addPart(studies: readonly string[], unit: "estimate" | "comparison", app: App): HTMLElement {
  const add = (): void => {
    const study = document.querySelector<HTMLSelectElement>("#part-study")?.value ?? "";
    const input = document.querySelector<HTMLInputElement>("#part-name");
    const of = input?.value.trim() ?? "";
    if (input === null || study === "" || of === "") {
      input?.focus();
      return;
    }
    input.value = "";
    const { quality } = app.state().history.now;
    const key = judgedKey(study, of);
    const { [study]: whole = {}, ...others } = quality.judgements;
    // what was judged of the study as a whole is the first part's
    const first = partsOf(quality, study).every((part) => part === null);
    const judgements = first
      ? { ...others, [key]: whole }
      : { ...quality.judgements, [key]: quality.judgements[key] ?? {} };
    app.act({ kind: "judgements", quality: { ...quality, judgements } });
    input.focus();
  };
  return h(
    "div",
    { class: "row", "data-key": "add-part" },
    h("label", { for: "part-study" }, texts.results.influenceColumns.study),
    h("select", { id: "part-study" }, ...studies.map((name) => h("option", { value: name, "data-key": name }, name))),
    h("label", { for: "part-name" }, words.units[unit]),
    h("input", {
      id: "part-name",
      type: "text",
      autocomplete: "off",
      onkeydown: (event: KeyboardEvent) => {
        if (event.key === "Enter") add();
      },
    }),
    button(words.addPart[unit], add),
  );
}

function judgements(state: State, app: App): HTMLElement {
  const { quality } = state.history.now;
  const schema = schemaOf(quality.tool);
  const studies = studiesOf(state);
  const answers = [["", "–"], ...schema.judgements.map(({ value, label }) => [value, label])] as const;
  const unit = schema.unit ?? "study";
  const cells = (study: string, of: string | null): HTMLElement[] =>
    schema.sections.flatMap((section) =>
      columnsOf(section).map((domain) => {
        const place = `${section.key}.${domain.key}`;
        const key = judgedKey(study, of);
        const value = quality.judgements[key]?.[place] ?? "";
        const role = schema.judgements.find((judgement) => judgement.value === value)?.role ?? "none";
        return h(
          "td",
          { class: `judgement ${role}` },
          h(
            "select",
            {
              "aria-label": words.cell(domain.label, section.label, of === null ? study : `${study}, ${of}`),
              value,
              onchange: (event: Event) =>
                app.act({
                  kind: "judge",
                  study: key,
                  domain: place,
                  value: (event.currentTarget as HTMLSelectElement).value,
                }),
            },
            ...answers.map(([answer, text]) => h("option", { value: answer, "data-key": answer }, text!)),
          ),
        );
      }),
    );
  return scroll(
    words.caption,
    h(
      "table",
      {},
      h("caption", {}, `${words.caption}, ${schema.name}`),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("td", { colspan: unit === "study" ? 1 : 2 }),
          ...schema.sections.map((section) =>
            h("th", { scope: "colgroup", colspan: columnsOf(section).length }, section.label),
          ),
        ),
        h(
          "tr",
          {},
          h("th", { scope: "col" }, texts.results.influenceColumns.study),
          unit === "study" ? null : h("th", { scope: "col" }, words.units[unit]),
          ...schema.sections.flatMap((section) =>
            columnsOf(section).map((domain) => h("th", { scope: "col" }, domain.label)),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        ...studies.flatMap((study) => {
          const parts = unit === "study" ? [null] : partsOf(quality, study);
          return parts.map((of) =>
            h(
              "tr",
              { "data-key": `judged-${judgedKey(study, of)}` },
              h("th", { scope: "row" }, study),
              unit === "study" ? null : partCell(study, of, app),
              ...cells(study, of),
            ),
          );
        }),
      ),
    ),
  );
}

/** Judgements of risk of bias and applicability: by hand, from a file, pasted, or out of the table of studies. */
export function qualityView(state: State, app: App): HTMLElement[] {
  const { quality, data } = state.history.now;
  const { studies } = state.reading;
  const some = Object.keys(quality.judgements).length > 0;
  const { unit = "study" } = schemaOf(quality.tool);
  return [
    h(
      "section",
      { class: "card", id: "quality", "aria-labelledby": "quality-heading" },
      h("h2", { id: "quality-heading" }, words.heading),
      h("p", {}, words.help),
      h(
        "div",
        { class: "fields" },
        select(
          { id: "tool", label: words.tool },
          quality.tool,
          TOOLS.map(({ key, name }) => [key, name]),
          (tool) => app.act({ kind: "judgements", quality: { tool, judgements: {} } }),
        ),
      ),
      h(
        "div",
        { class: "row" },
        fileButton("quality-file", words.file, ".csv,.tsv,.txt,.xlsx,.ods", (file) => void app.openJudgements(file)),
        data.text === ""
          ? null
          : button(words.fromData, () => app.readJudgements(data.text), { "data-key": "from-data" }),
        some
          ? button(words.clear, () => app.act({ kind: "judgements", quality: { ...quality, judgements: {} } }), {
              "data-key": "clear-judgements",
            })
          : null,
      ),
      h(
        "details",
        { "data-key": "paste" },
        h("summary", {}, words.paste),
        h("label", { for: "judgements" }, words.pasted),
        h("textarea", { id: "judgements", rows: 6, spellcheck: "false" }),
        h(
          "div",
          { class: "row" },
          button(words.read, () =>
            app.readJudgements(document.querySelector<HTMLTextAreaElement>("#judgements")?.value ?? ""),
          ),
        ),
      ),
      state.failure?.field === "judgements"
        ? h("p", { class: "error", role: "alert", "data-key": "fault" }, state.failure.message)
        : null,
      unit === "study" || studies.length === 0 ? null : addPart(studiesOf(state), unit, app),
      studies.length === 0
        ? h("p", { class: "note", "data-key": "none" }, words.noStudies)
        : h("div", { "data-key": "grid" }, judgements(state, app)),
    ),
    ...(state.qualityDrawings.length === 0
      ? []
      : [
          h(
            "section",
            { "aria-labelledby": "quality-figures", "data-key": "drawn" },
            h("h2", { id: "quality-figures" }, words.figures),
            ...state.qualityDrawings.map((drawing) => figure(drawing, app)),
          ),
        ]),
  ];
}
