import { HtmlValidate } from "html-validate";
import { describe, expect, it } from "vitest";
import { compareCommand } from "../../src/cli/compare.js";
import { latentCommand } from "../../src/cli/latent.js";
import { thresholdsCommand } from "../../src/cli/thresholds.js";
import * as core from "../../src/index.js";
import {
  analysisDocument,
  type EmbeddedData,
  methodsText,
  type Reportable,
  renderText,
  reportHtml,
} from "../../src/report.js";
import { runCommand } from "../cli/harness.js";
import { loadFixture } from "../fixtures.js";
import { loadCutoffs, severalCutoffsText } from "../several-cutoffs.js";

const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: { "no-inline-style": "off", "long-title": "off", "require-sri": "off" },
});

const ascus = loadFixture("ascus");
const comparison = core.compareTests(ascus, { test: "test", model: "normal", prevalence: 0.3 });
const thresholds = core.analyzeThresholds(loadCutoffs("feno").slice(0, 9), {
  scales: "common",
  alternatives: false,
  prevalence: 0.2,
});
const tables = loadFixture("auditc").slice(0, 8);
const reference = { sensitivity: 0.95, specificity: 0.99 };
const latent = core.fitLatentClass(tables, { reference, starts: 1, nodes: 11 });
const references = core.referenceSensitivityAnalysis(tables, { sensitivity: [0.9, 1], specificity: [0.99, 1] });
const bayes = core.analyze(tables, { model: "bayes", draws: 1000, leaveOneOut: false });

const reports: readonly (readonly [name: string, Reportable, string])[] = [
  ["comparison", comparison, reportHtml(comparison)],
  ["cut-offs", thresholds, reportHtml(thresholds)],
  ["latent class", latent, reportHtml(latent, { references })],
  ["posterior", bayes, reportHtml(bayes)],
];

