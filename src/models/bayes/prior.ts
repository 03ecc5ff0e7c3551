import { checkNames } from "../../base/check-options.js";
import { closestName } from "../../base/closest-name.js";
import { InputError } from "../../base/errors.js";
import { expit } from "../../numeric/distributions/logistic.js";
import type { BayesPrior } from "./bayes-prior.js";
import { checkDensity, densityQuantile, type MeanDensity } from "./density.js";
import { namedPriors, type PriorName, priorNames } from "./named-priors.js";
import { priorWords } from "./prior-words.js";

/** Median and equal-tailed 95 % interval of a prior. */
export interface PriorInterval {
  /** The median. */
  readonly median: number;
  /** 2.5 % lie below. */
  readonly lower: number;
  /** 2.5 % lie above. */
  readonly upper: number;
}

/** A prior as a fit names it. */
export interface ResolvedPrior extends BayesPrior {
  /** Its name, or `"custom"`. */
  readonly name: PriorName | "custom";
  /** Where it comes from. */
  readonly source: string;
  /** The densities in words, as a methods section prints them. */
  readonly words: string;
  /** What it says of the quantities that people read, before any data. */
  readonly intervals: {
    /** Of sensitivity at the mean logit. */
    readonly sensitivity: PriorInterval;
    /** Of specificity at the mean logit. */
    readonly specificity: PriorInterval;
    /** Of the standard deviation of logit sensitivity. */
    readonly sdSensitivity: PriorInterval;
    /** Of the standard deviation of logit specificity. */
    readonly sdSpecificity: PriorInterval;
    /** Of the correlation of the logits. */
    readonly correlation: PriorInterval;
  };
}

function interval(quantile: (p: number) => number): PriorInterval {
  return { median: quantile(0.5), lower: quantile(0.025), upper: quantile(0.975) };
}

function checkPrior(prior: BayesPrior): void {
  checkNames("prior", prior, ["mean", "sd", "correlation", "coefficient"]);
  for (const outcome of ["sensitivity", "specificity"] as const) {
    checkDensity(`prior.mean.${outcome}`, prior.mean?.[outcome], "mean");
    checkDensity(`prior.sd.${outcome}`, prior.sd?.[outcome], "sd");
    if (prior.coefficient !== undefined)
      checkDensity(`prior.coefficient.${outcome}`, prior.coefficient[outcome], "mean");
  }
  checkDensity("prior.correlation", prior.correlation, "correlation");
}

/**
 * A prior by its name, or as densities, with what it says in words and numbers.
 *
 * @throws InputError `bad-prior` on an unknown name and on densities that make no sense
 */
export function resolvePrior(prior: PriorName | BayesPrior): ResolvedPrior {
  if (typeof prior === "string") {
    const known = Object.hasOwn(namedPriors, prior) ? namedPriors[prior] : undefined;
    if (known === undefined) {
      const closest = closestName(prior, priorNames);
      throw new InputError(
        "bad-prior",
        `prior: there is no "${prior}"; the priors known by name are ${priorNames.join(", ")}.${closest === null ? "" : ` Did you mean "${closest}"?`}`,
        { where: "prior", got: prior, wanted: priorNames.join(" | ") },
      );
    }
    const { source, ...densities } = known;
    return describePrior(prior, source, densities);
  }
  if (typeof prior === "object" && prior !== null && "words" in prior && "name" in prior) return prior as ResolvedPrior;
  checkPrior(prior);
  return describePrior("custom", "given by the user", prior);
}

function describePrior(name: PriorName | "custom", source: string, prior: BayesPrior): ResolvedPrior {
  const { mean, sd, correlation } = prior;
  return {
    ...prior,
    name,
    source,
    words: priorWords(prior),
    intervals: {
      sensitivity: interval((p) => expit(densityQuantile(mean.sensitivity, p))),
      specificity: interval((p) => expit(densityQuantile(mean.specificity, p))),
      sdSensitivity: interval((p) => densityQuantile(sd.sensitivity, p)),
      sdSpecificity: interval((p) => densityQuantile(sd.specificity, p)),
      correlation: interval((p) => densityQuantile(correlation, p)),
    },
  };
}

/** The density of a moderator's coefficient: as given, or that of the mean moved to 0. */
export function coefficientDensity(prior: BayesPrior, outcome: "sensitivity" | "specificity"): MeanDensity {
  const given = prior.coefficient?.[outcome];
  if (given !== undefined) return given;
  const density = prior.mean[outcome];
  switch (density.family) {
    case "normal":
      return { ...density, mean: 0 };
    case "logistic":
      return { ...density, location: 0 };
    case "uniform": {
      const half = (density.upper - density.lower) / 2;
      return { family: "uniform", lower: -half, upper: half };
    }
  }
}
