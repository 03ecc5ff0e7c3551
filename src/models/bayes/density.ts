import { checkNames } from "../../base/check-options.js";
import { describe } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import { betaQuantile } from "../../numeric/distributions/beta-distribution.js";
import { chiSquaredQuantile } from "../../numeric/distributions/chi-squared.js";
import { logGamma } from "../../numeric/distributions/gamma.js";
import { log1pExp, logit } from "../../numeric/distributions/logistic.js";
import { normalQuantile } from "../../numeric/distributions/normal.js";
import { exp, log, log1p, tanh } from "../../numeric/elementary.js";

/** A prior density of a mean logit or a coefficient. */
export type MeanDensity =
  | {
      /** Normal. */
      readonly family: "normal";
      /** Its mean, in logits. */
      readonly mean: number;
      /** Its standard deviation, in logits. */
      readonly sd: number;
    }
  | {
      /** Logistic. */
      readonly family: "logistic";
      /** Its mean and median, in logits. */
      readonly location: number;
      /** Its scale, in logits; its standard deviation is π/√3 times that. */
      readonly scale: number;
    }
  | {
      /** The same density between two limits, 0 outside. */
      readonly family: "uniform";
      /** Lower limit, in logits. */
      readonly lower: number;
      /** Upper limit, in logits. */
      readonly upper: number;
    };

/** A prior density of a between-study standard deviation, or of the variance or precision that it makes. */
export type SdDensity =
  | {
      /** The upper half of a normal density around 0. */
      readonly family: "half-normal";
      /** Standard deviation of the whole normal density, in logits. */
      readonly sd: number;
    }
  | {
      /** Exponential. */
      readonly family: "exponential";
      /** One over its mean, per logit. */
      readonly rate: number;
    }
  | {
      /** The same density between two limits, 0 outside. */
      readonly family: "uniform";
      /** Lower limit of the standard deviation, in logits. */
      readonly lower: number;
      /** Upper limit of the standard deviation, in logits. */
      readonly upper: number;
    }
  | {
      /** An inverse gamma density of the variance σ². */
      readonly family: "inverse-gamma-variance";
      /** Its shape, without a unit. */
      readonly shape: number;
      /** What others call the scale of the inverse gamma density, in squared logits. */
      readonly rate: number;
    }
  | {
      /** A gamma density of the precision 1/σ². */
      readonly family: "gamma-precision";
      /** Its shape, without a unit. */
      readonly shape: number;
      /** Its rate, in squared logits; the mean of 1/σ² is shape/rate. */
      readonly rate: number;
    };

/** A prior density of the between-study correlation ρ; `"fisher-normal"` is a normal density of ln((1 + ρ)/(1 − ρ)). */
export type CorrelationDensity =
  | {
      /** The same density between two limits, 0 outside. */
      readonly family: "uniform";
      /** Lower limit of ρ. */
      readonly lower: number;
      /** Upper limit of ρ. */
      readonly upper: number;
    }
  | {
      /** The density of Lewandowski, Kurowicka & Joe: (1 + ρ)/2 has a beta density with both parameters η. */
      readonly family: "lkj";
      /** η > 0; 1 is uniform, more is closer to 0. */
      readonly eta: number;
    }
  | {
      /** A normal density of ln((1 + ρ)/(1 − ρ)). */
      readonly family: "fisher-normal";
      /** Its mean, on that scale. */
      readonly mean: number;
      /** Its standard deviation, on that scale. */
      readonly sd: number;
    };

/** Any prior density. */
export type Density = MeanDensity | SdDensity | CorrelationDensity;

/** What a density is of. */
export type Role = "mean" | "sd" | "correlation";

const LOG_SQRT_TWO_PI = 0.9189385332046727;
const OUTSIDE = Number.NEGATIVE_INFINITY;

const normal = (x: number, mean: number, sd: number): number => {
  const z = (x - mean) / sd;
  return -0.5 * z * z - log(sd) - LOG_SQRT_TWO_PI;
};

/** ln of the density of a mean logit at x. */
export function logMeanDensity(density: MeanDensity, x: number): number {
  switch (density.family) {
    case "normal":
      return normal(x, density.mean, density.sd);
    case "logistic": {
      const z = (x - density.location) / density.scale;
      return -log1pExp(z) - log1pExp(-z) - log(density.scale);
    }
    case "uniform":
      return x >= density.lower && x <= density.upper ? -log(density.upper - density.lower) : OUTSIDE;
  }
}

/** ln of the density of a standard deviation at sd > 0. */
export function logSdDensity(density: SdDensity, sd: number): number {
  switch (density.family) {
    case "half-normal":
      return Math.LN2 + normal(sd, 0, density.sd);
    case "exponential":
      return log(density.rate) - density.rate * sd;
    case "uniform":
      return sd >= density.lower && sd <= density.upper ? -log(density.upper - density.lower) : OUTSIDE;
    // Both say that 1/σ² has a gamma density; |d(1/σ²)/dσ| = 2/σ³.
    case "inverse-gamma-variance":
    case "gamma-precision": {
      const { shape, rate } = density;
      return Math.LN2 + shape * log(rate) - logGamma(shape) - (2 * shape + 1) * log(sd) - rate / (sd * sd);
    }
  }
}

