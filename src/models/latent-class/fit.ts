import type { Estimate } from "../../base/estimate.js";
import type { CoreOptions, FitCore } from "../fit-core.js";

/** Accuracy of one kind of reference standard. */
export interface ReferenceEstimate extends Estimate {
  /** The kind, a value of the column `by`; `"reference"` where there is one kind. */
  readonly kind: string;
  /** Whether it was fixed beforehand; its limits are then the value itself. */
  readonly fixed: boolean;
  /** Whether the estimate lies on the edge, at 1: no interval then, its limits are 1. */
  readonly boundary: boolean;
}

/** One point of a profile of the log-likelihood. */
export interface ProfilePoint {
  /** What is held: `"reference sensitivity"` or `"reference specificity"`, with its kind where there are several. */
  readonly parameter: string;
  /** At which value. */
  readonly value: number;
  /** Largest log-likelihood there. */
  readonly logLik: number;
}

/** How `fitLatentClass` was asked to fit, defaults filled in. */
export interface LatentClassFitOptions extends CoreOptions {
  /** What was supposed of the reference. */
  readonly reference: LatentReferenceOptions;
  /** Column that names the kind of reference; `null` for one kind. */
  readonly by: string | null;
  /** Shares of the largest possible covariance of both tests' errors. */
  readonly dependence: {
    /** Among people with the target condition, from 0 to 1. */
    readonly diseased: number;
    /** Among people without it, from 0 to 1. */
    readonly nonDiseased: number;
  };
  /** Starts of the search. */
  readonly starts: number;
  /** Points per dimension over ±6 standard deviations of a study's effects. */
  readonly nodes: number;
  /** The correlation of the logits is always estimated. */
  readonly correlation: "estimated";
}

/** Known values, or `"estimated"`; one for all kinds of reference or one for each, by its name. */
export interface LatentReferenceOptions {
  /** Sensitivity of the reference. */
  readonly sensitivity: number | "estimated" | Readonly<Record<string, number | "estimated">>;
  /** Specificity of the reference. */
  readonly specificity: number | "estimated" | Readonly<Record<string, number | "estimated">>;
}

/** A latent-class bivariate model fitted to tables against an imperfect reference; the fit's own means are of the index test against the truth. */
export interface LatentClassFit extends FitCore {
  /** Multinomial tables with the true state latent. */
  readonly model: "latent-class";
  /** Sensitivity of the index test at the mean logit. */
  readonly sensitivity: Estimate;
  /** Specificity of the index test at the mean logit. */
  readonly specificity: Estimate;
  /** Prevalence at the mean logit. */
  readonly prevalence: Estimate;
  /** Standard deviation of the studies' logit prevalences. */
  readonly sdLogitPrevalence: number;
  /** One for each kind of reference. */
  readonly referenceSensitivity: readonly ReferenceEstimate[];
  /** One for each kind of reference. */
  readonly referenceSpecificity: readonly ReferenceEstimate[];
  /** The usual analysis, which takes the reference for the truth, to be read beside. */
  readonly perfectReference: {
    /** Its log-likelihood, comparable with `logLik`. */
    readonly logLik: number;
    /** Pooled sensitivity. */
    readonly sensitivity: Estimate;
    /** Pooled specificity. */
    readonly specificity: Estimate;
  };
  /** Log-likelihood over the accuracy of each estimated reference, all else maximised; empty where nothing of it is estimated. */
  readonly profile: readonly ProfilePoint[];
  /** How the starts of the search compared. */
  readonly starts: {
    /** Starts tried. */
    readonly n: number;
    /** Starts that ended within 0.01 of the best log-likelihood. */
    readonly agreeing: number;
    /** Best less worst log-likelihood over the starts. */
    readonly spread: number;
  };
  /** How well the data tell the parameters apart. */
  readonly identifiability: {
    /** Smallest eigenvalue of the information scaled to a unit diagonal: near 0 some combination of the parameters is unknown. */
    readonly smallestInformationEigenvalue: number;
    /** Largest absolute correlation between the estimates of a reference's accuracy and of anything else; `null` without any estimated inside. */
    readonly correlation: number | null;
  };
  /** What was asked for, defaults filled in. */
  readonly options: LatentClassFitOptions;
}
