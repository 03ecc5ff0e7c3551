import { checkNames } from "../../base/check-options.js";
import { checkCount, checkLevel } from "../../base/checks.js";
import { describe } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import { interruptible, type Signal, stopIfAborted } from "../../base/interruptible.js";
import { checkStudies } from "../../tables/check-studies.js";
import { MIN_STUDIES } from "../../tables/few-studies.js";
import type { Study } from "../../tables/study.js";
import { choleskyOfBetweenStudy } from "../between-study.js";
import { fitBinomial } from "../binomial/fit-binomial.js";
import { requireStudies } from "../require-studies.js";
import { assembleLatentFit } from "./assemble.js";
import type { LatentClassFit, LatentClassFitOptions, LatentReferenceOptions } from "./fit.js";
import { type Dependence, dependenceShares } from "./known-reference.js";
import { A, B, C, FIRST_KIND, type LatentData, M, MU1, MU2, phiOf, type ReferenceSetting, S } from "./likelihood.js";
import { maximizeLatent } from "./maximize.js";
import { fitPrevalence } from "./prevalence.js";
import { profileReference } from "./profile.js";

/** Options of `fitLatentClass`. */
export interface LatentClassOptions {
  /** What is known of the reference; what is left out is estimated. */
  readonly reference?: Partial<LatentReferenceOptions>;
  /** A covariate that names the kind of reference of each study; each kind has an accuracy of its own. */
  readonly by?: string;
  /** How the errors of both tests go together, fixed: a share of the largest possible covariance; 0 by default. Never estimated. */
  readonly dependence?: Dependence;
  /** Starts of the search, 6 by default. */
  readonly starts?: number;
  /** Points per dimension over ±6 standard deviations of a study's effects; 25 by default. */
  readonly nodes?: number;
  /** Confidence level. Default 0.95. */
  readonly level?: number;
  /** Fewer usable studies than this are not fitted. Default 4. */
  readonly minStudies?: number;
  /** Called after each start with the starts done and their total. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** An `AbortSignal`, or anything like it; looked at after each start. */
  readonly signal?: Signal | undefined;
}

const OPTIONS = [
  "reference",
  "by",
  "dependence",
  "starts",
  "nodes",
  "level",
  "minStudies",
  "onProgress",
  "signal",
] as const;
const ONE_KIND = "reference";

/** Error rates of the reference, (sensitivity, specificity), that the searches start from. */
const STARTS: readonly (readonly [number, number])[] = [
  [0.03, 0.01],
  [0.1, 0.002],
  [0.005, 0.03],
  [0.2, 0.05],
  [0.05, 0.1],
  [0.002, 0.002],
  [0.3, 0.01],
  [0.02, 0.2],
  [0.15, 0.15],
  [0.4, 0.1],
];

/** The kinds of reference among studies, and the kind of each. */
function kindsOf(
  studies: readonly Study[],
  by: string | null,
): { readonly kinds: string[]; readonly kindOf: number[] } {
  if (by === null) return { kinds: [ONE_KIND], kindOf: studies.map(() => 0) };
  const names = studies.map(({ id, covariates }) => {
    const value = covariates?.[by] ?? null;
    if (value !== null) return String(value);
    throw new InputError(
      "unknown-covariate",
      `by: "${id}" has no value of "${by}", which is to name its kind of reference.`,
      {
        where: "by",
        got: by,
        wanted: "a covariate that every study has",
      },
    );
  });
  const kinds = [...new Set(names)].sort((x, y) => (x < y ? -1 : x > y ? 1 : 0));
  return { kinds, kindOf: names.map((name) => kinds.indexOf(name)) };
}

function settingOf(
  where: string,
  given: LatentReferenceOptions["sensitivity"],
  kind: string,
  kinds: readonly string[],
): number | null {
  if (typeof given === "object" && given !== null) {
    const unknown = Object.keys(given).find((name) => !kinds.includes(name));
    if (unknown !== undefined) {
      throw new InputError(
        "bad-reference",
        `${where}: there is no kind of reference "${unknown}"; the kinds are ${kinds.join(", ")}.`,
        {
          where,
          got: unknown,
          wanted: kinds.join(" | "),
        },
      );
    }
  }
  const value = typeof given === "object" && given !== null ? (given[kind] ?? "estimated") : given;
  if (value === "estimated") return null;
  if (typeof value === "number" && value > 0 && value <= 1) return value;
  throw new InputError(
    "bad-reference",
    `${where} must be a proportion above 0, or "estimated", got ${describe(value)}.`,
    {
      where,
      got: value,
      wanted: 'a proportion from 0 to 1, or "estimated"',
    },
  );
}

