import type { Study } from "../../tables/study.js";
import { betweenStudyOf } from "../between-study.js";
import type { Estimates } from "../model.js";
import { NEAR_DRAW, nearLandscape } from "../near-optimum.js";
import { choleskyOf } from "../psi-spaces.js";
import type { NormalFit } from "./fit.js";
import { blankLogits, normalLandscape } from "./landscape.js";
import { writeLogits } from "./logit-data.js";
import { profileObjective } from "./maximize.js";
import { profileLikelihood } from "./profile-likelihood.js";

/**
 * The estimates that as many other studies give, from the landscape of a fit; `null` where a fit has to be made. One likelihood
 * serves all.
 */
export function normalEstimatesNear(fit: NormalFit): (studies: readonly Study[]) => Estimates | null {
  const known = normalLandscape(fit);
  if (known === null) return () => null;
  const { k } = fit;
  const { correction } = fit.options;
  const data = blankLogits(known.whole.data, k);
  const likelihood = profileLikelihood(data, known.restricted);
  const near = nearLandscape(profileObjective(likelihood), known.landscape, NEAR_DRAW);
  const slope = new Float64Array(3);
  return (studies) => {
    if (studies.length !== k || !writeLogits(studies, correction, data)) return null;
    const optimum = near();
    if (optimum === null) return null;
    likelihood.value(optimum.full, slope);
    return { coefficients: likelihood.coefficients(), betweenStudy: betweenStudyOf(choleskyOf(optimum.full)) };
  };
}
