import { hasZeroCell } from "../../tables/correction.js";
import { nearLandscape } from "../near-optimum.js";
import { normalFitOf } from "./assemble-normal.js";
import type { NormalFit } from "./fit.js";
import { blankLogits, normalLandscape } from "./landscape.js";
import { profileObjective } from "./maximize.js";
import { profileLikelihood } from "./profile-likelihood.js";
import { solutionOf } from "./solve.js";

/**
 * Fits to all studies of `fit` but one, of that number, each from the landscape of the whole fit; `null` where a fit has to be made
 * anew. Logits are taken over, and one likelihood serves all.
 */
export function normalWithoutEach(fit: NormalFit): (omitted: number) => NormalFit | null {
  const known = normalLandscape(fit);
  if (known === null) return () => null;
  const { whole, landscape, restricted } = known;
  const { data } = whole;
  const k = fit.k - 1;
  const rest = blankLogits(data, k);
  const likelihood = profileLikelihood(rest, restricted);
  const near = nearLandscape(profileObjective(likelihood), landscape);
  const slope = new Float64Array(3);
  const options = { ...fit.options, minStudies: Math.min(fit.options.minStudies, k) };
  return (omitted) => {
    // a correction of all studies is decided anew on those that remain
    if (options.correction.when === "all" && hasZeroCell(fit.studies[omitted]!)) return null;
    for (const name of ["logitSensitivity", "logitSpecificity", "varSensitivity", "varSpecificity"] as const) {
      rest[name].set(data[name].subarray(0, omitted));
      rest[name].set(data[name].subarray(omitted + 1), omitted);
    }
    const optimum = near();
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
