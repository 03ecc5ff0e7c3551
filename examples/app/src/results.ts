import type { Analysis } from "dta-meta";
import { numbersOf } from "dta-meta/report";
import { button, h } from "./dom.js";
import type { Drawing, Outcome } from "./messages.js";
import { save, toPng } from "./save.js";

const { proportion, ratio, limits } = numbersOf();

interface Interval {
  readonly level: number;
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

function measures({ summary, auc, predictionIntervals }: Analysis): HTMLElement | null {
  if (summary === null) return null;
  const measure = (
    name: string,
    value: Interval | null,
    format: (value: number | null) => string,
    prediction: Interval | null = null,
  ): HTMLElement[] =>
    value === null || value.estimate === null
      ? []
      : [
          h(
            "div",
            {},
            h("dt", {}, name),
            h(
              "dd",
              {},
              h("span", { class: "value" }, format(value.estimate)),
              limits(value, format) === "–" ? null : h("span", { class: "interval" }, limits(value, format)),
              prediction === null || prediction.lower === null
                ? null
                : h("span", { class: "interval" }, `new study: ${limits(prediction, format)}`),
            ),
          ),
        ];
  return h(
    "dl",
    { class: "measures" },
    ...measure("Sensitivity", summary.sensitivity, proportion, predictionIntervals?.sensitivity),
    ...measure("Specificity", summary.specificity, proportion, predictionIntervals?.specificity),
    ...measure("Positive likelihood ratio", summary.plr, ratio),
    ...measure("Negative likelihood ratio", summary.nlr, ratio),
    ...measure("Diagnostic odds ratio", summary.dor, ratio),
    ...measure("Area under the curve", auc, proportion),
  );
}

function figure({ name, title, width, height, shown, svg }: Drawing, say: (text: string) => void): HTMLElement {
  const drawing = h("div", { class: "drawing", role: "group", "aria-label": title, tabindex: 0 });
  // markup of the library's own making, in which every text is escaped
  drawing.innerHTML = shown;
  const png = (): void => {
    toPng(svg, width, height)
      .then((blob) => save(`${name}.png`, blob))
      .catch((error: unknown) => say(`The PNG could not be made: ${error instanceof Error ? error.message : error}`));
  };
  return h(
    "figure",
    { id: `figure-${name}` },
    h(
      "figcaption",
      {},
      h("span", {}, title),
      button("SVG", () => save(`${name}.svg`, svg, "image/svg+xml"), `Save ${title} as SVG`),
      button("PNG", png, `Save ${title} as PNG`),
    ),
    drawing,
  );
}

function prose(title: string, text: string, say: (text: string) => void): HTMLElement {
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => say(`${title} copied.`),
      () => save(`${title.toLowerCase()}.txt`, text),
    );
  };
  return h(
    "div",
    { class: "prose" },
    h("h3", {}, title),
    h("p", { class: "text" }, text.trim()),
    button("Copy", copy, `Copy the text ${title}`),
  );
}

function tables(html: string): HTMLElement {
  const box = h("div", { class: "tables card" });
  box.innerHTML = html;
  for (const table of box.querySelectorAll("table")) {
    const label = table.caption?.textContent || "Table";
    const scroll = h("div", { class: "scroll", role: "group", "aria-label": label, tabindex: 0 });
    table.replaceWith(scroll);
    scroll.append(table);
  }
  return box;
}

/** Everything that came of an analysis. */
export function showOutcome(
  { analysis, drawings, tables: tableHtml, results, methods, report }: Outcome,
  say: (text: string) => void,
): Node[] {
  const parts: (Node | null)[] = [
    ...analysis.warnings.map(({ message }) => h("p", { class: "warning", role: "note" }, message)),
    analysis.narrative === null ? null : h("p", { class: "warning", role: "note" }, analysis.narrative),
    measures(analysis),
    h(
      "div",
      { class: "row" },
      button("Save the report (HTML)", () => save("report.html", report, "text/html")),
      button("Save the results (JSON)", () =>
        save("analysis.json", `${JSON.stringify(analysis)}\n`, "application/json"),
      ),
    ),
    h("h3", {}, "Figures"),
    ...drawings.map((drawing) => figure(drawing, say)),
    h("h3", {}, "Tables"),
    tables(tableHtml),
    h("h3", {}, "For the paper"),
    prose("Results", results, say),
    h("p", {}),
    prose("Methods", methods, say),
  ];
  return parts.filter((part) => part !== null);
}
