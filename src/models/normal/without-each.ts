import { hasZeroCell } from "../../tables/correction.js";
import { choleskyOfBetweenStudy } from "../between-study.js";
import { landscapeOf, maximizeNear } from "../near-optimum.js";
import { isRestricted, normalFitOf } from "./assemble-normal.js";
import { estimatorTraits } from "./estimators.js";
import type { NormalFit } from "./fit.js";
import { prepareLogits } from "./logit-data.js";
import { maximizeProfile, profileObjective } from "./maximize.js";
import { profileLikelihood } from "./profile-likelihood.js";
import { solutionOf } from "./solve.js";

/** Fewer studies than this are fitted anew each time: without one of them the landscape is another. */
const LEAST_STUDIES = 6;

/**
 * Fits to all studies of `fit` but one, of that number, each from the landscape of the whole fit; `null` where a fit has to be made
 * anew. Logits are taken over, and one likelihood serves all.
 */
export function normalWithoutEach(fit: NormalFit): (omitted: number) => NormalFit | null {
  const { method, correction, moderators, correlation } = fit.options;
  const none = () => null;
  if (estimatorTraits(method).maximizes === null || moderators.length > 0 || fit.k < LEAST_STUDIES) return none;
  const restricted = isRestricted(method);
  const whole = prepareLogits(fit.studies, correction, moderators);
  const landscape = landscapeOf(
    maximizeProfile(profileLikelihood(whole.data, restricted), {
      start: choleskyOfBetweenStudy(fit.betweenStudy),
      model: correlation === 0 ? "uncorrelated" : "correlated",
      data: whole.data,
    }),
  );
  if (landscape === null || whole.data.k !== fit.k) return none;

  const k = fit.k - 1;
  const { data } = whole;
  const rest = {
    ...data,
    k,
    logitSensitivity: new Float64Array(k),
    logitSpecificity: new Float64Array(k),
    varSensitivity: new Float64Array(k),
    varSpecificity: new Float64Array(k),
    design: data.design.subarray(0, k),
  };
  const likelihood = profileLikelihood(rest, restricted);
  const objective = profileObjective(likelihood);
  const slope = new Float64Array(3);
  const options = { ...fit.options, minStudies: Math.min(fit.options.minStudies, k) };
  return (omitted) => {
    // a correction of all studies is decided anew on those that remain
    if (correction.when === "all" && hasZeroCell(fit.studies[omitted]!)) return null;
    for (const name of ["logitSensitivity", "logitSpecificity", "varSensitivity", "varSpecificity"] as const) {
      rest[name].set(data[name].subarray(0, omitted));
      rest[name].set(data[name].subarray(omitted + 1), omitted);
    }
    const optimum = maximizeNear(objective, landscape);
    if (optimum === null) return null;
    // the last evaluation leaves the likelihood's own state (coefficients, covariance) at the optimum
    likelihood.value(optimum.full, slope);
    const { id } = fit.studies[omitted]!;
    return normalFitOf(
      {
        studies: fit.studies.toSpliced(omitted, 1),
        data: rest,
        design: whole.design,
        excluded: [],
        corrections: whole.corrections.filter((correction) => correction.id !== id),
      },
      options,
      likelihood,
      solutionOf(optimum),
    );
  };
}
