import { square } from "../../numeric/elementary.js";
import type { BinomialObjective } from "./objective.js";

/** What one function is more than another about a point: value, gradient and Hessian of the difference there. */
export interface Difference {
  readonly at: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  /** Of the difference itself. */
  readonly slope: Float64Array;
  /** Of what the two step by: informations, where their gradients' slopes are another thing. */
  readonly information: Float64Array;
}

/** How a fine rule differs from a cheap one about a point. */
export function differenceOf(fine: BinomialObjective, cheap: BinomialObjective, at: Float64Array): Difference {
  const { size } = fine;
  const [gradient, other] = [new Float64Array(size), new Float64Array(size)];
  const [curvature, information, slope] = [0, 0, 0].map(() => new Float64Array(square(size))) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const value = fine.at(at, gradient, curvature, false);
  const cheapValue = cheap.at(at, other, information, false);
  cheap.exactly!(at, other, slope, false);
  return {
    at,
    value: value - cheapValue,
    gradient: gradient.map((g, i) => g - other[i]!),
    slope: curvature.map((h, i) => h - slope[i]!),
    information: curvature.map((h, i) => h - information[i]!),
  };
}

/**
 * A fine rule's likelihood of all studies but one by a cheap rule: to the cheap one comes what the fine one is more, of all studies
 * by a quadratic about their optimum, less that of the one study itself. What it errs by is of third order in a small difference.
 * On edges it is the cheap one.
 */
export function surrogate(
  cheap: BinomialObjective,
  { at: centre, ...difference }: Difference,
  one: { readonly fine: BinomialObjective; readonly cheap: BinomialObjective },
): BinomialObjective {
  const { size } = cheap;
  const moved = new Float64Array(size);
  const [fineGradient, cheapGradient] = [new Float64Array(size), new Float64Array(size)];
  return {
    size,
    nodes: cheap.nodes,
    at(full, gradient, hessian, line) {
      const value = cheap.at(full, gradient, hessian, line);
      if (line) return value;
      const own = one.fine.at(full, fineGradient, null, false) - one.cheap.at(full, cheapGradient, null, false);
      for (let i = 0; i < size; i++) moved[i] = full[i]! - centre[i]!;
      let more = difference.value - own;
      for (let i = 0; i < size; i++) {
        let bend = 0;
        for (let j = 0; j < size; j++) bend += difference.slope[i * size + j]! * moved[j]!;
        more += moved[i]! * (difference.gradient[i]! + 0.5 * bend);
        gradient[i]! += difference.gradient[i]! + bend - (fineGradient[i]! - cheapGradient[i]!);
      }
      if (hessian !== null) for (let j = 0; j < hessian.length; j++) hessian[j]! += difference.information[j]!;
      return value + more;
    },
  };
}
