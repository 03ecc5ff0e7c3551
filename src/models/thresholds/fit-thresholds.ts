import { checkNames } from "../../base/check-options.js";
import { checkChoice, checkCount, checkLevel } from "../../base/checks.js";
import { InsufficientStudiesError } from "../../base/errors.js";
import { interruptible, type Signal } from "../../base/interruptible.js";
import { MIN_STUDIES } from "../../tables/few-studies.js";
import type { ThresholdStudy } from "../../tables/thresholds/threshold-study.js";
import { scaleDesign } from "../binomial/design-scaling.js";
import { buildDesign, splitByModerators } from "../design.js";
import { assembleThresholdFit } from "./assemble-threshold-fit.js";
import { checkCumulative, checkCutoffs, checkThresholdStudies } from "./check-threshold-studies.js";
import type { LatentDistribution } from "./latent-distribution.js";
import type { MarkerScale } from "./marker-scale.js";
import { type KnownOptima, maximize, startsOf, type ThresholdModel, type ThresholdOptimum } from "./maximize.js";
import { otherDistribution } from "./starts.js";
import { type Direction, thresholdData } from "./threshold-data.js";
import type { ThresholdAlternative, ThresholdFit, ThresholdFitOptions } from "./threshold-fit.js";
import { THRESHOLD_OPTIONS } from "./threshold-options.js";

/** Options of `fitThresholds`. */
export interface ThresholdOptions {
  /** Which side of a cut-off is positive. Default `"greater"`: values above it. */
  readonly direction?: Direction;
  /** Scale of the cut-offs. Default `"log"`, or `"identity"` where a cut-off is not positive. */
  readonly scale?: MarkerScale;
  /** Distribution of the marker's values on that scale. Default `"logistic"`. */
  readonly distribution?: LatentDistribution;
  /**
   * Whether the width of the distributions varies between studies. Left out: it does where 5 or more studies give two or more
   * cut-offs and the likelihood has a maximum with it.
   */
  readonly scales?: "common" | "random";
  /** `0` takes the locations of the two groups as independent. Default `"estimated"`. */
  readonly correlation?: "estimated" | 0;
  /** Names of covariates, numeric or categorical; each shifts the locations of both groups. */
  readonly moderators?: readonly string[];
  /** Quadrature nodes over 9 standard deviations of a location. Default 21. */
  readonly nodes?: number;
  /** Confidence level. Default 0.95. */
  readonly level?: number;
  /** Fewer usable studies than this are not pooled. Default 4. */
  readonly minStudies?: number;
  /** Whether to fit the other scales and the normal distribution beside it, for their AIC. Default `true`. */
  readonly alternatives?: boolean;
  /** An `AbortSignal`, or anything like it: looked at between the steps of every search; once `aborted`, its `reason` is thrown. */
  readonly signal?: Signal | undefined;
}

/** Fewest studies with two or more cut-offs from which widths that vary between studies are estimated. */
const SEVERAL = 5;
/** Nodes at which alternatives are compared. */
const ALTERNATIVE_NODES = 11;

function resolveOptions(studies: readonly ThresholdStudy[], options: ThresholdOptions): ThresholdFitOptions {
  checkNames("options", options, THRESHOLD_OPTIONS);
  const positive = studies.every(({ points }) => points.every(({ cutoff }) => cutoff > 0));
  return {
    direction: checkChoice<Direction>("direction", options.direction ?? "greater", ["greater", "less"]),
    scale: checkChoice<MarkerScale>("scale", options.scale ?? (positive ? "log" : "identity"), [
      "log",
      "identity",
      "box-cox",
    ]),
    distribution: checkChoice<LatentDistribution>("distribution", options.distribution ?? "logistic", [
      "logistic",
      "normal",
      "weibull",
    ]),
    scales:
      options.scales === undefined
        ? null
        : checkChoice<"common" | "random">("scales", options.scales, ["common", "random"]),
    correlation: checkChoice<"estimated" | 0>("correlation", options.correlation ?? "estimated", ["estimated", 0]),
    moderators: options.moderators ?? [],
    nodes: checkCount("nodes", options.nodes ?? 21, 5, 200),
    level: checkLevel(options.level ?? 0.95),
    minStudies: checkCount("minStudies", options.minStudies ?? MIN_STUDIES, 2),
    alternatives: options.alternatives ?? true,
  };
}

/**
 * Fits sensitivity and specificity at every cut-off from studies that report several, by maximum likelihood: the values of the
 * marker in group g of study i have the distribution
 *
 *   P(Y ≤ c) = F((h(c) − μ_g − u_gi)/σ_gi),  (u₀, u₁)ᵢ ~ N(0, Ψ),  ln σ_gi ~ N(ln σ_g, τ_g²)
 *
 * and the counts between the reported cut-offs are multinomial. Each study may report any cut-offs, one or many; none has to be
 * chosen. With F logistic, h = ln and common σ it is the log-logistic model of Hoyer, Hirt & Kuss (2018, Res Synth Methods
 * 9:62, doi:10.1002/jrsm.1273), with σ random and Ψ diagonal that of Jones et al. (2019, Stat Med 38:4789, doi:10.1002/sim.8301; NICE TSD 25). The
 * default has σ random and correlated locations: nine parameters.
 *
 * The integral over a group's width is taken given its location by Gauss–Hermite quadrature around the mode there, and the two
 * groups are combined on a grid of their locations, so that no sum runs over four dimensions. The scores and the observed
 * information are exact expectations over the same nodes. Correlations of ±1 and standard deviations of 0 are reached exactly.
 * Cut-offs enter after standardisation: the marker's unit changes nothing but the unit of the location.
 *
 * All scales and distributions have one likelihood, that of the counts, so that their AIC compare: `alternatives` lists them, and a
 * warning tells where another one is better by more than 4.
 *
 * @throws InputError on studies that contradict themselves (`totals-differ`, `wrong-direction`), on cut-offs that the scale has
 *   no number for (`bad-cutoff`), on options (`bad-option`, `unknown-option`, `bad-level`) or moderators
 *   (`unknown-moderator`, `constant-moderator`, `singular-design`) that make no sense
 * @throws InsufficientStudiesError with fewer usable studies than `minStudies`, or than there are location terms
 *
 * @example
 * ```ts
 * import { accuracyAt, fitThresholds, readThresholdStudies } from "dta-meta";
 *
 * const csv = `study,cutoff,tp,fp,fn,tn
 * A,20,70,40,30,160
 * A,40,45,12,55,188
 * B,15,44,50,6,50
 * B,30,30,15,20,85
 * C,25,80,30,40,120
 * D,20,30,22,10,78
 * D,50,12,3,28,97`;
 * const fit = fitThresholds(readThresholdStudies(csv), { alternatives: false });
 * accuracyAt(fit, [25])[0]!.sensitivity.estimate!.toFixed(2); // "0.66"
 * ```
 */
