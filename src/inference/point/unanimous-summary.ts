import type { Estimate, PartialEstimate } from "../../base/estimate.js";
import type { UnanimousMargin } from "./unanimous-margins.js";

/** The parts of a summary point that unanimous margins change. */
interface Point {
  readonly sensitivity: Estimate;
  readonly specificity: Estimate;
  readonly falsePositiveRate: Estimate;
  readonly plr: PartialEstimate;
  readonly nlr: PartialEstimate;
  readonly inverseNlr: PartialEstimate;
  readonly dor: PartialEstimate;
}

/** f of an estimate, f falling: the limits change places. */
const falling = ({ estimate, lower, upper, level }: PartialEstimate, f: (x: number) => number): PartialEstimate => {
  const of = (x: number | null): number | null => {
    const value = x === null ? null : f(x);
    return value !== null && Number.isFinite(value) ? value : null;
  };
  return { estimate: of(estimate), lower: of(upper), upper: of(lower), level };
};

const complement = (x: number): number => 1 - x;
const reciprocal = (x: number): number => 1 / x;

/**
 * A summary point in which unanimous margins have their exact bounds. Of the ratios there is left what the other margin alone
 * decides: with a specificity of 1, LR− = 1 − Se; with a sensitivity of 1, LR+ = 1/(1 − Sp).
 */
export function withUnanimousMargins<P extends Point>(point: P, margins: readonly UnanimousMargin[]): P {
  if (margins.length === 0) return point;
  const of = (outcome: UnanimousMargin["outcome"]): UnanimousMargin | undefined =>
    margins.find((margin) => margin.outcome === outcome);
  const [right, clear] = [of("sensitivity"), of("specificity")];
  const none: PartialEstimate = { estimate: null, lower: null, upper: null, level: point.sensitivity.level };
  const { sensitivity, specificity, falsePositiveRate } = point;
  const alone = margins.length === 1;
  let [plr, nlr] = [none, none];
  if (alone && right?.value === 1) plr = falling(falsePositiveRate, reciprocal);
  if (alone && right?.value === 0) nlr = falling(specificity, reciprocal);
  if (alone && clear?.value === 1) nlr = falling(sensitivity, complement);
  if (alone && clear?.value === 0) plr = sensitivity;
  const clearer = clear?.estimate ?? specificity;
  return {
    ...point,
    sensitivity: right?.estimate ?? sensitivity,
    specificity: clearer,
    falsePositiveRate:
      clear === undefined
        ? falsePositiveRate
        : {
            estimate: 1 - clearer.estimate,
            lower: 1 - clearer.upper,
            upper: 1 - clearer.lower,
            level: clearer.level,
          },
    plr,
    nlr,
    inverseNlr: falling(nlr, reciprocal),
    dor: none,
  };
}
