import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analysis/analyze.js";
import {
  deeksPlot,
  englishLabels,
  faganNomogram,
  figureCatalogue,
  figureKinds,
  figuresFrom,
  srocPlot,
} from "../../src/figures.js";
import { loadFixture } from "../fixtures.js";
import { parseFigure, texts } from "./parse-figure.js";
import { fixtureResults } from "./results.js";

const results = fixtureResults("auditc");
const { tables: _, ...analysis } = results;

describe("the catalogue of figures", () => {
  it("draws what the figures' own functions draw", () => {
    expect(figureCatalogue.sroc.draw(analysis, { labels: true })?.svg).toBe(srocPlot(analysis, { labels: true }).svg);
    expect(figureCatalogue.deeks.draw(analysis, {})?.svg).toBe(deeksPlot(analysis.deeks).svg);
  });

  it("titles every figure as its row says", () => {
    const drawn = figuresFrom("analysis").filter(({ needs }) => needs !== "posterior");
    for (const { title, name, draw } of drawn) expect(draw(analysis, {})?.title, name).toBe(englishLabels[title]);
  });

  it("gives nothing where what a figure needs is not there", () => {
    const three = analyze(loadFixture("auditc").slice(0, 3));
    const undrawn = figuresFrom("analysis").filter(({ draw }) => draw(three, {}) === null);
    expect(undrawn.map(({ name, needs }) => [name, needs])).toEqual([
      ["fagan", "prior"],
      ["frequency-tree", "prior"],
      ["influence", "refits"],
      ["leave-one-out", "refits"],
      ["prior-posterior", "posterior"],
    ]);
  });

  it("passes no option on that a figure doesn't have", () => {
    const all = { measures: ["dor"], layout: "lights", labels: true, sort: "id", weights: true } as const;
    for (const { name, draw } of figuresFrom("analysis")) expect(() => draw(analysis, all), name).not.toThrow();
    expect(figureCatalogue.fagan.draw(analysis, all)?.svg).toBe(faganNomogram(analysis).svg);
  });

  it("calls every figure by a name that files can have", () => {
    for (const { name } of figureKinds) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});

it("tells Fagan's two lines apart where their names are the same", () => {
  const labels = { faganPositive: "the test", faganNegative: "the test" };
  const written = texts(parseFigure(faganNomogram(results, { theme: { labels } })));
  expect(written.filter((text) => /LR\+/.test(text))).toHaveLength(1);
  expect(written.filter((text) => /LR−/.test(text))).toHaveLength(1);
});

it("draws Deeks' plot of an analysis as of its test", () => {
  expect(deeksPlot(analysis).svg).toBe(deeksPlot(analysis.deeks).svg);
});
