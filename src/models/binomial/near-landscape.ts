import { type Landmark, type LandmarkView, type Landscape, type NearOptions, nearLandscape } from "../near-optimum.js";
import { climbedExactly, climbOn } from "../optimum.js";
import { restrictor } from "../psi-spaces.js";
import { isAtTop } from "../search-story.js";
import type { BinomialCounts } from "./counts.js";
import type { DesignScaling } from "./design-scaling.js";
import { APPROXIMATE, type BinomialOptimum, SCOUT, settledOptimum } from "./maximize.js";
import { type BinomialObjective, binomialObjective } from "./objective.js";
import { modesOmitter } from "./omit.js";
import { sharpened, sharpener } from "./sharpened.js";
import { differenceOf, surrogate } from "./surrogate.js";

/** All studies, and where their optima are. */
export interface Whole {
  readonly counts: BinomialCounts;
  readonly scaling: DesignScaling;
  readonly landscape: Landscape;
  /** Nodes per dimension. */
  readonly rule: number;
}

/** The optimum of all studies but that of a number, given the counts of both parts; `null` where it is not sure. */
export type FromWhole = (i: number, rest: BinomialCounts, one: BinomialCounts) => BinomialOptimum | null;

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
export function nearByValue({ counts, landscape, rule }: Whole): FromWhole {
  const modes = new Float64Array(2 * counts.k);
  const modesWithout = modesOmitter(modes);
  const objective = binomialObjective(counts, rule, { modes });
  const viewed = (of: BinomialObjective) => (mark: Landmark) => viewAt(of, mark, mark === landscape.top);
  const sharpen = sharpener(objective, landscape.top, counts.k);
  const views = viewsOf(landscape, viewed(objective));
  return (i, rest, one) => {
    const plain = binomialObjective(rest, rule, { modes: modesWithout(i) });
    const own = binomialObjective(one, rule);
    const view = viewed(own);
    const near = nearLandscape(
      sharpen === null ? plain : sharpened(plain, sharpen, own),
      landscape,
      BY_VALUE,
    )((mark) => less(views.get(mark)!, view(mark)));
    if (near === null) return null;
    const sharp = sharpen?.holdsAt(near) ?? false;
    return { ...(sharp ? near : climbedExactly(plain, near)), rule, quadrature: null };
  };
}

/** Nodes per dimension of the surrogate. */
const CHEAP_NODES = 7;
/** What those may err by in comparing optima, in log-likelihood. */
const MARGIN = 0.1;
/** The search by surrogates ends within 1e-6 standard errors of its optimum, and that by the rule itself within 1e-8. */
const [CHEAP_DECREMENT, DECREMENT] = [5e-13, 5e-17];
const BY_SURROGATE: NearOptions = { ...SCOUT, decrement: CHEAP_DECREMENT, margin: MARGIN };

/** For rules that the exact likelihood's score and information are taken from: nearly there by a surrogate, then by the rule. */
export function nearByScore({ counts, scaling, landscape, rule }: Whole): FromWhole {
  const modes = new Float64Array(2 * counts.k);
  const modesWithout = modesOmitter(modes);
  const of = (part: BinomialCounts, kept?: Float64Array) => {
    const shared = kept === undefined ? {} : { modes: kept };
    return {
      fine: binomialObjective(part, rule, shared),
      cheap: binomialObjective(part, CHEAP_NODES, { byValue: false, ...shared }),
    };
  };
  const all = of(counts, modes);
  const { top } = landscape;
  const viewed =
    ({ fine, cheap }: ReturnType<typeof of>) =>
    (mark: Landmark): LandmarkView =>
      viewAt(mark === top ? fine : cheap, mark);
  const views = viewsOf(landscape, viewed(all));
  const difference = top.space.level === 0 ? differenceOf(all.fine, all.cheap, top.full) : null;
  return (i, rest, one) => {
    const kept = modesWithout(i);
    const { fine, cheap } = of(rest, kept);
    const own = of(one);
    const view = viewed(own);
    const likely = difference === null ? cheap : surrogate(cheap, difference, own);
    const rough = nearLandscape(likely, landscape, BY_SURROGATE)((mark) => less(views.get(mark)!, view(mark)));
    if (rough === null) return null;
    const near = climbOn(fine, rough, { ...APPROXIMATE, decrement: DECREMENT, maxIterations: 8 });
    return isAtTop(near) && near.climb.definite ? settledOptimum(rest, scaling, near, rule, kept) : null;
  };
}
