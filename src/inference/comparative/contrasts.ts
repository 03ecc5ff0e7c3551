import type { ComparativeFit } from "../../models/comparative/comparative-fit.js";
import type { ProfileLimits } from "../../models/profile-limits.js";
import { expit, log1pExp } from "../../numeric/distributions/logistic.js";
import { normalUpperTail } from "../../numeric/distributions/normal.js";
import { exp } from "../../numeric/elementary.js";
import { quadraticForm } from "../../numeric/linear/matrix.js";

/**
 * A comparison of two tests in one quantity; all but the estimate `null` where the fit's `covariance` is, or a mean that it rests on has
 * no finite optimum; a limit `null`, too, where a profile likelihood sets none.
 */
export interface ContrastEstimate {
  /** The ratio or difference, test over (or less) reference. */
  readonly estimate: number;
  /** Lower confidence limit. */
  readonly lower: number | null;
  /** Upper confidence limit. */
  readonly upper: number | null;
  /** Confidence level. */
  readonly level: number;
  /** On the scale of the interval: of the log of a ratio, of a difference as it is. */
  readonly standardError: number | null;
  /** Wald statistic of no difference. */
  readonly z: number | null;
  /** Its two-sided P value; the likelihood ratio tests are to be preferred. */
  readonly pValue: number | null;
}

/** Every contrast of one test against another. */
export interface Contrasts {
  /** Ratio of the sensitivities. */
  readonly relativeSensitivity: ContrastEstimate;
  /** Ratio of the specificities. */
  readonly relativeSpecificity: ContrastEstimate;
  /** Ratio of 1 − sensitivity, the shares of people with the condition who are missed. */
  readonly relativeMissed: ContrastEstimate;
  /** Ratio of 1 − specificity, the shares of people without it who are alarmed. */
  readonly relativeFalseAlarms: ContrastEstimate;
  /** Difference of the sensitivities, as proportions. */
  readonly differenceSensitivity: ContrastEstimate;
  /** Difference of the specificities, as proportions. */
  readonly differenceSpecificity: ContrastEstimate;
  /** Ratio of the odds of the sensitivities. */
  readonly oddsRatioSensitivity: ContrastEstimate;
  /** Ratio of the odds of the specificities. */
  readonly oddsRatioSpecificity: ContrastEstimate;
  /** Ratio of the diagnostic odds ratios. */
  readonly relativeDor: ContrastEstimate;
  /** Ratio of the positive likelihood ratios. */
  readonly relativePlr: ContrastEstimate;
  /** Ratio of the negative likelihood ratios. */
  readonly relativeNlr: ContrastEstimate;
}

/** Names of the contrasts. */
export type ContrastName = keyof Contrasts;

/** Mean logits of a test. */
interface Means {
  readonly se: number;
  readonly sp: number;
}

/** A quantity of one test whose contrast is a ratio (by its log) or a difference, with its derivatives by the two mean logits. */
interface TestQuantity {
  readonly scale: "log" | "identity";
  readonly value: (means: Means) => number;
  readonly gradient: (means: Means) => readonly [number, number];
}

// ln Se, ln Sp, ln(1 − Se) and ln(1 − Sp) without cancellation
const logHit = (x: number): number => 0 - log1pExp(-x);
const logMiss = (x: number): number => 0 - log1pExp(x);