export function fitThresholds(studies: readonly ThresholdStudy[], options: ThresholdOptions = {}): ThresholdFit {
  return interruptible(options?.signal, () => fitThresholdsFrom(studies, options, { common: null, near: null }).fit);
}

/** A fit with its optimum, from which others may start. */
export interface FittedThresholds {
  readonly fit: ThresholdFit;
  readonly optimum: ThresholdOptimum;
}

/** `fitThresholds` that knows optima of other models of the same studies; that of common scales is not sought again. */
export function fitThresholdsFrom(
  studies: readonly ThresholdStudy[],
  options: ThresholdOptions,
  known: KnownOptima,
): FittedThresholds {
  checkThresholdStudies(studies);
  const resolved = resolveOptions(studies, options);
  checkCumulative(studies, resolved.direction);
  checkCutoffs(studies, resolved.scale);
  const { complete, missing } = splitByModerators(studies, resolved.moderators);
  const included = complete.filter(({ diseased, nonDiseased }) => diseased + nonDiseased > 0);
  const excluded = [
    ...missing.map(({ study, name }) => ({ id: study.id, reason: `it has no value of ${name}` })),
    ...complete
      .filter((study) => !included.includes(study))
      .map(({ id }) => ({ id, reason: "it has no participants" })),
  ];
  if (included.length < resolved.minStudies) {
    throw new InsufficientStudiesError(included.length, resolved.minStudies, "The model of several cut-offs");
  }
  const design = buildDesign(included, resolved.moderators);
  const scaling = scaleDesign(design);
  const q = design.terms.length;
  if (included.length < q) throw new InsufficientStudiesError(included.length, q, "A model with these moderators");
  const rows = included.map((_, i) => Array.from(scaling.rows.subarray(i * q, (i + 1) * q)));
  const several = included.filter(({ points }) => points.length > 1).length;

  const modelOf = (randomScales: boolean, changes: Partial<ThresholdAlternative> = {}): ThresholdModel => ({
    distribution: changes.distribution ?? resolved.distribution,
    randomScales,
    correlated: resolved.correlation === "estimated",
    power: (changes.scale ?? resolved.scale) === "box-cox",
  });
  const data = thresholdData(included, resolved.scale, resolved.direction);
  const fitted = (randomScales: boolean, common: ThresholdOptimum | null): ThresholdOptimum => {
    const model = modelOf(randomScales);
    return maximize(data, rows, model, {
      nodes: resolved.nodes,
      starts: startsOf(data, q, model, { ...known, common }),
    });
  };
  const common = known.common ?? fitted(false, null);
  const wanted = resolved.scales ?? (several < SEVERAL ? "common" : "random");
  const random = wanted === "random" ? fitted(true, common) : null;
  const vary = random !== null && (resolved.scales === "random" || random.full.slice(-3, -1).some((t) => t !== 0));
  const optimum = vary ? random : common;

  const alternatives: ThresholdAlternative[] = [];
  if (resolved.alternatives) {
    for (const change of otherModels(resolved, included)) {
      const model = modelOf(vary, change);
      const otherData = thresholdData(included, change.scale, resolved.direction);
      const other = maximize(otherData, rows, model, {
        nodes: ALTERNATIVE_NODES,
        starts: [otherDistribution(optimum.full, q, resolved.distribution, change.distribution)],
        rough: true,
      });
      alternatives.push({
        ...change,
        scales: vary ? "random" : "common",
        lambda: model.power ? other.full[other.full.length - 1]! : null,
        logLik: other.logLik,
        parameters: other.parameters,
        aic: 2 * other.parameters - 2 * other.logLik,
      });
    }
  }
  const fit = assembleThresholdFit({
    studies: included,
    excluded,
    design,
    scaling,
    data,
    options: resolved,
    optimum,
    common,
    random,
    alternatives,
    several,
  });
  return { fit, optimum };
}

/** The models that stand beside: the other scales, and the normal distribution (the logistic, for another one). */
function otherModels(
  { scale, distribution }: ThresholdFitOptions,
  studies: readonly ThresholdStudy[],
): Pick<ThresholdAlternative, "scale" | "distribution">[] {
  const positive = studies.every(({ points }) => points.every(({ cutoff }) => cutoff > 0));
  const scales: readonly MarkerScale[] = positive ? ["log", "identity", "box-cox"] : ["identity"];
  return [
    ...scales.filter((other) => other !== scale).map((other) => ({ scale: other, distribution })),
    { scale, distribution: distribution === "logistic" ? ("normal" as const) : ("logistic" as const) },
  ];
}
