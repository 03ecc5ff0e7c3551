import type { Study } from "../../tables/study.js";
import type { BetweenStudy } from "../fit-core.js";
import { climbedExactly, climbOn, maximizeOverPsi, newtonStep, type Optimum, type SearchOptions } from "../optimum.js";
import { choleskyOf, type PsiModel } from "../psi-spaces.js";
import { isAtTop } from "../search-story.js";
import { TOLERANCES } from "../tolerances.js";
import { type BinomialCounts, prepareCounts } from "./counts.js";
import type { DesignScaling } from "./design-scaling.js";
import type { QuadratureCheck } from "./fit.js";
import { COARSE_GRID, FINE_GRID, type GridSteps } from "./grid-integral.js";
import type { QuadratureRule } from "./likelihood.js";
import { type BinomialObjective, binomialObjective, FAR, isValueSought } from "./objective.js";
import { binomialStarts } from "./starts.js";

/** The optimum of the binomial model, and what its quadrature did to it. */
export interface BinomialOptimum extends Optimum {
  readonly rule: QuadratureRule;
  /** `null` where nothing is integrated. */
  readonly quadrature: QuadratureCheck | null;
}

/** Nodes per dimension that the default is reported with where a grid of any fineness says the same. */
export const DEFAULT_NODES = 21;
const NODES = [DEFAULT_NODES, 31] as const;

/** What the fine grid is checked by. */
const FINEST_GRID: GridSteps = { deviations: 0.5, logits: 0.3, depth: 32 };

/** The default has settled where an exact integral would move nothing by more than this. */
const SETTLED = 1e-6;

/** A search that ended within this of a bound has run away. */
const AT_BOUND = 0.5;

/** The parameters, by position, that have run to where the likelihood is no longer looked at. */
export const runaways = ({ full }: Pick<Optimum, "full">): number[] =>
  Array.from(full, (_, i) => i).filter((i) => Math.abs(full[i]!) > FAR - AT_BOUND);

const psi = (full: ArrayLike<number>): number[] => {
  const [a, b, c] = choleskyOf(full);
  return [a * a, b * b + c * c, a * b];
};

const largestChange = (from: readonly number[], to: readonly number[]): number =>
  from.reduce((largest, value, i) => Math.max(largest, Math.abs(to[i]! - value)), 0);

/** Nodes per dimension of the first search: good where a posterior is not far from normal. */
const SCOUT_NODES = 5;
/** Where those are off by more than this, in log-likelihood, the first search is made again on a grid. */
const TRUSTED = 0.1;

export const SCOUT: SearchOptions = { decrement: TOLERANCES.scout, valueError: 1e-6, maxIterations: 60 };
const FINE: SearchOptions = { valueError: 1e-11, maxIterations: 40 };

/** Of Gauss–Hermite rules, whose value and slope part where variances are large. */
export const APPROXIMATE: SearchOptions = { valueError: 1e-9, maxIterations: 40 };

/**
 * Where variances are so large that value, score and information of a rule have their tops in different places, the last word is
 * the score's, and its slope leads there.
 */
const bySlope = ({ exactly, ...objective }: BinomialObjective): BinomialObjective => ({
  ...objective,
  at: (full, gradient, hessian, line) =>
    hessian === null || exactly === undefined
      ? objective.at(full, gradient, hessian, line)
      : exactly(full, gradient, hessian, line),
});

/** The optimum of the exact likelihood, found from that of a `rough` one; where the two are far apart, the search is made again on a grid. */
function searchExactly(
  exact: BinomialObjective,
  counts: BinomialCounts,
  model: PsiModel,
  rough: Optimum,
  starts: readonly Float64Array[],
): Optimum {
  const followUp = (scouted: Optimum): Optimum =>
    runaways(scouted).length > 0 || !Number.isFinite(scouted.climb.value)
      ? climbOn(exact, scouted, { ...FINE, maxIterations: 0 })
      : maximizeOverPsi(exact, model, scouted, FINE);
  const fine = followUp(rough);
  if (Math.abs(fine.climb.value - rough.climb.value) < TRUSTED) return fine;
  return followUp(maximizeOverPsi(binomialObjective(counts, COARSE_GRID), model, [rough.full, ...starts], SCOUT));
}

/**
 * The global maximum of a model. A coarse search finds out where the optima are. On a fine grid, good to 1e-8 or better whatever
 * the variances, they are followed up and compared. What is reported is the optimum by Gauss–Hermite quadrature: with the
 * nodes asked for, or, `refine`d, with 21 or 31 where that agrees with the grid to 1e-6, else the grid's.
 */
