import type { PosteriorDraw } from "../../models/fit.js";
import { normalQuantile } from "../../numeric/distributions/normal.js";
import { sortedPositions, weightedQuantiles } from "../../numeric/monte-carlo/weighted-sample.js";
import { pointOfDraw } from "../functional.js";
import type { LogitEllipse } from "./ellipse.js";

/** Steps of an even sequence in the unit square: 1/g and 1/g², g³ = g + 1 (Roberts 2018). */
const STEPS = [0.7548776662466927, 0.5698402909980532] as const;

/** Standard normal numbers, one for each of `count` draws, evenly spread. */
function spreadNormals(count: number, step: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const place = 0.5 + (i + 1) * step;
    return normalQuantile(place - Math.floor(place));
  });
}

/** The ellipse around the mean of weighted points, shaped by their covariance, that holds `level` of them. */
function ellipseHolding(
  first: readonly number[],
  second: readonly number[],
  weights: Float64Array,
  level: number,
): LogitEllipse {
  const mean = (values: readonly number[]): number => values.reduce((sum, x, i) => sum + weights[i]! * x, 0);
  const [sensitivity, specificity] = [mean(first), mean(second)];
  const moment = (f: (u: number, v: number) => number): number =>
    mean(first.map((x, i) => f(x - sensitivity, second[i]! - specificity)));
  const varSensitivity = moment((u) => u * u);
  const varSpecificity = moment((_, v) => v * v);
  const covariance = moment((u, v) => u * v);
  const determinant = varSensitivity * varSpecificity - covariance * covariance;
  const distances = Float64Array.from(first, (x, i) => {
    const [u, v] = [x - sensitivity, second[i]! - specificity];
    return (varSpecificity * u * u - 2 * covariance * u * v + varSensitivity * v * v) / determinant;
  });
  const [squared] = weightedQuantiles(distances, weights, sortedPositions(distances), [level]);
  return { sensitivity, specificity, varSensitivity, varSpecificity, covariance, radius: Math.sqrt(squared!) };
}

/** Where the mean logits lie, and those of a new study (one for each draw, its effects evenly spread): the ellipses that hold `level` of the posterior. */
export function posteriorEllipses(
  draws: readonly PosteriorDraw[],
  row: readonly number[],
  level: number,
): { readonly mean: LogitEllipse; readonly newStudy: LogitEllipse } {
  const points = draws.map((draw) => pointOfDraw(draw, row));
  const weights = Float64Array.from(draws, ({ weight }) => weight);
  const [z1, z2] = STEPS.map((step) => spreadNormals(draws.length, step)) as [number[], number[]];
  const first = points.map(({ sensitivity }) => sensitivity);
  const second = points.map(({ specificity }) => specificity);
  const newFirst = draws.map(({ sd1 }, i) => first[i]! + sd1 * z1[i]!);
  const newSecond = draws.map(
    ({ sd2, rho }, i) => second[i]! + sd2 * (rho * z1[i]! + Math.sqrt(Math.max(0, 1 - rho * rho)) * z2[i]!),
  );
  return {
    mean: ellipseHolding(first, second, weights, level),
    newStudy: ellipseHolding(newFirst, newSecond, weights, level),
  };
}
