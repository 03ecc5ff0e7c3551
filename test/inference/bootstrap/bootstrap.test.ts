import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  auc,
  bootstrap,
  fitBinomial,
  fitReitsma,
  hsroc,
  type Statistic,
  sroc,
  statisticNames,
  summaryPoint,
} from "../../../src/index.js";
import {
  bcaCorrection,
  bcaInterval,
  correctedLevels,
  percentileInterval,
} from "../../../src/inference/bootstrap/bootstrap-interval.js";
import { clustersOf, RESAMPLINGS } from "../../../src/inference/bootstrap/draw-studies.js";
import { drawValues } from "../../../src/inference/bootstrap/draw-values.js";
import { seededRandom } from "../../../src/numeric/random/random.js";
import { loadFixture } from "../../fixtures.js";
import { expectClose } from "../../tolerance.js";

const reference = JSON.parse(readFileSync("fixtures/bootstrap/bca.json", "utf8"));
const sorted: number[] = reference.draws.toSorted((x: number, y: number) => x - y);
const auditc = loadFixture("auditc");
const fit = fitReitsma(auditc);

describe("the intervals of draws", () => {
  it("are those of R's boot: bias, acceleration, levels and quantiles", () => {
    const correction = bcaCorrection(sorted, reference.estimate, reference.jackknife)!;
    expectClose(correction.bias, reference.bias, 1e-12);
    expectClose(correction.acceleration, reference.acceleration, 1e-12);
    for (const { level, levels, bca, boot, percentile } of reference.intervals) {
      correctedLevels(correction, level).forEach((value, i) => {
        expectClose(value, levels[i], 1e-12);
      });
      const interval = bcaInterval(sorted, correction, level);
      const plain = percentileInterval(sorted, level);
      [interval.lower, interval.upper].forEach((value, i) => {
        expectClose(value!, bca[i], 1e-12);
        // boot interpolates on the scale of normal quantiles, between the same two draws
        expect(Math.abs(value! - boot[i])).toBeLessThan(2e-3);
      });
      [plain.lower, plain.upper].forEach((value, i) => {
        expectClose(value!, percentile[i], 1e-12);
      });
    }
  });

  it("say why there is none", () => {
    expect(percentileInterval([1, 2, 3], 0.95)).toMatchObject({
      lower: null,
      upper: null,
      reason: expect.stringMatching(/too few/),
    });
    expect(bcaCorrection([1, 2, 3], 0, [1, 2])).toBeNull();
    expect(bcaCorrection([1, 2, 3], 2.5, [1, 1])).toBeNull();
    const far = bcaInterval(sorted, { bias: 3, acceleration: 0.5 }, 0.95);
    expect(far).toMatchObject({ lower: null, upper: null, reason: expect.any(String) });
  });
});

