import { exp, log } from "../../numeric/elementary.js";
import { positiveDefiniteInverse } from "../../numeric/linear/matrix.js";
import type { DesignScaling } from "../binomial/design-scaling.js";
import { markerScale } from "./marker-scale.js";
import type { ThresholdOptimum } from "./maximize.js";
import type { ThresholdData } from "./threshold-data.js";
import { parameterPlaces } from "./threshold-model.js";

/** Estimates on the marker's own scale h(c), in the order of `parameterCovariance`. */
export interface ReportedParameters {
  readonly values: readonly number[];
  readonly covariance: readonly (readonly number[])[] | null;
}

/** The covariance of the full vector: rows and columns of zeros for what is not free; `null` where the information is singular. */
function fullCovariance({ climb, free, full }: ThresholdOptimum): number[][] | null {
  const n = free.length;
  const information = Array.from({ length: n }, (_, i) => Array.from(climb.hessian.subarray(i * n, (i + 1) * n)));
  const inverse = climb.definite ? positiveDefiniteInverse(information) : null;
  if (inverse === null) return null;
  const covariance = Array.from(full, () => new Array<number>(full.length).fill(0));
  free.forEach((place, i) => {
    free.forEach((other, j) => {
      covariance[place]![other] = inverse[i]![j]!;
    });
  });
  return covariance;
}

/**
 * From the data's scale to the marker's: x = S(λ) + G(λ)·x′ with G = spread·unit^λ and S = shift, or for Box–Cox h(unit). The
 * covariance goes along by the delta method; its linear maps are applied to columns, then to rows.
 */
export function reportParameters(
  data: ThresholdData,
  scaling: DesignScaling,
  optimum: ThresholdOptimum,
  boxCox: boolean,
): ReportedParameters {
  const { full } = optimum;
  const q = full.length / 2 - 4;
  const p = parameterPlaces(q);
  const lambda = boxCox ? full[p.lambda]! : 0;
  const logUnit = boxCox ? log(data.unit) : 0;
  const scale = markerScale("box-cox", lambda);
  const growth = data.spread * exp(lambda * logUnit);
  const shift = boxCox ? scale.of(data.unit) : data.shift;
  const shiftByLambda = boxCox ? scale.byLambda(data.unit) : 0;
  const [a, b, c] = [full[p.a]!, full[p.b]!, full[p.c]!];
  const square = growth * growth;
  const sigma0 = growth * exp(full[p.s0]!);
  const sigma1 = growth * exp(full[p.s1]!);
  const original = scaling.original(full);
  const location = (j: number): number => growth * original[j]! + (j % q === 0 ? shift : 0);
  const order = Array.from({ length: q }, (_, j) => j);
  const values = [
    ...order.map((j) => location(q + j)),
    sigma1,
    ...order.map(location),
    sigma0,
    a * a * square,
    (b * b + c * c) * square,
    a * b * square,
    Math.abs(full[p.t0]!),
    Math.abs(full[p.t1]!),
    lambda,
  ];
  /** What a small change of the full vector, its location coefficients brought to the original columns, does to the values. */
  const differential = (raw: readonly number[]): number[] => {
    const change = scaling.original(raw);
    const byLambda = change[p.lambda]!;
    const move = (j: number): number =>
      growth * (change[j]! + byLambda * logUnit * original[j]!) + (j % q === 0 ? byLambda * shiftByLambda : 0);
    const [da, db, dc] = [change[p.a]!, change[p.b]!, change[p.c]!];
    const twice = 2 * byLambda * logUnit;
    return [
      ...order.map((j) => move(q + j)),
      sigma1 * (change[p.s1]! + byLambda * logUnit),
      ...order.map(move),
      sigma0 * (change[p.s0]! + byLambda * logUnit),
      square * (2 * a * da + twice * a * a),
      square * (2 * b * db + 2 * c * dc + twice * (b * b + c * c)),
      square * (a * db + b * da + twice * a * b),
      Math.sign(full[p.t0]!) * change[p.t0]!,
      Math.sign(full[p.t1]!) * change[p.t1]!,
      byLambda,
    ];
  };
  const covariance = fullCovariance(optimum);
  if (covariance === null) return { values, covariance: null };
  const half = covariance.map(differential);
  const columns = half[0]!.map((_, j) => differential(half.map((row) => row[j]!)));
  return { values, covariance: columns.map((row, i) => row.map((value, j) => (value + columns[j]![i]!) / 2)) };
}
