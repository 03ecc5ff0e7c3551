import { expect } from "vitest";
import type { BinomialFit } from "../../src/models/fit.js";
import { expit } from "../../src/numeric/distributions/logistic.js";
import { normalQuantile } from "../../src/numeric/distributions/normal.js";

// What Stata's programs print of a fit, and how to compare it with a printout.

export interface Printed {
  readonly est: number;
  readonly se?: number;
  readonly lo?: number;
  readonly hi?: number;
}
export type PrintedTree = { readonly [name: string]: number | string | Printed | PrintedTree };

const z = normalQuantile(0.975);
const EPSILON = 1e-5;

/** A function of (mean 1, mean 2, varSensitivity, varSpecificity, covariance) and its standard error by the delta method. */
function withStandardError(
  fit: BinomialFit,
  f: (theta: readonly number[]) => number,
): Required<Pick<Printed, "est" | "se">> {
  const { varSensitivity, varSpecificity, covariance } = fit.betweenStudy;
  const theta = [...fit.coefficients.map(({ estimate }) => estimate), varSensitivity, varSpecificity, covariance];
  const slope = theta.map((x, i) => {
    const moved = (by: number): number => f(theta.map((t, j) => (i === j ? t + by : t)));
    const step = EPSILON * Math.max(Math.abs(x), 1);
    return (moved(step) - moved(-step)) / (2 * step);
  });
  const variance = slope.reduce(
    (sum, s, i) => sum + slope.reduce((inner, t, j) => inner + s * t * fit.parameterCovariance![i]![j]!, 0),
    0,
  );
  return { est: f(theta), se: Math.sqrt(variance) };
}

type Quantity = Required<Printed>;
type Scale = "identity" | "log" | "atanh" | "logit";

/** metandi's intervals: Wald on the scale that it uses for the quantity. */
function onScale({ est, se }: { est: number; se: number }, scale: Scale): Quantity {
  switch (scale) {
    case "identity":
      return { est, se, lo: est - z * se, hi: est + z * se };
    case "log":
      return { est, se, lo: est * Math.exp((-z * se) / est), hi: est * Math.exp((z * se) / est) };
    case "atanh": {
      const half = (z * se) / (1 - est * est);
      return { est, se, lo: Math.tanh(Math.atanh(est) - half), hi: Math.tanh(Math.atanh(est) + half) };
    }
    case "logit": {
      const logit = Math.log(est / (1 - est));
      const half = (z * se) / (est * (1 - est));
      return { est, se, lo: expit(logit - half), hi: expit(logit + half) };
    }
  }
}

/** What metandi prints (Harbord & Whiting 2009, Stata J 9:211), by the names of the fixtures. */
export function metandi(fit: BinomialFit): Record<string, number | Quantity> {
  const of = (scale: Scale, f: (theta: readonly number[]) => number): Quantity =>
    onScale(withStandardError(fit, f), scale);
  const se = ([m1]: readonly number[]): number => expit(m1!);
  const sp = ([, m2]: readonly number[]): number => expit(m2!);
  const ratio = ([, , v1, v2]: readonly number[]): number => (v2! / v1!) ** 0.25;
  const root = ([, , v1, v2]: readonly number[]): number => Math.sqrt(v1! * v2!);
  return {
    loglik: fit.logLik,
    cov_of_mean_estimates: fit.covariance[0]![1]!,
    mu_logit_sens: of("identity", (t) => t[0]!),
    mu_logit_spec: of("identity", (t) => t[1]!),
    var_logit_sens: of("log", (t) => t[2]!),
    var_logit_spec: of("log", (t) => t[3]!),
    cov_random_effects: of("identity", (t) => t[4]!),
    corr_logits: of("atanh", (t) => t[4]! / root(t)),
    "hsroc.Lambda": of("identity", (t) => ratio(t) * t[0]! + t[1]! / ratio(t)),
    "hsroc.Theta": of("identity", (t) => (ratio(t) * t[0]! - t[1]! / ratio(t)) / 2),
    "hsroc.beta": of("identity", (t) => Math.log(t[3]! / t[2]!) / 2),
    "hsroc.s2alpha": of("log", (t) => 2 * (root(t) + t[4]!)),
    "hsroc.s2theta": of("log", (t) => (root(t) - t[4]!) / 2),
    sens: of("logit", se),
    spec: of("logit", sp),
    dor: of("log", (t) => Math.exp(t[0]! + t[1]!)),
    plr: of("log", (t) => se(t) / (1 - sp(t))),
    nlr: of("log", (t) => (1 - se(t)) / sp(t)),
    inv_nlr: of("log", (t) => sp(t) / (1 - se(t))),
  };
}

/** What midas 2.00 prints of the model. */
export function midas(fit: BinomialFit): Record<string, number | Quantity> {
  const scaled = (variance: number): number => variance / (variance + Math.PI ** 2 / 3);
  const medianOdds = (variance: number): number => expit(Math.sqrt(2 * variance) * normalQuantile(0.75));
  const printed = metandi(fit);
  const variance = (name: string): Quantity => printed[name] as Quantity;
  const icc = (index: number): Quantity => {
    const quantity = onScale(
      withStandardError(fit, (t) => scaled(t[index]!)),
      "identity",
    );
    return { ...quantity, lo: Math.max(0, quantity.lo) };
  };
  const median = ({ est, lo, hi }: Quantity): Quantity => ({
    est: medianOdds(est),
    se: 0,
    lo: medianOdds(lo),
    hi: medianOdds(hi),
  });
  const { correlation } = fit.betweenStudy;
  return {
    deviance: -2 * fit.logLik,
    aic: fit.aic,
    bic: fit.bic,
    corr_mixed_model: correlation!,
    prop_het_threshold: correlation! ** 2,
    ICC_SEN: icc(2),
    ICC_SPE: icc(3),
    MED_SEN: median(variance("var_logit_sens")),
    MED_SPE: median(variance("var_logit_spec")),
    ...Object.fromEntries(["sens", "spec", "plr", "nlr", "dor"].map((name) => [name, variance(name)])),
  };
}

export function flatten(tree: PrintedTree, prefix = ""): Map<string, number> {
  const flat = new Map<string, number>();
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === "number") flat.set(prefix + name, value);
    else if (typeof value === "object") {
      for (const [inner, number] of flatten(value as PrintedTree, `${prefix}${name}.`)) flat.set(inner, number);
    }
  }
  return flat;
}

/**
 * Compares number by number, within half a unit of the last printed digit; `exceptions` says by how many units of the last
 * digit the printed number may be off. Returns how many were compared.
 */
export function compare(
  printed: PrintedTree,
  ours: Record<string, number | Quantity>,
  exceptions: Readonly<Record<string, number>> = {},
): number {
  const values = flatten(ours as unknown as PrintedTree);
  let compared = 0;
  const unused = new Set(Object.keys(exceptions));
  for (const [name, number] of flatten(printed)) {
    const value = values.get(name);
    if (value === undefined) continue;
    compared++;
    const decimals = /\.(\d+)$/.exec(String(number))?.[1]?.length ?? 0;
    const units = Math.abs(value - number) * 10 ** decimals;
    const allowed = exceptions[name] ?? 0.5;
    expect(units, `${name}: printed ${number}, ours ${value}`).toBeLessThanOrEqual(allowed + 1e-6);
    if (units > 0.5 + 1e-6) unused.delete(name);
  }
  expect([...unused], "exceptions that aren't needed").toEqual([]);
  return compared;
}
