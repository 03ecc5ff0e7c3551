import { choleskyOfBetweenStudy } from "../between-study.js";
import { type Landscape, landscapeOf } from "../near-optimum.js";
import { isRestricted } from "./assemble-normal.js";
import { estimatorTraits } from "./estimators.js";
import type { NormalFit } from "./fit.js";
import { type PreparedLogits, prepareLogits } from "./logit-data.js";
import type { LogitData } from "./logits.js";
import { maximizeProfile } from "./maximize.js";
import { profileLikelihood } from "./profile-likelihood.js";

/** Fewer studies than this are fitted anew each time: others make another landscape. */
const LEAST_STUDIES = 6;

/** What a fit's likelihood looks like, for fits to nearly the same studies; `null` where each of them has to be made anew. */
export function normalLandscape(
  fit: NormalFit,
): { readonly whole: PreparedLogits; readonly landscape: Landscape; readonly restricted: boolean } | null {
  const { method, correction, moderators, correlation } = fit.options;
  if (estimatorTraits(method).maximizes === null || moderators.length > 0 || fit.k < LEAST_STUDIES) return null;
  const restricted = isRestricted(method);
  const whole = prepareLogits(fit.studies, correction, moderators);
  const landscape = landscapeOf(
    maximizeProfile(profileLikelihood(whole.data, restricted), {
      start: choleskyOfBetweenStudy(fit.betweenStudy),
      model: correlation === 0 ? "uncorrelated" : "correlated",
      data: whole.data,
    }),
  );
  return landscape === null || whole.data.k !== fit.k ? null : { whole, landscape, restricted };
}

/** Data of other numbers of so many studies, with an intercept alone. */
export function blankLogits({ design }: LogitData, k: number): LogitData {
  return {
    k,
    q: 1,
    logitSensitivity: new Float64Array(k),
    logitSpecificity: new Float64Array(k),
    varSensitivity: new Float64Array(k),
    varSpecificity: new Float64Array(k),
    design: design.subarray(0, k),
  };
}