function settingsOf(reference: LatentReferenceOptions, kinds: readonly string[]): ReferenceSetting[] {
  return kinds.map((kind) => {
    const sensitivity = settingOf("reference.sensitivity", reference.sensitivity, kind, kinds);
    const specificity = settingOf("reference.specificity", reference.specificity, kind, kinds);
    if (sensitivity !== null && specificity !== null && !(sensitivity + specificity > 1)) {
      throw new InputError(
        "bad-reference",
        `a reference standard with sensitivity ${sensitivity} and specificity ${specificity} is no better than chance: their sum must exceed 1.`,
        { where: "reference", got: reference, wanted: "a sum above 1" },
      );
    }
    return { sensitivity, specificity };
  });
}

function resolveOptions(options: LatentClassOptions): LatentClassFitOptions {
  const reference = options.reference ?? {};
  checkNames("reference", reference, ["sensitivity", "specificity"]);
  return {
    reference: {
      sensitivity: reference.sensitivity ?? "estimated",
      specificity: reference.specificity ?? "estimated",
    },
    by: options.by ?? null,
    dependence: dependenceShares(options.dependence),
    starts: checkCount("starts", options.starts ?? 6, 1, STARTS.length),
    nodes: checkCount("nodes", options.nodes ?? 25, 9, 61),
    moderators: [],
    correlation: "estimated",
    minStudies: checkCount("minStudies", options.minStudies ?? MIN_STUDIES, 1),
    level: checkLevel(options.level ?? 0.95),
  };
}

/**
 * Fits a latent-class bivariate model by maximum likelihood: accuracy of the index test against the truth, where the reference
 * standard errs too and nobody's true state is known.
 *
 *   logit prevalenceᵢ ~ N(m, s²);  (logit Se₁ᵢ, logit Sp₁ᵢ) ~ N(μ, Ψ), independent of prevalence;  Se₂, Sp₂ of each kind of reference
 *   common to its studies, estimated or fixed;  the four cells multinomial, P(1,1) = π(Se₁Se₂ + c_D) + (1 − π)((1 − Sp₁)(1 − Sp₂) + c_N), …
 *
 * with c = 0, conditional independence, or a fixed share of the largest possible covariance (`dependence`). Hui & Walter 1980,
 * Biometrics 36:167, doi:10.2307/2530508 (the model of two tests in several populations); Chu, Chen & Louis 2009, J Am Stat Assoc
 * 104:512, doi:10.1198/jasa.2009.0017; Dendukuri et al. 2012, Biometrics 68:1285, doi:10.1111/j.1541-0420.2012.01773.x; Liu, Chen & Chu
 * 2015, Biometrics 71:538, doi:10.1111/biom.12264 (one model behind both families, by maximum likelihood).
 *
 * What identifies the reference's accuracy are differences of prevalence between studies and the normal shape, so the model says:
 * how many starts of the search agree, which estimates lie on the edge (a perfect reference is one, and often the optimum), the
 * smallest eigenvalue of the information, and the profile of the likelihood. The perfect-reference analysis stands beside it. With
 * fewer than ten studies, or prevalences that hardly vary, prefer `referenceSensitivityAnalysis`.
 *
 * Each study's three effects are integrated by rules that are exact for the mixtures that these likelihoods are, where Gauss–Hermite
 * quadrature needs 25 nodes and more and Laplace's approximation fails; under dependence they are split where the two tests' rates
 * cross and the integrand has a kink. Programs that sample instead get more imperfection of the
 * reference from their priors (HSROC: uniform; MetaBayesDTA, which also takes the studies' prevalences one by one as Beta(1, 1)).
 * Standard errors condition on what lies on the edge.
 *
 * @throws InputError `bad-reference`, `bad-option`, `bad-level`, `unknown-covariate` (a study without its kind of reference),
 *   `empty-margin`; InsufficientStudiesError with fewer usable studies than `minStudies`
 *
 * @example
 * ```ts
 * import { fitLatentClass, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const fit = fitLatentClass(readStudies(csv), { reference: { sensitivity: 0.9, specificity: 0.99 } });
 * fit.sensitivity.estimate > fit.perfectReference.sensitivity.estimate; // true
 * ```
 */
