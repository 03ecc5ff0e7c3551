import { climb } from "../../numeric/optimize/climb.js";
import type { Objective } from "../../numeric/optimize/minimize.js";
import { withLearntHessian } from "../engine/curvature.js";
import type { GroupNodes } from "../engine/group-integral.js";
import type { GroupedLikelihood } from "../engine/likelihood.js";
import type { Outcome } from "../fit-core.js";
import type { ProfileLimits } from "../profile-limits.js";
import type { ComparativeFit } from "./comparative-fit.js";
import { prepareRows } from "./rows.js";
import { correctRows, likelihoodOf } from "./solve.js";
import { spreadOfFit } from "./spread-of-fit.js";
import { comparativeModel } from "./structure.js";

/** A quantity of one mean logit: what is compared is its value for a test less that for another. */
export interface LogitQuantity {
  readonly value: (logit: number) => number;
  /** Derivative of `value`. */
  readonly slope: (logit: number) => number;
  /** The logit of a value; `NaN` for none that there is. */
  readonly inverse: (value: number) => number;
}

/** What is profiled: a quantity of one outcome, test less reference, with the standard error that scales the search. */
export interface ProfiledContrast {
  readonly outcome: Outcome;
  readonly quantity: LogitQuantity;
  readonly test: string;
  readonly reference: string;
  readonly standardError: number;
}

/** Error of a group's log-likelihood in the rules of a profile, and in those of its curvature. */
const PROFILED = 1e-6;
const CURVED = 1e-3;
/** A limit is looked for up to this many Wald half-widths away; beyond, the likelihood is taken not to bound it. */
const FURTHEST = 15;
/** Accuracy of a limit, as a share of the root of the deviance. */
const ACCURACY = 1e-5;
const MOST_POINTS = 25;

/** A constrained maximum: minus log-likelihood, and all parameters. */
interface Held {
  readonly value: number;
  readonly at: Float64Array;
}

/** The likelihood of a fit with its top by the rules that a profile is computed by. */
function likelihoodOfFit(fit: ComparativeFit) {
  const { options } = fit;
  const prepared = prepareRows(fit.studies, options, 1);
  const { studies } = fit.model === "normal" ? correctRows(prepared.studies, options) : { studies: prepared.studies };
  const model = comparativeModel(studies, prepared.tests, fit, options);
  const { likelihood } = likelihoodOf(model, options);
  const meanOf = (outcome: Outcome, test: string): number =>
    fit.coefficients.find((one) => one.outcome === outcome && one.test === test)!.estimate;
  const start = Float64Array.from([
    ...prepared.tests.map((test) => meanOf("sensitivity", test)),
    ...prepared.tests.map((test) => meanOf("specificity", test)),
    ...spreadOfFit({ ...fit, tests: prepared.tests }),
  ]);
  return { likelihood, model, tests: prepared.tests, start };
}

/** A parameter that follows from another, with the derivative. */
interface Tie {
  readonly at: number;
  readonly from: number;
  readonly of: (x: number) => readonly [value: number, slope: number];
}

/** Minus log-likelihood in some of the parameters, one of them following from another as `tie` says. */
function tied(likelihood: GroupedLikelihood, nodes: readonly GroupNodes[], size: number, tie: Tie): Objective {
  const full = new Float64Array(size);
  const score = new Float64Array(size);
  const free = Array.from({ length: size }, (_, i) => i).filter((i) => i !== tie.at);
  return (x, gradient) => {
    free.forEach((position, i) => {
      full[position] = x[i]!;
    });
    const [value, slope] = tie.of(full[tie.from]!);
    if (!Number.isFinite(value) || !Number.isFinite(slope)) return Number.POSITIVE_INFINITY;
    full[tie.at] = value;
    const logLik = likelihood.evaluate(full, nodes, score);
    free.forEach((position, i) => {
      gradient[i] = 0 - score[position]! - (position === tie.from ? slope * score[tie.at]! : 0);
    });
    return Number.isFinite(logLik) ? 0 - logLik : Number.POSITIVE_INFINITY;
  };
}

/** The profile likelihood of a fit's contrasts: maximised over all else, the other means and every covariance. */
export interface ContrastProfiler {
  /** Between these the log-likelihood lies within `drop` of its maximum; `null` for a limit that it does not set. */
  limits(contrast: ProfiledContrast, drop: number): ProfileLimits;
  /** Twice what the log-likelihood falls short of its maximum where the contrast has this value; `null` where it can't have it. */
  deviance(contrast: ProfiledContrast, difference: number): number | null;
}

/**
 * Binds a comparative fit to the profile likelihood of its contrasts. Of the two means that a contrast ties, the one that can always be
 * solved for follows the other.
 */
