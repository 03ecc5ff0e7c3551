import type { QualityDomain, QualitySection } from "dta-meta/figures";
import type { App } from "../page/app.js";
import { button, h } from "../page/dom.js";
import { fileButton, scroll, select } from "../page/fields.js";
import { schemaOf, TOOLS } from "../state/quality.js";
import type { State } from "../state/state.js";
import { texts } from "../texts.js";
import { figure } from "./figures.js";

const { quality: words } = texts;

/** Rows that are drawn. */
const MOST_ROWS = 300;

const columnsOf = ({ domains, overall }: QualitySection): readonly QualityDomain[] =>
  overall === undefined ? domains : [...domains, overall];

function judgements(state: State, app: App): HTMLElement {
  const { quality } = state.history.now;
  const { names, kinds } = state.reading;
  const schema = schemaOf(quality.tool);
  const studies = names.filter((_, row) => kinds[row] === "study").slice(0, MOST_ROWS);
  const answers = [["", "–"], ...schema.judgements.map(({ value, label }) => [value, label])] as const;
  const cells = (study: string): HTMLElement[] =>
    schema.sections.flatMap((section) =>
      columnsOf(section).map((domain) => {
        const place = `${section.key}.${domain.key}`;
        const value = quality.judgements[study]?.[place] ?? "";
        const role = schema.judgements.find((judgement) => judgement.value === value)?.role ?? "none";
        return h(
          "td",
          { class: `judgement ${role}` },
          h(
            "select",
            {
              "aria-label": words.cell(domain.label, section.label, study),
              value,
              onchange: (event: Event) =>
                app.act({
                  kind: "judge",
                  study,
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
          h("td", {}),
          ...schema.sections.map((section) =>
            h("th", { scope: "colgroup", colspan: columnsOf(section).length }, section.label),
          ),
        ),
        h(
          "tr",
          {},
          h("th", { scope: "col" }, texts.results.influenceColumns.study),
          ...schema.sections.flatMap((section) =>
            columnsOf(section).map((domain) => h("th", { scope: "col" }, domain.label)),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        ...studies.map((study) =>
          h("tr", { "data-key": `judged-${study}` }, h("th", { scope: "row" }, study), ...cells(study)),
        ),
      ),
    ),
  );
}

/** Judgements of risk of bias and applicability: by hand, from a file, pasted, or out of the table of studies. */
export function qualityView(state: State, app: App): HTMLElement[] {
  const { quality, data } = state.history.now;
  const { studies } = state.reading;
  const some = Object.keys(quality.judgements).length > 0;
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
          TOOLS.map(({ name }) => [name, name]),
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
