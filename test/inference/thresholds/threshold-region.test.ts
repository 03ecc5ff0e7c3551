import { expect, it } from "vitest";
import { accuracyAt } from "../../../src/inference/thresholds/accuracy-at.js";
import { thresholdRegion } from "../../../src/inference/thresholds/threshold-region.js";
import { fitThresholds } from "../../../src/models/thresholds/fit-thresholds.js";
import { fQuantile } from "../../../src/numeric/distributions/f-distribution.js";
import { loadCutoffs } from "../../several-cutoffs.js";

const fit = fitThresholds(loadCutoffs("feno"), { scales: "common", alternatives: false });
const logit = (p: number): number => Math.log(p / (1 - p));
const radius = Math.sqrt(2 * fQuantile(0.95, 2, fit.k - 2));
const z = 1.959963984540054;

/** Where a polygon ends on the logit scale. */
const ends = (values: readonly number[]): readonly [number, number] => [
  Math.min(...values.map(logit)),
  Math.max(...values.map(logit)),
];

it.each([15, 25, 50])("a region at %i reaches as far as its margins' limits say, by the F radius", (cutoff) => {
  const [row] = accuracyAt(fit, [cutoff]);
  const { confidence, prediction } = thresholdRegion(fit, cutoff, { points: 3600 });
  const margins = [
    [confidence!.map((point) => point.sensitivity), row!.sensitivity],
    [confidence!.map((point) => 1 - point.fpr), row!.specificity],
    [
      prediction!.map((point) => point.sensitivity),
      { ...row!.prediction!.sensitivity, estimate: row!.sensitivity.estimate },
    ],
    [
      prediction!.map((point) => 1 - point.fpr),
      { ...row!.prediction!.specificity, estimate: row!.specificity.estimate },
    ],
  ] as const;
  for (const [values, { estimate, lower, upper }] of margins) {
    const sd = (logit(upper!) - logit(lower!)) / (2 * z);
    const [low, high] = ends(values);
    expect(high).toBeCloseTo(logit(estimate!) + radius * sd, 5);
    expect(low).toBeCloseTo(logit(estimate!) - radius * sd, 5);
  }
});

it("its area is that of the ellipse of the parameters' covariance", () => {
  const cutoff = 25;
  const { confidence } = thresholdRegion(fit, cutoff, { points: 3600 });
  const corners = confidence!.map(({ fpr, sensitivity }) => [logit(fpr), logit(sensitivity)] as const);
  let twice = 0;
  for (let i = 1; i < corners.length; i++)
    twice += corners[i - 1]![0] * corners[i]![1] - corners[i]![0] * corners[i - 1]![1];
  // logit of the share above the cut-off: (location − ln c)/scale, by differences
  const [location1, scale1, location0, scale0] = fit.coefficients.map(({ estimate }) => estimate);
  const shares = ([l1, s1, l0, s0]: readonly number[]) => [
    (l1! - Math.log(cutoff)) / s1!,
    (l0! - Math.log(cutoff)) / s0!,
  ];
  const at = [location1!, scale1!, location0!, scale0!];
  const slopes = at.map((_, i) => {
    const [up, down] = [1e-6, -1e-6].map((step) => shares(at.map((value, j) => (i === j ? value + step : value))));
    return [(up![0]! - down![0]!) / 2e-6, (up![1]! - down![1]!) / 2e-6] as const;
  });
  const covariance = (a: 0 | 1, b: 0 | 1): number =>
    slopes.reduce(
      (sum, row, i) =>
        sum + slopes.reduce((inner, column, j) => inner + row[a] * column[b] * fit.parameterCovariance![i]![j]!, 0),
      0,
    );
  const determinant = covariance(0, 0) * covariance(1, 1) - covariance(0, 1) ** 2;
  expect(Math.abs(twice) / 2).toBeCloseTo(Math.PI * radius ** 2 * Math.sqrt(determinant), 5);
});

it("is not there where F has no degrees of freedom, and refuses a cut-off that is none", () => {
  const two = fitThresholds(loadCutoffs("feno").slice(0, 2), { scales: "common", alternatives: false, minStudies: 2 });
  expect(thresholdRegion(two, 25)).toMatchObject({
    confidence: null,
    prediction: null,
    reason: expect.stringContaining("degrees of freedom"),
  });
  expect(() => thresholdRegion(fit, -1)).toThrow(/wanted a cut-off/);
});
