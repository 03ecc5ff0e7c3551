import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { BatchLine } from "../src/cli/batch.js";
import { type ComparativeFit, compareTests, fitComparative, forTest } from "../src/compare.js";
import {
  type Analysis,
  type Audit,
  analyze,
  auditReport,
  type BivariateFit,
  parsePublished,
  predictionIntervals,
  reproduce,
  summaryPoint,
} from "../src/index.js";
import { modelOf } from "../src/models/models.js";
import { reportHtml, resultsText } from "../src/report.js";
import {
  accuracyAt,
  fitLinearThresholds,
  fitThresholds,
  type LinearThresholdFit,
  linearAccuracyAt,
  type ThresholdFit,
} from "../src/thresholds.js";
import { expectClose } from "./tolerance.js";

const folder = join(import.meta.dirname, "../fixtures/stored");
const versions = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What a stored fit says now, and what the model says of its studies when it is asked again. */
function holdFit(fit: BivariateFit): void {
  expect(fit.schema).toMatch(/^dta-meta\/fit\/\d+$/);
  const at = fit.design.moderators.length > 0 ? { at: { setting: "x" } } : {};
  const stored = summaryPoint(fit, at);
  const again = modelOf(fit).refit(fit, fit.studies, {});
  expect(again.convergence.converged).toBe(fit.convergence.converged);
  again.coefficients.forEach(({ estimate, term }, i) => {
    expectClose(estimate, fit.coefficients[i]!.estimate, 1e-5, term);
  });
  expectClose(again.logLik, fit.logLik, 1e-5);
  expectClose(summaryPoint(again, at).sensitivity.upper, stored.sensitivity.upper, 1e-5);
  if (fit.design.moderators.length === 0) expect(predictionIntervals(fit).sensitivity).not.toBeNull();
}

const HOLDERS: Readonly<Record<string, (value: never) => void>> = {
  fit: holdFit,
  analysis(analysis: Analysis) {
    expect(reportHtml(analysis)).toContain("</html>");
    expect(resultsText(analysis)).toContain("The pooled sensitivity was");
    holdFit(analysis.fit!);
    const again = analyze(analysis.fit!.studies, { model: "reitsma", prior: 0.2 });
    expect(again.schema).toBe(analysis.schema);
    expectClose(again.auc!.estimate!, analysis.auc!.estimate!, 1e-6);
    expectClose(again.posttest!.posttestPositive.lower!, analysis.posttest!.posttestPositive.lower!, 1e-6);
  },
  comparative(fit: ComparativeFit) {
    expect(fit.schema).toMatch(/^dta-meta\/comparative\/\d+$/);
    const rows = fit.tests.flatMap((test) => forTest(fit, test).studies);
    const { options } = fit;
    const again = fitComparative(rows, { test: "test", minStudies: options.minStudies, model: "normal" });
    expect(again.structure).toBe(fit.structure);
    again.coefficients.forEach(({ estimate }, i) => {
      expectClose(estimate, fit.coefficients[i]!.estimate, 1e-5);
    });
    expect(compareTests(fit).comparisons.length).toBe(compareTests(again).comparisons.length);
  },
  thresholds(fit: ThresholdFit) {
    expect(fit.schema).toMatch(/^dta-meta\/thresholds\/\d+$/);
    const again = fitThresholds(fit.studies, { alternatives: false, scales: "common" });
    expectClose(again.logLik, fit.logLik, 1e-6);
    const [stored, now] = [accuracyAt(fit, [25])[0]!, accuracyAt(again, [25])[0]!];
    expectClose(now.sensitivity.estimate!, stored.sensitivity.estimate!, 1e-5);
  },
  linear(fit: LinearThresholdFit) {
    expect(fit.schema).toMatch(/^dta-meta\/linear-thresholds\/\d+$/);
    const cutoffs = JSON.parse(readFileSync(join(folder, "0.1.0/thresholds.json"), "utf8")) as ThresholdFit;
    const again = fitLinearThresholds(cutoffs.studies, { model: "CI", log: true });
    const [stored, now] = [linearAccuracyAt(fit, [25])[0]!, linearAccuracyAt(again, [25])[0]!];
    expectClose(now.sensitivity.estimate!, stored.sensitivity.estimate!, 1e-6);
  },
  published(value: unknown) {
    const report = parsePublished(value);
    const numbers = reproduce(report).results.flatMap((result) => result.numbers);
    expect(numbers.filter(({ status }) => status === "reproduced").length).toBeGreaterThan(10);
  },
  audit(audit: Audit) {
    const published = JSON.parse(readFileSync(join(folder, "../published/gp73/published.json"), "utf8"));
    expect(auditReport(parsePublished(published)).schema).toBe(audit.schema);
    expect(audit.findings).toBeInstanceOf(Array);
  },
  batch(line: BatchLine) {
    expect(line).toMatchObject({ schema: "dta-meta/batch/1", input: "x", line: 1, id: "a" });
    holdFit(("analysis" in line ? line.analysis.fit : null)!);
  },
};

describe.each(versions)("what version %s stored", (version) => {
  const names = readdirSync(join(folder, version));

  it("is of every kind", () => {
    expect(new Set(names.map((name) => name.replace(/[-.].*/, "")))).toEqual(new Set(Object.keys(HOLDERS)));
  });

  it.each(names)("is read, checked and computed again: %s", (name) => {
    const value = JSON.parse(readFileSync(join(folder, version, name), "utf8"));
    HOLDERS[name.replace(/[-.].*/, "")]!(value as never);
  });
});

describe("a fit of a version to come", () => {
  it("is refused with the version that is known", () => {
    const fit = JSON.parse(readFileSync(join(folder, versions[0]!, "fit-normal.json"), "utf8"));
    expect(() => summaryPoint({ ...fit, schema: "dta-meta/fit/9" })).toThrow(
      /^fit\.schema: got the text "dta-meta\/fit\/9".*This version of dta-meta reads fits of "dta-meta\/fit\/1"\.$/,
    );
  });

  it.each([
    ["comparative", (fit: never) => forTest(fit, "CT")],
    ["thresholds", (fit: never) => accuracyAt(fit, [25])],
    ["linear", (fit: never) => linearAccuracyAt(fit, [25])],
  ] as const)("is refused so for %s fits too", (kind, use) => {
    const fit = JSON.parse(readFileSync(join(folder, versions[0]!, `${kind}.json`), "utf8"));
    expect(() => use({ ...fit, schema: "dta-meta/9" } as never)).toThrow(
      /^fit\.schema: got the text "dta-meta\/9".*This version of dta-meta reads the text "dta-meta\/[a-z-]+\/1"\.$/,
    );
  });
});
