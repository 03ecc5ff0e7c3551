import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analysis/analyze.js";
import { analysisDocument, renderHtml, renderMarkdown, renderText } from "../../src/report.js";
import { loadFixture } from "../fixtures.js";

const telomerase = loadFixture("telomerase");
const document = (as: "midas" | "metandi" | "mada") =>
  analysisDocument(analyze(telomerase, { as, leaveOneOut: false }), { studies: false });

describe("what a program prints, as it prints it", () => {
  it("midas: its rows, order and digits (the log of Nyaga & Arbyn 2023)", () => {
    const text = renderText(document("midas"));
    const lines = [
      "Deviance = 100.8",
      "AIC = 110.8",
      "BIC = 115.8",
      "BICdiff = 95.3",
      "Proportion of heterogeneity likely due to threshold effect = 1.00",
      "ICC_SEN = 0.05, 95% CI = [0.00-0.12]",
      "MED_SPE = 0.85, 95% CI = [0.73-0.95]",
      "ROC Area, AUROC = 0.84 [0.81 - 0.87]",
      "LRT_Q = 90.145, df = 2.00, LRT_p = 0.000",
      "LRT_I2 = 98, 95% CI = [96-99]",
      "Positive Likelihood Ratio        8.7   [   3.0,   25.7]",
      "Diagnostic Odds Ratio             34   [    12,     97]",
    ];
    const places = lines.map((line) => text.indexOf(line));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect([...places].sort((x, y) => x - y)).toEqual(places);
  });

  it("metandi: its table, with Stata's seven digits", () => {
    const text = renderText(document("metandi"));
    expect(text).toMatch(/^ {2}E\(logitSe\) \| {3}1\.1923\d+ {3}\.1803\d+ /m);
    expect(text).toMatch(/^Corr\(logits\) \| +-1$/m);
    expect(text).toMatch(/^ +beta \| +1\.447\d+ +\.3155\d+ +4\.59 +0\.000 /m);
    expect(text).toMatch(/^ +s2alpha \| +0$/m);
    expect(text).toMatch(/^Covariance between estimates of E\(logitSe\) & E\(logitSp\) +-\.0776\d+$/m);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("keeps its lines in Markdown and HTML, and falls back to a table of quantities", () => {
    expect(renderMarkdown(document("metandi"))).toContain("```text\nMeta-analysis of diagnostic accuracy\n");
    expect(renderHtml(document("metandi"))).toContain('<pre tabindex="0">Meta-analysis of diagnostic accuracy\n');
    expect(document("mada").some((block) => block.kind === "table" && block.columns[0]?.title === "Quantity")).toBe(
      true,
    );
  });
});