export function fitLatentClass(studies: readonly Study[], options: LatentClassOptions = {}): LatentClassFit {
  checkStudies(studies, { whole: true });
  checkNames("options", options, OPTIONS);
  const resolved = resolveOptions(options);
  const usable = studies.filter(({ tp, fp, fn, tn }) => tp + fp + fn + tn > 0);
  const excluded = studies
    .filter((study) => !usable.includes(study))
    .map(({ id }) => ({ id, reason: "it has no participants" }));
  requireStudies(usable.length, resolved.minStudies);
  const { kinds, kindOf } = kindsOf(usable, resolved.by);
  const settings = settingsOf(resolved.reference, kinds);
  const { diseased, nonDiseased } = resolved.dependence;
  const data: LatentData = {
    studies: usable,
    kindOf,
    settings,
    dependenceDiseased: diseased,
    dependenceNonDiseased: nonDiseased,
  };
  const { minStudies, level, nodes } = resolved;
  const perfect = fitBinomial(usable, { minStudies, level });
  const prevalence = fitPrevalence({
    positive: usable.map(({ tp, fn }) => tp + fn),
    total: usable.map(({ tp, fp, fn, tn }) => tp + fp + fn + tn),
  });
  const base = new Float64Array(FIRST_KIND + 2 * kinds.length);
  const abc = choleskyOfBetweenStudy(perfect.betweenStudy);
  base.set([
    prevalence.mean,
    prevalence.sd,
    perfect.coefficients[0]!.estimate,
    perfect.coefficients[1]!.estimate,
    ...abc,
  ]);
  settings.forEach(({ sensitivity, specificity }, kind) => {
    if (sensitivity !== null) base[FIRST_KIND + 2 * kind] = phiOf(1 - sensitivity);
    if (specificity !== null) base[FIRST_KIND + 2 * kind + 1] = phiOf(1 - specificity);
  });
  const estimated = settings.flatMap(({ sensitivity, specificity }, kind) => [
    ...(sensitivity === null ? [FIRST_KIND + 2 * kind] : []),
    ...(specificity === null ? [FIRST_KIND + 2 * kind + 1] : []),
  ]);
  const common = { data, kinds, perfect, prevalence, options: resolved, excluded };
  if (settings.every(({ sensitivity, specificity }) => sensitivity === 1 && specificity === 1)) {
    return assembleLatentFit({ ...common, base, result: null, profile: [] });
  }
  const starts = startsFrom(base, estimated, resolved.starts);
  const { signal, onProgress } = options;
  const onStart = (done: number): void => {
    stopIfAborted(signal);
    onProgress?.(done, starts.length);
  };
  onStart(0);
  const free = [M, S, MU1, MU2, A, B, C, ...estimated];
  return interruptible(signal, () => {
    const result = maximizeLatent(data, nodes, starts, free, onStart);
    const profile = profileReference(data, kinds, result.optimum, estimated, free);
    return assembleLatentFit({ ...common, base, result, profile });
  });
}

/**
 * Starts of the search: the perfect-reference fit with different error rates of the reference where they are estimated; where they
 * are fixed, with the index test as it looks and better.
 */
function startsFrom(base: Float64Array, estimated: readonly number[], count: number): Float64Array[] {
  const inside = Float64Array.from(base);
  inside[S] = Math.max(0.2, Math.abs(base[S]!));
  inside[A] = Math.max(0.2, Math.abs(base[A]!));
  inside[C] = Math.max(0.2, Math.abs(base[C]!));
  const rates = STARTS.slice(0, count);
  return rates.map(([missed, alarms], i) => {
    const start = Float64Array.from(inside);
    for (const position of estimated) start[position] = phiOf((position - FIRST_KIND) % 2 === 0 ? missed : alarms);
    start[MU1]! += 0.3 * (i % 3);
    start[MU2]! += 0.4 * (i % 2);
    if (i % 4 === 3) start[B] = -start[B]!;
    return start;
  });
}