const embeddedIn = (html: string): EmbeddedData<object, object> => {
  const [, json] = /<script type="application\/json" id="dta-meta-data">([^<]*)<\/script>/.exec(html) ?? [];
  return JSON.parse(json!);
};
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("reports of every kind of result", () => {
  it.each(reports)("are valid HTML that loads nothing: %s", async (_, __, html) => {
    const { results } = await validator.validateString(html);
    const messages = results.flatMap((result) => result.messages.map(({ message, line }) => `${line} ${message}`));
    expect(messages).toEqual([]);
    expect(html).not.toMatch(/<(?:link|img|iframe|object)\b|\bsrc=|url\(|@import/);
    expect(html.match(/<script\b/g)).toHaveLength(1);
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]!);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(reports)("carry what gives the same result again: %s", (_, result, html) => {
    const { call, studies, options } = embeddedIn(html);
    const calls = {
      analyze: core.analyze,
      compareTests: core.compareTests,
      analyzeThresholds: core.analyzeThresholds,
      fitLatentClass: core.fitLatentClass,
    };
    const again = (calls[call] as (studies: unknown, options: unknown) => Reportable)(studies, options);
    expect(plain(numbersOf(again))).toEqual(plain(numbersOf(result)));
  });

  it.each(reports)("have results, tables, figures, methods and data: %s", (_, __, html) => {
    for (const section of ["results", "tables", "figures", "methods", "data"])
      expect(html).toContain(`<h2 id="${section}">`);
    expect(html).toMatch(/SHA-256 of their JSON, [0-9a-f]{64}\./);
    expect(html).toContain("All computations were made with dta-meta");
  });

  it("show the figures of their kind", () => {
    const figures = (html: string): string[] =>
      [...html.matchAll(/<figure id="figure-([^"]*)"/g)].map((match) => match[1]!);
    const [ofTests, ofCutoffs, ofLatent, ofBayes] = reports.map(([, , html]) => figures(html));
    expect(ofTests).toEqual(["network", "comparison-sroc", "comparison-forest", "differences", "agreement"]);
    expect(ofCutoffs).toEqual([
      "thresholds",
      "youden",
      "densities",
      "sroc-cutoffs",
      "cutoff-ratios",
      "cutoff-predictive-values",
      "linearity",
    ]);
    expect(ofLatent).toEqual(["reference-grid"]);
    expect(ofBayes).toContain("prior-posterior");
    expect(figures(reportHtml(comparison, { withFigures: false }))).toEqual([]);
  });

  it("say the numbers in sentences, and nothing of better or worse", () => {
    const [ofTests, ofCutoffs, ofLatent] = reports.map(([, , html]) => html);
    const [first] = comparison.comparisons;
    expect(ofTests).toContain(
      `Compared with RepC, HC2 had a relative sensitivity of ${first!.relativeSensitivity.estimate.toFixed(2)} (95% CI`,
    );
    expect(ofTests).toContain("HC2 would miss");
    expect(ofCutoffs).toContain(`Optimal cut-off (highest Youden index)`);
    expect(ofLatent).toContain(
      `Against the truth, the index test had a sensitivity of ${latent.sensitivity.estimate.toFixed(2)}`,
    );
    expect(ofTests!.replace(/<svg[\s\S]*?<\/svg>/g, "")).not.toMatch(/\b(better|worse|superior)\b/);
  });

  it("refuse what is none of them", () => {
    for (const wrong of [null, 3, {}, { comparisons: [] }, comparison.fit])
      expect(() => reportHtml(wrong as never)).toThrow(/wanted what analyze/);
  });
});

/** The parts that hang on data and options alone. */
function numbersOf(result: Reportable): unknown {
  if ("comparisons" in result) return [result.tests, result.comparisons, result.joint, result.fit.logLik];
  if ("optimalCutoff" in result) return [result.accuracy, result.optimalCutoff, result.logLik, result.auc];
  if ("perfectReference" in result) return [result.sensitivity, result.specificity, result.logLik];
  return [result.summary, result.fit?.logLik, result.narrative];
}

describe("commands with -o", () => {
  const ascusFile = new URL("../../fixtures/ascus/data.csv", import.meta.url).pathname;

  it("dta compare writes the report, and nothing else", async () => {
    const written: Record<string, Uint8Array> = {};
    const argv = [
      "compare",
      ascusFile,
      "--test",
      "test",
      "--model",
      "normal",
      "-o",
      "out.html",
      "--title",
      "HPV tests",
    ];
    const { exitCode, stdout } = await runCommand([compareCommand], argv, { written });
    expect([exitCode, stdout]).toEqual([0, ""]);
    const html = new TextDecoder().decode(written["out.html"]);
    expect(html).toContain("<title>HPV tests</title>");
    expect(html).toContain(
      "Command: dta compare data.csv --test test --model normal -o out.html --title &#39;HPV tests&#39;",
    );
    expect(embeddedIn(html).options).toEqual({ test: "test", model: "normal" });
  });

  it("dta thresholds does, and with --json prints the data beside it", async () => {
    const written: Record<string, Uint8Array> = {};
    const stdin = severalCutoffsText("feno.csv").split("\n").slice(0, 40).join("\n");
    const argv = ["thresholds", "-", "--widths", "common", "-o", "t.html", "--json"];
    const { exitCode, stdout } = await runCommand([thresholdsCommand], argv, { stdin, written });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).optimalCutoff).toBeDefined();
    expect(new TextDecoder().decode(written["t.html"])).toContain("figure-linearity");
  });

  it("dta latent does, with the grid of references", async () => {
    const written: Record<string, Uint8Array> = {};
    const file = new URL("../../fixtures/auditc/data.csv", import.meta.url).pathname;
    const known = ["--reference-sensitivity", "0.95", "--reference-specificity", "0.99", "--starts", "1"];
    const { exitCode } = await runCommand([latentCommand], ["latent", file, ...known, "-o", "l.html"], { written });
    expect(exitCode).toBe(0);
    expect(new TextDecoder().decode(written["l.html"])).toContain("figure-reference-grid");
  });

  it("refuse another ending before they begin", async () => {
    const { exitCode, stderr } = await runCommand(
      [compareCommand],
      ["compare", "nowhere.csv", "--test", "x", "-o", "out.pdf"],
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain("a report's name must end in .html or .docx");
  });
});

describe("an analysis of a posterior", () => {
  it("shows the answer under every named prior and the posterior predictive check", () => {
    const text = renderText(analysisDocument(bayes)).replace(/\s+/g, " ");
    for (const name of ["cochrane", "tsd25", "metabayesdta", "meta4diag", "pc"])
      expect(text).toContain(`${name}: mean`);
    expect(text).toMatch(/Posterior predictive check, each study's counts against the 95% interval/);
    expect(methodsText(bayes)).toMatch(
      /repeating the analysis under "tsd25", .* and the model by posterior predictive/,
    );
    expect(core.analyze(tables).posterior).toBeUndefined();
  });
});
