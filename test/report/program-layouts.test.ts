import { describe, expect, it } from "vitest";
import { type AnalyzedAs, analyze } from "../../src/analysis/analyze.js";
import { analysisDocument, renderHtml, renderMarkdown, renderText } from "../../src/report.js";
import type { Study } from "../../src/tables/study.js";
import { loadFixture } from "../fixtures.js";

const telomerase = loadFixture("telomerase");
const document = (as: AnalyzedAs, studies: readonly Study[] = telomerase) =>
  analysisDocument(analyze(studies, { as, leaveOneOut: false }), { studies: false });

describe("what a program prints, as it prints it", () => {
  it("midas: its rows, order and digits (the log of Nyaga & Arbyn 2023)", () => {
    const text = renderText(document("midas"));
    const lines = [
      "Number of studies =  10",
      "Deviance = 100.8",
      "AIC = 110.8",
      "BIC = 115.8",
      "BICdiff =  95.3",
      "Correlation (Mixed Model)= -1.00",
      "Proportion of heterogeneity likely due to threshold effect = 1.00",
      "Interstudy variation in Sensitivity: ICC_SEN =  0.05, 95% CI = [ 0.00- 0.12]",
      "Interstudy variation in Specificity: MED_SPE =  0.85, 95% CI = [ 0.73- 0.95]",
      "ROC Area, AUROC = 0.84 [0.81 - 0.87]",
      "Heterogeneity (Chi-square): LRT_Q = 90.145, df =2.00, LRT_p =0.000",
      "Inconsistency (I-square): LRT_I2 =  98, 95% CI = [ 96- 99]",
      "Sensitivity                     0.77 [    0.70,    0.82]",
      "Positive Likelihood Ratio        8.7 [     3.0,    25.7]",
      "Diagnostic Odds Ratio             34 [      12,      97]",
    ];
    const places = lines.map((line) => text.indexOf(line));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect([...places].sort((x, y) => x - y)).toEqual(places);
  });

  it("metandi: its table, with Stata's seven digits", () => {
    const text = renderText(document("metandi"));
    expect(text).toMatch(/^ {2}E\(logitSe\) \| {3}1\.1923\d+ {3}\.1803\d+ /m);
    expect(text).toMatch(/^Corr\(logits\) \| {9}-1 {10}\. {29}\. {11}\.$/m);
    expect(text).toMatch(/^ +beta \| +1\.447\d+ +\.3155\d+ +4\.59 +0\.000 /m);
    expect(text).toMatch(/^ {5}s2alpha \| {10}0 {10}\. {29}\. {11}\.$/m);
    expect(text).toMatch(/^Covariance between estimates of E\(logitSe\) & E\(logitSp\) +-\.0776\d+$/m);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("metadta: its listing (the log of Nyaga & Arbyn 2023)", () => {
    // "Generalized 0.00 0.01" there: Stata's search stops short of a correlation of -1; 3.31 and 60.30 for 3.32 and 60.29 likewise
    const text = renderText(document("metadta"));
    for (const line of [
      "                           covar            rho\n                           -0.78            -1.00\n",
      "Sensitivity                 0.18            50.62\n",
      "         Chi2        degrees of\n       statistic      freedom        p-val\n        104.33          3            0.0000\n",
      "Sensitivity |       0.77       0.18      6.61             0.00      0.70      0.82\n",
      "Specificity |       0.91       0.63      3.69             0.00      0.75      0.97\n",
    ]) {
      expect(text).toContain(line);
    }
  });

  it("mada: the summary of its reitsma (the package's vignette, AuditC)", () => {
    const text = renderText(document("mada", loadFixture("auditc")));
    for (const line of [
      "                  Estimate Std. Error      z Pr(>|z|) 95%ci.lb 95%ci.ub\n",
      "tsens.(Intercept)    2.100      0.338  6.215    0.000    1.438    2.762 ***\n",
      "false pos. rate      0.220          -      -        -    0.167    0.285\n",
      "      Std. Dev tsens  tfpr\ntsens    1.175 1.000     .\ntfpr     0.638 0.854 1.000\n",
      " logLik     AIC     BIC\n 31.564 -53.128 -46.467\n",
      "AUC:  0.887\nPartial AUC (restricted to observed FPRs and normalized):  0.861\n",
    ]) {
      expect(text).toContain(line);
    }
  });

  it("Meta-DiSc: what stands beside its plots", () => {
    const text = renderText(document("meta-disc"));
    expect(text).toContain("Pooled Sensitivity = 0.77 (0.72 to 0.81)\nChi-square = 22.44; df =  9 (p = 0.0076)\n");
    expect(text).toMatch(/^Cochran-Q = 140\.79; df = {2}9 \(p = 0\.0000\)\nInconsistency \(I-square\) = 93\.6 %$/m);
    expect(text).toMatch(/^AUC = 0\.8710\nQ\* = 0\.8015$/m);
  });

  it("keeps its lines in Markdown and HTML; of a regression there is a table of quantities", () => {
    expect(renderMarkdown(document("metandi"))).toContain("```text\nMeta-analysis of diagnostic accuracy\n");
    expect(renderHtml(document("metandi"))).toContain('<pre tabindex="0">Meta-analysis of diagnostic accuracy\n');
    const regression = analyze(loadFixture("smoking"), { as: "mada", moderators: ["type"], leaveOneOut: false });
    expect(
      analysisDocument(regression).some((block) => block.kind === "table" && block.columns[0]?.title === "Quantity"),
    ).toBe(true);
  });
});