describe("bootstrap", () => {
  it("of the AUC is auc's own, to the last bit, and that of a function of whole fits nearly so", () => {
    const options = { replicates: 60, seed: 7 };
    const { lower, upper, bootstrap: report } = auc(fit, { interval: "bootstrap", ...options });
    const { monteCarloError, used } = report!;
    expect(bootstrap(fit, "auc", options)).toMatchObject({ lower, upper, monteCarloError, used, statistic: "auc" });
    const own = bootstrap(fit, (drawn) => sroc(drawn, { points: 2 }).auc, options);
    const named = bootstrap(fit, "auc", options);
    expect(own).toMatchObject({ statistic: null, used: named.used, resampling: named.resampling });
    for (const name of ["estimate", "lower", "upper", "standardError", "bias"] as const) {
      expectClose(own[name]!, named[name]!, 1e-9);
    }
  });

  it("gives by name what the functions of a fit give", () => {
    const summary = summaryPoint(fit);
    const curve = hsroc(fit);
    const expected: Partial<Record<(typeof statisticNames)[number], number | null>> = {
      sensitivity: summary.sensitivity.estimate,
      specificity: summary.specificity.estimate,
      falsePositiveRate: summary.falsePositiveRate.estimate,
      plr: summary.plr.estimate,
      nlr: summary.nlr.estimate,
      dor: summary.dor.estimate,
      youden: summary.sensitivity.estimate + summary.specificity.estimate - 1,
      auc: sroc(fit).auc,
      partialAuc: sroc(fit).partialAuc,
      varSensitivity: fit.betweenStudy.varSensitivity,
      varSpecificity: fit.betweenStudy.varSpecificity,
      covariance: fit.betweenStudy.covariance,
      correlation: fit.betweenStudy.correlation,
      lambda: curve.lambda.estimate,
      theta: curve.theta.estimate,
      beta: curve.beta.estimate,
      varAlpha: curve.varAlpha.estimate,
      varTheta: curve.varTheta.estimate,
    };
    const needy = ["sensitivityAtSpecificity", "relativeSensitivity", "relativeSpecificity"];
    expect([...Object.keys(expected), ...needy].sort()).toEqual([...statisticNames].sort());
    for (const [name, value] of Object.entries(expected)) {
      const { estimate, used } = bootstrap(fit, name as Statistic, { replicates: 2 });
      expectClose(estimate!, value!, 1e-12, name);
      expect(used, name).toBe(2);
    }
    const at = bootstrap(fit, { name: "sensitivityAtSpecificity", specificity: 0.8 }, { replicates: 2 });
    const { curve: points } = sroc(fit, { points: 11, range: "full" });
    expectClose(at.estimate!, points[2]!.sensitivity, 1e-12);
  });

  it("gives ratios of accuracy between values of a moderator", () => {
    const smoking = loadFixture("smoking").filter(({ covariates }) => covariates?.result_id === 1);
    const regression = fitReitsma(smoking, { moderators: ["type"] });
    const [at, other] = [...new Set(smoking.map(({ covariates }) => covariates!.type!))].map((type) => ({ type }));
    const ratio = bootstrap(
      regression,
      { name: "relativeSensitivity", at: at!, reference: other! },
      { replicates: 40, level: 0.8, seed: 3 },
    );
    const mean = (values: object) => summaryPoint(regression, { at: values as never }).sensitivity.estimate;
    expectClose(ratio.estimate!, mean(at!) / mean(other!), 1e-12);
    expect(ratio.lower! < ratio.estimate! && ratio.estimate! < ratio.upper!).toBe(true);
    expect(() => bootstrap(regression, "sensitivity", { replicates: 2 })).toThrow(/moderator/);
    expect(() => bootstrap(regression, { name: "relativeSensitivity", at: at! })).toThrow(/reference/);
  });

  it("shifts by bias and acceleration where it is asked to", () => {
    const options = { replicates: 200, resampling: "studies", level: 0.9 } as const;
    const plain = bootstrap(fit, "sensitivity", options);
    const corrected = bootstrap(fit, "sensitivity", { ...options, interval: "bca" });
    expect(corrected.standardError).toBe(plain.standardError);
    const draws = drawValues(fit, (drawn) => summaryPoint(drawn).sensitivity.estimate, "studies", {
      seed: 1,
      from: 0,
      count: 200,
    }).filter((draw) => draw !== null);
    const jackknife = auditc.map((_, i) => summaryPoint(fitReitsma(auditc.toSpliced(i, 1))).sensitivity.estimate);
    const expected = bcaCorrection(
      draws.sort((x, y) => x - y),
      plain.estimate!,
      jackknife,
    )!;
    expectClose(corrected.correction!.acceleration, expected.acceleration, 1e-6);
    expectClose(corrected.correction!.bias, expected.bias, 1e-12);
    const interval = bcaInterval(draws, expected, 0.9);
    expectClose(corrected.lower!, interval.lower!, 1e-6);
    expectClose(corrected.upper!, interval.upper!, 1e-6);
    expect(corrected.lower).not.toBe(plain.lower);
  });

  it("draws rows of one cluster together, in names that stay apart", () => {
    const clustered = fitReitsma(auditc.map((study, i) => ({ ...study, cluster: `C${i % 4}` })));
    expect(clustersOf(clustered).map((rows) => rows.length)).toEqual([4, 4, 3, 3]);
    const drawn = RESAMPLINGS.studies(clustered)(seededRandom(5));
    expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
    const names = [...new Set(drawn.map(({ cluster }) => cluster))];
    expect(names).toHaveLength(4);
    for (const name of names) {
      const rows = drawn.filter(({ cluster }) => cluster === name).map(({ id }) => id.replace(/ \[.*/, ""));
      const whole = clustersOf(clustered).find((cluster) => cluster[0]!.id === rows[0])!;
      expect(rows).toEqual(whole.map(({ id }) => id));
    }
  });

  it("works for the exact model, and has a standard error near the delta method's", () => {
    const exact = fitBinomial(auditc, { nodes: 1 });
    const { standardError } = bootstrap(exact, (drawn) => drawn.coefficients[1]!.estimate, { replicates: 50 });
    expect(standardError! / exact.coefficients[1]!.standardError).toBeGreaterThan(0.7);
    expect(standardError! / exact.coefficients[1]!.standardError).toBeLessThan(1.35);
  });

  it("counts draws without a number, tells of its progress, and stops when it is told to", () => {
    let calls = 0;
    const half = bootstrap(fit, () => (calls++ % 2 === 0 ? 1 : null), { replicates: 100 });
    expect([half.used, half.failed, half.estimate]).toEqual([50, 50, 1]);
    expect(bootstrap(fit, () => null, { replicates: 3 })).toMatchObject({ estimate: null, reason: expect.any(String) });
    const seen: number[] = [];
    bootstrap(fit, "sensitivity", { replicates: 3, onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([1, 2, 3]);
    const signal = { aborted: false, reason: new Error("enough") };
    const stop = () => bootstrap(fit, "auc", { signal, onProgress: () => Object.assign(signal, { aborted: true }) });
    expect(stop).toThrow("enough");
  });

  it("refuses what it does not know", () => {
    for (const [statistic, options] of [
      ["aucc", {}],
      [{ name: "sensitivityAtSpecificity" }, {}],
      [{ name: "sensitivityAtSpecificity", specificity: 2 }, {}],
      [{ name: "partialAuc", range: [0, 2] }, {}],
      ["auc", { resampling: "none" }],
      ["auc", { interval: "t" }],
      ["auc", { replicates: 0 }],
    ] as [never, never][]) {
      expect(() => bootstrap(fit, statistic, options)).toThrow(expect.objectContaining({ code: "bad-option" }));
    }
  });
});
