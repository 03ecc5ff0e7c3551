import { analyze } from "dta-meta";
import type { FigureOptions } from "dta-meta/figures";
import { analysisDocument, analysisFigures, methodsText, renderHtml, reportHtml, resultsText } from "dta-meta/report";
import type { Drawing, Outcome, Task } from "./messages.js";

export type Progress = (what: string, done: number, total: number | null) => void;

const shown = (name: string, light: string): string => `var(--figure-${name}, ${light})`;

/** Colours that the style sheet of the page sets, for light and dark. */
const ON_PAGE: FigureOptions = {
  theme: {
    colors: {
      text: shown("text", "#1a1a1a"),
      muted: shown("muted", "#555555"),
      axis: shown("axis", "#444444"),
      grid: shown("grid", "#e4e4e4"),
      reference: shown("reference", "#8a8a8a"),
      background: shown("background", "#ffffff"),
      shade: shown("shade", "#f4f4f4"),
      accent: shown("accent", "#d55e00"),
      series: ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#000000"].map((color, i) =>
        shown(String(i + 1), color),
      ),
    },
  },
};

/** Analysis, figures, tables, texts and report. */
export function compute({ studies, options }: Task, progress: Progress): Outcome {
  progress("Fitting the model", 0, null);
  const analysis = analyze(studies, {
    ...options,
    onProgress: (done, total) => {
      if (total > 1) progress("Leaving out each study in turn", done, total);
    },
  });
  progress("Drawing figures", 0, null);
  const plain = analysisFigures(analysis);
  const onPage = analysisFigures(analysis, ON_PAGE);
  const drawings = plain.map(
    ({ name, figure: { title, width, height, svg } }, i): Drawing => ({
      name,
      title,
      width,
      height,
      svg,
      shown: onPage[i]!.figure.svg,
    }),
  );
  // heading and warnings stand elsewhere on the page
  const tables = analysisDocument(analysis).filter(({ kind }) => kind !== "heading" && kind !== "warning");
  return {
    analysis,
    drawings,
    tables: renderHtml(tables),
    results: resultsText(analysis, { format: "text", width: 1e6 }),
    methods: methodsText(analysis, { format: "text", width: 1e6 }),
    report: reportHtml(analysis),
  };
}
