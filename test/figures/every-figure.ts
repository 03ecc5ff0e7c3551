import { describe, expect, it } from "vitest";
import { englishLabels, type Figure, forestPlot, journalTheme, jupyterDisplay, slideTheme } from "../../src/figures.js";
import { everyFigure } from "./drawings.js";
import { elements, parseFigure, texts } from "./parse-figure.js";
import { fixtureResults, longNamedStudies, resultsOf, studyResult } from "./results.js";

// telomerase (10 studies, a correlation of −1), dementia (33), smoking (51), diabetes_both (76).
const sets = ["telomerase", "auditc", "smoking", "diabetes_both"] as const;

const COORDINATES = ["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height", "d", "transform"];

function checkDocument(figure: Figure): void {
  const root = parseFigure(figure);
  expect(root.tagName).toBe("svg");
  expect(root.getAttribute("viewBox")).toBe(`0 0 ${figure.width} ${figure.height}`);
  expect(root.getAttribute("width")).toBe(String(figure.width));
  expect(root.getAttribute("role")).toBe("img");
  const [title, desc] = [root.getElementsByTagName("title")[0], root.getElementsByTagName("desc")[0]];
  expect(title?.textContent).toBe(figure.title);
  expect(desc?.textContent).toBe(figure.description);
  expect(root.getAttribute("aria-labelledby")).toBe(`${title?.getAttribute("id")} ${desc?.getAttribute("id")}`);
  expect(figure.description.length).toBeGreaterThan(20);
  expect(figure.svg).not.toMatch(/NaN|Infinity|undefined|null|\{\w+\}/);
  for (const element of elements(root)) {
    for (const name of COORDINATES) expect(element.getAttribute(name) ?? "", name).not.toMatch(/\.\d{3}|e[-+]?\d/);
  }
}

/** Draws every figure of several reviews: of all, or of two that are small. */
export function testEveryFigure(thorough: boolean): void {
  describe.each(thorough ? sets : sets.slice(0, 2))("figures of %s", (name) => {
    const figures = everyFigure(fixtureResults(name));

    it.each(Object.keys(figures))("%s is a well-formed, titled and described document", (kind) => {
      checkDocument(figures[kind]!);
    });

    it("has the same bytes when drawn again from stored results", () => {
      const stored = JSON.parse(JSON.stringify(fixtureResults(name)));
      const again = everyFigure(stored);
      for (const [kind, figure] of Object.entries(figures)) expect(again[kind]!.svg, kind).toBe(figure.svg);
    });
  });

  describe("every figure", () => {
    const results = fixtureResults("telomerase");

    it.each([
      ["a journal column", journalTheme],
      ["a slide", slideTheme],
      ["percentages", { numbers: { proportions: "percent" as const, decimal: "·" } }],
      ["a transparent background", { colors: { background: null } }],
    ])("is sound in a theme for %s", (_, theme) => {
      for (const figure of Object.values(everyFigure(results, { theme, showTitle: true }))) checkDocument(figure);
    });

    it("is sound with many studies that have names of 60 characters", () => {
      for (const figure of Object.values(everyFigure(resultsOf(longNamedStudies(thorough ? 100 : 25)))))
        checkDocument(figure);
    });

    it("shows itself as a string and in a notebook", () => {
      const figure = forestPlot(results);
      expect(`${figure}`).toBe(figure.svg);
      const shown = figure[jupyterDisplay]();
      expect(shown["image/svg+xml"]).toBe(figure.svg);
      const [, src, alt] = /^<img src="data:image\/svg\+xml,([^"]*)" .* alt="([^"]*)"/.exec(shown["text/html"]!)!;
      expect(decodeURIComponent(src!)).toBe(figure.svg);
      expect(alt).toContain(figure.title);
      expect(jupyterDisplay).toBe(Symbol.for("Jupyter.display"));
      expect(JSON.parse(JSON.stringify(figure))).toEqual({
        svg: figure.svg,
        width: figure.width,
        height: figure.height,
        title: figure.title,
        description: figure.description,
      });
    });

    it("shows a study named <script> as text", () => {
      const evil = `<script>alert("1")</script> & 'co' ]]> \u0000\ud800`;
      const [first, ...rest] = longNamedStudies(6);
      const named = [{ ...first!, id: evil }, ...rest];
      for (const [kind, figure] of Object.entries(everyFigure(resultsOf(named)))) {
        const root = parseFigure(figure);
        expect(root.getElementsByTagName("script").length, kind).toBe(0);
        if (kind === "forest")
          expect(texts(root).join(" ")).toContain(`<script>alert("1")</script> & 'co' ]]> \ufffd\ufffd`);
      }
    });

    it("says everything in the language of the theme's labels", () => {
      const marked = (label: string): string =>
        `¤${label.replaceAll(/\{\w+\}|[^{}]+/g, (part) => (part.startsWith("{") ? part : "¤"))}`;
      const labels = Object.fromEntries(
        Object.entries(englishLabels).map(([key, label]) => [key, typeof label === "string" ? marked(label) : label]),
      );
      const studies = results.tables.map((study, i) => ({ ...study, id: `${i}` }));
      const renamed = resultsOf(studies);
      const english =
        /\b(the|of|study|studies|summary|test|curve|sensitivity|specificity|ratio|probability|weight|records)\b/i;
      for (const [kind, figure] of Object.entries(everyFigure(renamed, { theme: { labels } }))) {
        // what the caller named himself: the two groups, the boxes of the flow diagram, the tool's domains
        if (["sroc of two groups", "prisma", "quality bars", "quality lights"].includes(kind)) continue;
        const words = `${texts(parseFigure(figure)).join(" | ")} | ${figure.title} | ${figure.description}`;
        const caller = renamed.deeks.cautions.reduce((text, caution) => text.replaceAll(caution, ""), words);
        expect(caller.replaceAll(/logit (sensitivity|specificity)/g, ""), kind).not.toMatch(english);
      }
    });

    it("holds no ids that clash between figures of one page", () => {
      const ids = Object.values(everyFigure(results)).flatMap((figure) =>
        elements(parseFigure(figure)).flatMap((element) => element.getAttribute("id") ?? []),
      );
      const present = ids.filter((id) => id !== "");
      expect(new Set(present).size).toBe(present.length);
    });

    it("keeps study results plain: a study without any estimate draws too", () => {
      const empty = studyResult({ id: "No diseased", tp: 0, fp: 3, fn: 0, tn: 17 });
      checkDocument(forestPlot({ ...results, studies: [...results.studies, { ...empty, empiricalBayes: null }] }));
    });
  });
}