/**
 * Whether a density leaves room for a standard deviation of 0. Its logarithm has a long tail then, its root has none; where the
 * density vanishes at 0 it is the other way round.
 */
export function allowsZero(density: SdDensity): boolean {
  return (
    density.family === "half-normal" ||
    density.family === "exponential" ||
    (density.family === "uniform" && density.lower === 0)
  );
}

/** ln(1 − tanh²t), without cancellation. */
export function logOneMinusTanhSquared(t: number): number {
  const size = Math.abs(t);
  return 2 * (Math.LN2 - size - log1p(exp(-2 * size)));
}

/** ln of the density of artanh ρ, at t = artanh ρ. */
export function logArtanhDensity(density: CorrelationDensity, t: number): number {
  switch (density.family) {
    case "uniform": {
      const rho = tanh(t);
      const inside = rho >= density.lower && rho <= density.upper;
      return inside ? logOneMinusTanhSquared(t) - log(density.upper - density.lower) : OUTSIDE;
    }
    case "lkj": {
      // (1 + ρ)/2 ~ Beta(η, η)
      const { eta } = density;
      return eta * logOneMinusTanhSquared(t) - (2 * eta - 1) * Math.LN2 - 2 * logGamma(eta) + logGamma(2 * eta);
    }
    case "fisher-normal":
      return Math.LN2 + normal(2 * t, density.mean, density.sd);
  }
}

const between = (lower: number, upper: number, p: number): number => lower + p * (upper - lower);
const gammaQuantile = (p: number, shape: number, rate: number): number => chiSquaredQuantile(p, 2 * shape) / (2 * rate);

/** The quantile of a mean logit, a standard deviation or a correlation at 0 < p < 1. */
export function densityQuantile(density: Density, p: number): number {
  switch (density.family) {
    case "normal":
      return density.mean + density.sd * normalQuantile(p);
    case "logistic":
      return density.location + density.scale * logit(p);
    case "uniform":
      return between(density.lower, density.upper, p);
    case "half-normal":
      return density.sd * normalQuantile((1 + p) / 2);
    case "exponential":
      return -log1p(-p) / density.rate;
    case "inverse-gamma-variance":
    case "gamma-precision":
      return 1 / Math.sqrt(gammaQuantile(1 - p, density.shape, density.rate));
    case "lkj":
      return 2 * betaQuantile(p, density.eta, density.eta) - 1;
    case "fisher-normal":
      return tanh((density.mean + density.sd * normalQuantile(p)) / 2);
  }
}

/** The families that serve a role, with their parameters; those that must be above 0 are marked. */
const FAMILIES: Readonly<Record<Role, Readonly<Record<string, readonly string[]>>>> = {
  mean: { normal: ["mean", "sd+"], logistic: ["location", "scale+"], uniform: ["lower", "upper"] },
  sd: {
    "half-normal": ["sd+"],
    exponential: ["rate+"],
    uniform: ["lower", "upper"],
    "inverse-gamma-variance": ["shape+", "rate+"],
    "gamma-precision": ["shape+", "rate+"],
  },
  correlation: { uniform: ["lower", "upper"], lkj: ["eta+"], "fisher-normal": ["mean", "sd+"] },
};

/** What a uniform density of each role may cover. */
const RANGE: Readonly<Record<Role, readonly [number, number]>> = {
  mean: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  sd: [0, Number.POSITIVE_INFINITY],
  correlation: [-1, 1],
};

/** Refuses (`bad-prior`) what is no density for its role: an unknown family, a parameter missing or out of place. */
export function checkDensity(where: string, density: Density, role: Role): void {
  const families = FAMILIES[role];
  const refusal = (what: string, got: unknown, wanted: string): InputError =>
    new InputError("bad-prior", `${where}${what}: got ${describe(got)}, wanted ${wanted}.`, { where, got, wanted });
  const parameters = families[density?.family];
  if (parameters === undefined) {
    const known = Object.keys(families).map((name) => `"${name}"`);
    throw refusal(".family", density?.family ?? density, known.join(" or "));
  }
  checkNames(where, density, ["family", ...parameters.map((name) => name.replace("+", ""))]);
  const values = density as unknown as Readonly<Record<string, unknown>>;
  for (const parameter of parameters) {
    const name = parameter.replace("+", "");
    const value = values[name];
    const positive = parameter.endsWith("+");
    if (typeof value === "number" && Number.isFinite(value) && (!positive || value > 0)) continue;
    throw refusal(`.${name}`, value, positive ? "a number above 0" : "a number");
  }
  if (density.family !== "uniform") return;
  const [least, most] = RANGE[role];
  if (density.lower < density.upper && density.lower >= least && density.upper <= most) return;
  throw refusal("", [density.lower, density.upper], `lower < upper, both from ${least} to ${most}`);
}