/** The quantities by the names of their contrasts. */
export const QUANTITIES = {
  relativeSensitivity: { scale: "log", value: ({ se }) => logHit(se), gradient: ({ se }) => [expit(-se), 0] },
  relativeSpecificity: { scale: "log", value: ({ sp }) => logHit(sp), gradient: ({ sp }) => [0, expit(-sp)] },
  relativeMissed: { scale: "log", value: ({ se }) => logMiss(se), gradient: ({ se }) => [-expit(se), 0] },
  relativeFalseAlarms: { scale: "log", value: ({ sp }) => logMiss(sp), gradient: ({ sp }) => [0, -expit(sp)] },
  differenceSensitivity: {
    scale: "identity",
    value: ({ se }) => expit(se),
    gradient: ({ se }) => [expit(se) * expit(-se), 0],
  },
  differenceSpecificity: {
    scale: "identity",
    value: ({ sp }) => expit(sp),
    gradient: ({ sp }) => [0, expit(sp) * expit(-sp)],
  },
  oddsRatioSensitivity: { scale: "log", value: ({ se }) => se, gradient: () => [1, 0] },
  oddsRatioSpecificity: { scale: "log", value: ({ sp }) => sp, gradient: () => [0, 1] },
  relativeDor: { scale: "log", value: ({ se, sp }) => se + sp, gradient: () => [1, 1] },
  relativePlr: {
    scale: "log",
    value: ({ se, sp }) => logHit(se) - logMiss(sp),
    gradient: ({ se, sp }) => [expit(-se), expit(sp)],
  },
  relativeNlr: {
    scale: "log",
    value: ({ se, sp }) => logMiss(se) - logHit(sp),
    gradient: ({ se, sp }) => [-expit(se), -expit(-sp)],
  },
} as const satisfies Readonly<Record<ContrastName, TestQuantity>>;

/** Mean logits of a test in a fit. */
export function meansOfTest({ tests, coefficients }: ComparativeFit, test: string): Means {
  const t = tests.indexOf(test);
  return { se: coefficients[t]!.estimate, sp: coefficients[tests.length + t]!.estimate };
}

/** Limits of a contrast by its profile, on the scale of its interval; `null` for a contrast that is not profiled. */
export type ContrastProfile = (
  name: ContrastName,
  test: string,
  reference: string,
  standardError: number,
) => ProfileLimits | null;

/** How limits are made: so many standard errors to each side, or by the profile likelihood where there is one. */
export interface ContrastInterval {
  readonly level: number;
  readonly critical: number;
  readonly profile?: ContrastProfile | null;
}

/**
 * One contrast by the delta method, with the covariance between the tests: the exponential of a difference of logs, or a
 * difference as it is, times `factor`.
 */
export function contrastOf(
  fit: ComparativeFit,
  name: ContrastName,
  test: string,
  reference: string,
  { level, critical, factor = 1, profile = null }: ContrastInterval & { readonly factor?: number },
): ContrastEstimate {
  const { scale, value, gradient }: TestQuantity = QUANTITIES[name];
  const q = fit.tests.length;
  const whole = Array<number>(2 * q).fill(0);
  const add = (one: string, sign: number): number => {
    const means = meansOfTest(fit, one);
    const t = fit.tests.indexOf(one);
    const [bySe, bySp] = gradient(means);
    whole[t]! += sign * bySe;
    whole[q + t]! += sign * bySp;
    return sign * value(means);
  };
  const centre = factor * (add(test, 1) + add(reference, -1));
  const shown = scale === "log" ? exp : (x: number): number => x;
  const runaway = fit.convergence.unbounded.some(
    (mean) =>
      (mean.test === test || mean.test === reference) &&
      gradient(meansOfTest(fit, mean.test))[mean.outcome === "sensitivity" ? 0 : 1] !== 0,
  );
  if (fit.covariance === null || runaway) {
    return { estimate: shown(centre), lower: null, upper: null, level, standardError: null, z: null, pValue: null };
  }
  const standardError = Math.abs(factor) * Math.sqrt(Math.max(0, quadraticForm(fit.covariance, whole)));
  const half = critical * standardError;
  const profiled = profile === null ? null : profile(name, test, reference, standardError / Math.abs(factor));
  const limit = (side: 0 | 1): number | null => {
    if (profiled === null) return shown(centre + (side === 0 ? -half : half));
    const value = profiled[factor < 0 ? 1 - side : side];
    return value === null || value === undefined ? null : shown(factor * value);
  };
  const z = standardError > 0 ? centre / standardError : 0;
  return {
    estimate: shown(centre),
    lower: limit(0),
    upper: limit(1),
    level,
    standardError,
    z,
    pValue: 2 * normalUpperTail(Math.abs(z)),
  };
}

/** All contrasts of one test against another. */
export function contrastsOf(fit: ComparativeFit, test: string, reference: string, how: ContrastInterval): Contrasts {
  const names = Object.keys(QUANTITIES) as ContrastName[];
  return Object.fromEntries(names.map((name) => [name, contrastOf(fit, name, test, reference, how)])) as Record<
    ContrastName,
    ContrastEstimate
  >;
}