export function contrastProfiler(fit: ComparativeFit): ContrastProfiler {
  const { likelihood, model, tests, start } = likelihoodOfFit(fit);
  const size = likelihood.parameters;
  const { nodes } = likelihood.choose(start, PROFILED);
  const { nodes: forCurvature } = likelihood.choose(start, CURVED);
  const diagonals = model.factors.flatMap(({ offset, size: rank }) =>
    Array.from({ length: rank }, (_, k) => model.fixed + offset + (k * (k + 3)) / 2),
  );
  // off the edges: they are points of this space, but as starts they may be saddles
  const inside = (at: Float64Array): Float64Array => {
    const moved = at.slice();
    for (const i of diagonals) if (Math.abs(moved[i]!) < 0.05) moved[i] = 0.05;
    return moved;
  };

  const lowest = (tie: Tie, near: Float64Array): Held | null => {
    const free = Array.from({ length: size }, (_, i) => i).filter((i) => i !== tie.at);
    const learnt = withLearntHessian(
      tied(likelihood, nodes, size, tie),
      tied(likelihood, forCurvature, size, tie),
      size - 1,
      likelihood.step,
    );
    const from = inside(near);
    const found = climb(
      learnt.restarted(),
      free.map((position) => from[position]!),
      { gradientTolerance: 0, decrementTolerance: 1e-8, maxIterations: 60, valueError: 1e-12, hessianLater: true },
    );
    if (!Number.isFinite(found.value)) return null;
    const at = new Float64Array(size);
    free.forEach((position, i) => {
      at[position] = found.x[i]!;
    });
    at[tie.at] = tie.of(at[tie.from]!)[0];
    return { value: found.value, at };
  };

  /** Where a contrast is, its ties, and the maximum with it as it is. */
  const placed = ({ outcome, quantity, test, reference }: ProfiledContrast) => {
    const shift = outcome === "sensitivity" ? 0 : tests.length;
    const [own, other] = [shift + tests.indexOf(test), shift + tests.indexOf(reference)];
    const { value, slope, inverse } = quantity;
    const centre = value(start[own]!) - value(start[other]!);
    /** Ties the mean whose value has to be the smaller one: it can be had for every value of the other. */
    const at = (difference: number): Tie => {
      const [follower, leader, sign] = difference > 0 ? [other, own, -1] : [own, other, 1];
      return {
        at: follower,
        from: leader,
        of: (x) => {
          const y = inverse(value(x) + sign * difference);
          return [y, slope(x) / slope(y)];
        },
      };
    };
    return { centre, at, top: lowest(at(centre), start) };
  };

  const deviance: ContrastProfiler["deviance"] = (contrast, difference) => {
    const { at, top } = placed(contrast);
    const held = top === null ? null : lowest(at(difference), top.at);
    return top === null || held === null ? null : Math.max(0, 2 * (held.value - top.value));
  };

  const limits: ContrastProfiler["limits"] = (contrast, drop) => {
    const { centre, at, top } = placed(contrast);
    if (top === null) return [null, null];
    const wanted = Math.sqrt(2 * drop);
    const limit = (side: 1 | -1): number | null => {
      const path = { near: top.at };
      const distance = rootOf(wanted, (away) => {
        const held = lowest(at(centre + side * away * contrast.standardError), path.near);
        if (held === null) return null;
        const root = Math.sqrt(Math.max(0, 2 * (held.value - top.value)));
        if (root < wanted) path.near = held.at;
        return root;
      });
      return distance === null ? null : centre + side * distance * contrast.standardError;
    };
    return [limit(-1), limit(1)];
  };

  return { limits, deviance };
}

/**
 * Where a root of a deviance, 0 at 0 and all but linear, is `wanted`: by the secant from point to point, within what is known. A root of
 * `null` counts as too large; returns `null` beyond `FURTHEST`.
 */
function rootOf(wanted: number, rootAt: (distance: number) => number | null): number | null {
  let [low, lowRoot] = [0, 0];
  let [high, highRoot] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let distance = wanted;
  for (let points = 0; points < MOST_POINTS && low <= FURTHEST * wanted; points++) {
    const root = rootAt(distance) ?? Number.POSITIVE_INFINITY;
    if (Math.abs(root - wanted) <= ACCURACY * wanted) return distance;
    if (root < wanted) [low, lowRoot] = [distance, root];
    else [high, highRoot] = [distance, root];
    const room = high - low;
    if (room < ACCURACY * wanted) return (low + high) / 2;
    if (highRoot < Number.POSITIVE_INFINITY) {
      const guess = low + (room * (wanted - lowRoot)) / (highRoot - lowRoot);
      // off an end that has not moved, lest the secant creep
      distance = Math.min(Math.max(guess, low + 0.002 * room), high - 0.002 * room);
    } else if (room < Number.POSITIVE_INFINITY) distance = (low + high) / 2;
    else distance = lowRoot > 0 ? Math.min((1.02 * low * wanted) / lowRoot, 3 * low) : 3 * low;
  }
  return null;
}