export function maximizeBinomial(
  counts: BinomialCounts,
  scaling: DesignScaling,
  model: PsiModel,
  options: { readonly nodes: number; readonly refine: boolean; readonly startFrom?: BetweenStudy | undefined },
): BinomialOptimum {
  const starts = binomialStarts(counts, options.startFrom);
  const exact = binomialObjective(counts, FINE_GRID);

  const compare = (found: Optimum, nodes: number, finer: Optimum, refinedNodes: number): QuadratureCheck =>
    compareRules(scaling, { found, nodes, finer, refinedNodes });

  if (!options.refine && isValueSought(options.nodes)) {
    const objective = binomialObjective(counts, options.nodes);
    const near = maximizeOverPsi(objective, model, starts, APPROXIMATE);
    const found = isAtTop(near) ? climbedExactly(objective, near) : climbOn(bySlope(objective), near, APPROXIMATE);
    if (found.free.length === 0) return { ...found, rule: options.nodes, quadrature: null };
    const finer = newtonStep(climbOn(exact, found, { ...FINE, maxIterations: 0 }));
    return { ...found, rule: options.nodes, quadrature: compare(found, options.nodes, finer, exact.nodes()) };
  }
  const rough = maximizeOverPsi(binomialObjective(counts, SCOUT_NODES, { byValue: false }), model, starts, SCOUT);
  const fine = searchExactly(exact, counts, model, rough, starts);
  const fineNodes = exact.nodes();
  if (fine.free.length === 0) return { ...fine, rule: FINE_GRID, quadrature: null };
  if (!options.refine) {
    const objective = binomialObjective(counts, options.nodes);
    const near = climbOn(objective, fine, APPROXIMATE);
    const found = isAtTop(near) ? near : climbOn(bySlope(objective), near, { ...APPROXIMATE, byGradientAlone: true });
    const quadrature = compare(found, options.nodes, fine, fineNodes);
    return { ...(isSettled(quadrature) ? found : climbedExactly(objective, found)), rule: options.nodes, quadrature };
  }
  for (const nodes of NODES) {
    if (nodes < options.nodes || !isAtTop(fine)) continue;
    const found = climbOn(binomialObjective(counts, nodes), fine, { valueError: 1e-7, maxIterations: 8 });
    const quadrature = compare(found, nodes, fine, fineNodes);
    // in the scaled coefficients, so that a moderator's origin makes no difference
    const moved = largestChange(Array.from(found.full.slice(0, -3)), Array.from(fine.full.slice(0, -3)));
    if (isAtTop(found) && isSettled({ ...quadrature, coefficientChange: moved }))
      return { ...found, rule: nodes, quadrature };
  }
  const finest = binomialObjective(counts, FINEST_GRID);
  const finer = newtonStep(climbOn(finest, fine, { ...FINE, maxIterations: 0 }));
  return { ...fine, rule: FINE_GRID, quadrature: compare(fine, fineNodes, finer, finest.nodes()) };
}

/** What an optimum would move by towards that of a finer rule. */
export function compareRules(
  scaling: Pick<DesignScaling, "original">,
  {
    found,
    nodes,
    finer,
    refinedNodes,
  }: {
    readonly found: Optimum;
    readonly nodes: number;
    readonly finer: Optimum;
    readonly refinedNodes: number;
  },
): QuadratureCheck {
  return {
    nodes,
    refinedNodes,
    logLikChange: found.climb.value - finer.climb.value,
    coefficientChange: largestChange(
      scaling.original(found.full.slice(0, -3)),
      scaling.original(finer.full.slice(0, -3)),
    ),
    betweenStudyChange: largestChange(psi(found.full), psi(finer.full)),
  };
}

/** An optimum by some nodes, checked by the exact likelihood; `null` where that would move it. */
export function settledOptimum(
  exact: BinomialObjective,
  scaling: DesignScaling,
  found: Optimum,
  nodes: number,
): BinomialOptimum | null {
  const finer = newtonStep(climbOn(exact, found, { ...FINE, maxIterations: 0 }));
  const quadrature = compareRules(scaling, { found, nodes, finer, refinedNodes: exact.nodes() });
  return isSettled(quadrature) ? { ...found, rule: nodes, quadrature } : null;
}

/** Whether it would by a hundredth of that: what is said of all studies then holds without one of them, too. */
export const isSettledFar = (check: QuadratureCheck): boolean =>
  isSettled({
    ...check,
    logLikChange: 100 * check.logLikChange,
    coefficientChange: 100 * check.coefficientChange,
    betweenStudyChange: 100 * check.betweenStudyChange,
  });

/** Whether an exact integral would leave the fit as it is. */
const isSettled = (check: QuadratureCheck): boolean =>
  Math.abs(check.logLikChange) <= SETTLED && check.coefficientChange <= SETTLED && check.betweenStudyChange <= SETTLED;

/** Log-likelihood of the means alone, without between-study variation. */
export function fixedEffectLogLik(studies: readonly Study[], moderators: readonly string[]): number {
  const { counts } = prepareCounts(studies, moderators);
  return -maximizeOverPsi(binomialObjective(counts, FINE_GRID), "none", binomialStarts(counts, undefined)).climb.value;
}
