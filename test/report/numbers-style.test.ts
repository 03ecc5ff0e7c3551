import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analysis/analyze.js";
import { reportHtml } from "../../src/report.js";
import { loadFixture } from "../fixtures.js";

const analysis = analyze(loadFixture("auditc"), { leaveOneOut: false });
const { sensitivity } = analysis.summary!;

describe("a number of a report", () => {
  it.each([
    [{}, (x: number) => x.toFixed(2)],
    [{ digits: 3 }, (x: number) => x.toFixed(3)],
    [{ percent: true }, (x: number) => `${(100 * x).toFixed(0)}%`],
    [{ percent: true, digits: 1 }, (x: number) => `${(100 * x).toFixed(1)}%`],
  ] as const)("is written alike in sentences, tables and figures: %j", (style, written) => {
    const page = reportHtml(analysis, style);
    const [text, figure] = [page.slice(0, page.indexOf("<svg")), page.slice(page.indexOf("<svg"))];
    const limits = `${written(sensitivity.lower)} to ${written(sensitivity.upper)}`;
    expect(text).toContain(`sensitivity was ${written(sensitivity.estimate)} (95% CI ${limits})`);
    expect(text).toContain(`>${limits}</td>`);
    expect(figure).toContain(`${written(sensitivity.estimate)} (${limits})`);
  });
});
