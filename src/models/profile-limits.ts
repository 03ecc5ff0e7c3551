import { type CurvedObjective, climb, climber } from "../numeric/optimize/climb.js";
import { findRoot } from "../numeric/optimize/root.js";
import { choleskyOfBetweenStudy } from "./between-study.js";
import type { FitCore, Outcome } from "./fit-core.js";
import { choleskyOf, type PsiObjective } from "./psi-spaces.js";
import { TOLERANCES } from "./tolerances.js";

/** Limits on the logit scale; `null` where the likelihood sets none. */
export type ProfileLimits = readonly [lower: number | null, upper: number | null];

/** A limit is looked for up to this many Wald half-widths away; beyond, the likelihood is taken not to bound it. */
const FURTHEST = 30;
/** Accuracy of a limit, in standard errors. */
const ACCURACY = 1e-7;

/**
 * The limits between which the profile log-likelihood of one coefficient lies within `drop` of its maximum, all other parameters
 * at their best for each of its values; `null` for a limit that the likelihood does not set.
 *
 * @param optimum (coefficients…, a, b, c) of the maximum
 * @param index of the coefficient
 * @param standardError of it, by which the search is scaled
 */
function profileLimits(
  objective: PsiObjective,
  optimum: Float64Array,
  index: number,
  standardError: number,
  drop: number,
): ProfileLimits {
  const n = objective.size;
  const others = Array.from({ length: n }, (_, i) => i).filter((i) => i !== index);
  const full = new Float64Array(n);
  const slope = new Float64Array(n);
  const curvature = new Float64Array(n * n);
  let fixed = 0;
  const given: CurvedObjective = (x, gradient, hessian) => {
    others.forEach((position, i) => {
      full[position] = x[i]!;
    });
    full[index] = fixed;
    const value = objective.at(full, slope, hessian === null ? null : curvature, false);
    others.forEach((position, i) => {
      gradient[i] = slope[position]!;
      if (hessian !== null) {
        others.forEach((other, j) => {
          hessian[i * (n - 1) + j] = curvature[position * n + other]!;
        });
      }
    });
    return value;
  };
  // off the edges of Ψ: they are points of this space, but as starts they may be saddles
  const [a, b, c] = choleskyOf(optimum);
  const inside = optimum.slice();
  inside.set([Math.max(a, 0.05), b, Math.max(c, 0.05)], n - 3);
  const search = climber(n - 1);
  const options = { gradientTolerance: 0, decrementTolerance: TOLERANCES.scout, maxIterations: 60, valueError: 1e-12 };
  const start = others.map((position) => inside[position]!);
  const lowest = (value: number, near: ArrayLike<number>) => {
    fixed = value;
    const [first, second] = [search(given, near, options), search(given, start, options)];
    return first.value <= second.value ? first : second;
  };
  const top = Math.min(objective.at(optimum, slope, null, false), lowest(optimum[index]!, start).value);

  const limit = (side: 1 | -1): number | null => {
    let near: ArrayLike<number> = start;
    const excess = (distance: number): number => {
      const found = lowest(optimum[index]! + side * distance * standardError, near);
      near = found.x;
      return found.value - top - drop;
    };
    let low = 0;
    for (let high = Math.sqrt(2 * drop); high < FURTHEST; high *= 1.5) {
      if (excess(high) > 0) {
        const root = findRoot((distance) => (distance === 0 ? -drop : excess(distance)), low, high, {
          tolerance: ACCURACY,
        });
        return optimum[index]! + side * root * standardError;
      }
      low = high;
    }
    return null;
  };
  return [limit(-1), limit(1)];
}

/** The profile limits of both mean logits, about the top that lies nearest to a fit without moderators. */
export function profileMeans(
  fit: Pick<FitCore, "coefficients" | "betweenStudy">,
  objective: PsiObjective,
  drop: number,
): Readonly<Record<Outcome, ProfileLimits>> {
  const point = Float64Array.from([
    ...fit.coefficients.map(({ estimate }) => estimate),
    ...choleskyOfBetweenStudy(fit.betweenStudy),
  ]);
  const top = climb((x, gradient, hessian) => objective.at(x, gradient, hessian, false), point, {
    gradientTolerance: 0,
    decrementTolerance: TOLERANCES.scout,
    maxIterations: 60,
    valueError: 1e-12,
  });
  const of = (index: number): ProfileLimits =>
    profileLimits(objective, top.x, index, fit.coefficients[index]!.standardError, drop);
  return { sensitivity: of(0), specificity: of(1) };
}
