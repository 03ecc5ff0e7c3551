import { type Landmark, type LandmarkView, type Landscape, type NearOptions, nearLandscape } from "../near-optimum.js";
import { climbedExactly, climbOn, newtonStep, type Optimum } from "../optimum.js";
import { restrictor } from "../psi-spaces.js";
import { isAtTop } from "../search-story.js";
import type { BinomialCounts } from "./counts.js";
import type { DesignScaling } from "./design-scaling.js";
import type { QuadratureCheck } from "./fit.js";
import { FINE_GRID } from "./grid-integral.js";
import { APPROXIMATE, type BinomialOptimum, compareRules, isSettledFar, SCOUT, settledOptimum } from "./maximize.js";
import { type BinomialObjective, binomialObjective } from "./objective.js";
import type { Parts } from "./omit.js";
import { sharpened, sharpener } from "./sharpened.js";
import { differenceOf, surrogate } from "./surrogate.js";

/** All studies, and where their optima are. */
export interface Whole {
  readonly counts: BinomialCounts;
  readonly scaling: DesignScaling;
  readonly landscape: Landscape;
  /** Nodes per dimension. */
  readonly rule: number;
  /** What an exact integral would do to the optimum of all. */
  readonly quadrature: QuadratureCheck | null;
}

/** The optimum of all studies but that of a number, once `parts` holds them; `null` where it is not sure. */
export type FromWhole = (i: number) => BinomialOptimum | null;

/** What a function is at a landmark; `exactly`: its Hessian the slope of its gradient. */
function viewAt(objective: BinomialObjective, { space, full }: Landmark, exactly = false): LandmarkView {
  const on = restrictor(objective)(space);
  const x = on.pick(full);
  const gradient = new Float64Array(x.length);
  const hessian = new Float64Array(x.length * x.length);
  const value = (exactly ? on.exactly! : on.at)(x, gradient, hessian);
  return { value, gradient, hessian };
}

/** A whole less a part. */
const less = (whole: LandmarkView, part: LandmarkView): LandmarkView => ({
  value: whole.value - part.value,
  gradient: whole.gradient.map((slope, i) => slope - part.gradient[i]!),
  hessian: whole.hessian.map((curvature, i) => curvature - part.hessian[i]!),
});

/** Views of all landmarks; the top comes last, so that the modes kept are those of the top. */
const viewsOf = ({ top, others }: Landscape, view: (mark: Landmark) => LandmarkView) =>
  new Map([...others, top].map((mark) => [mark, view(mark)]));

/** Coarse rules make ripples: where two optima are as near in log-likelihood, there may be more of them. */
export const RIPPLES = 0.5;
const BY_VALUE: NearOptions = { ...APPROXIMATE, margin: RIPPLES };

/** For rules whose own value is maximised. */
export function nearByValue({ counts, landscape, rule }: Whole, { rest, one, modes, part }: Parts): FromWhole {
  const kept = new Float64Array(2 * counts.k);
  const objective = binomialObjective(counts, rule, { modes: kept });
  const viewed = (of: BinomialObjective) => (mark: Landmark) => viewAt(of, mark, mark === landscape.top);
  const sharpen = sharpener(objective, landscape.top, counts.k);
  const views = viewsOf(landscape, viewed(objective));
  const plain = binomialObjective(rest, rule, { modes: modes.rest });
  const own = binomialObjective(one, rule, { modes: modes.one });
  const near = nearLandscape(sharpen === null ? plain : sharpened(plain, sharpen, own), landscape, BY_VALUE);
  const view = viewed(own);
  return (i) => {
    part(i, kept);
    const found = near((mark) => less(views.get(mark)!, view(mark)));
    if (found === null) return null;
    const sharp = sharpen?.holdsAt(found) ?? false;
    return { ...(sharp ? found : climbedExactly(plain, found)), rule, quadrature: null };
  };
}

/** Nodes per dimension of the surrogate. */
const CHEAP_NODES = 7;
/** What those may err by in comparing optima, in log-likelihood. */
const MARGIN = 0.1;
/** The search by surrogates ends within 1e-6 standard errors of its optimum, and that by the rule itself within 1e-8, a step that is then taken. */
const [CHEAP_DECREMENT, DECREMENT] = [5e-13, 5e-17];
const BY_SURROGATE: NearOptions = { ...SCOUT, decrement: CHEAP_DECREMENT, margin: MARGIN };

/** For rules that the exact likelihood's score and information are taken from: nearly there by a surrogate, then by the rule. */
export function nearByScore(
  { counts, scaling, landscape, rule, quadrature }: Whole,
  { rest, one, modes, part }: Parts,
): FromWhole {
  const of = (counts: BinomialCounts, modes: Float64Array) => ({
    fine: binomialObjective(counts, rule, { modes }),
    cheap: binomialObjective(counts, CHEAP_NODES, { byValue: false, modes }),
  });
  const kept = new Float64Array(2 * counts.k);
  const [all, others, own] = [of(counts, kept), of(rest, modes.rest), of(one, modes.one)];
  const { top } = landscape;
  const viewed =
    ({ fine, cheap }: ReturnType<typeof of>) =>
    (mark: Landmark): LandmarkView =>
      viewAt(mark === top ? fine : cheap, mark);
  const views = viewsOf(landscape, viewed(all));
  const view = viewed(own);
  const likely =
    top.space.level === 0 ? surrogate(others.cheap, differenceOf(all.fine, all.cheap, top.full), own) : others.cheap;
  const near = nearLandscape(likely, landscape, BY_SURROGATE);
  const exact = binomialObjective(rest, FINE_GRID, { modes: modes.rest });
  const exactOne = binomialObjective(one, FINE_GRID, { modes: modes.one });
  const surelySettled = quadrature !== null && isSettledFar(quadrature);
  return (i) => {
    part(i, kept);
    const rough = near((mark) => less(views.get(mark)!, view(mark)));
    if (rough === null) return null;
    const last = climbOn(others.fine, rough, { ...APPROXIMATE, decrement: DECREMENT, maxIterations: 8 });
    if (!isAtTop(last) || !last.climb.definite) return null;
    const found = newtonStep(last);
    // the integrals of all studies err by next to nothing and those of the one do: so do the others'
    if (surelySettled && erredByNothing(own.fine, exactOne, found)) return { ...found, rule, quadrature: null };
    return settledOptimum(exact, scaling, found, rule);
  };
}

/** Whether the integral of one study moves the optimum of the others by no more than a hundredth of what counts. */
function erredByNothing(fine: BinomialObjective, exact: BinomialObjective, near: Optimum): boolean {
  const at = (objective: BinomialObjective): Optimum => climbOn(objective, near, { maxIterations: 0 });
  const [byRule, exactly] = [at(fine).climb, at(exact).climb];
  const gradient = byRule.gradient.map((slope, i) => slope - exactly.gradient[i]!);
  const moved = newtonStep({ ...near, climb: { ...near.climb, gradient } });
  return isSettledFar(
    compareRules(
      { original: (coefficients) => Array.from(coefficients) },
      {
        found: near,
        nodes: 0,
        finer: { ...moved, climb: { ...moved.climb, value: near.climb.value + byRule.value - exactly.value } },
        refinedNodes: 0,
      },
    ),
  );
}
