import { describe } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import type { BivariateFit } from "./fit.js";

/**
 * Refuses what is no fit (`bad-fit`): most often the `null` of an analysis that had too few studies, or the analysis itself.
 */
export function checkFit(fit: BivariateFit): void {
  const given: Partial<BivariateFit> & { readonly fit?: unknown } = fit ?? {};
  const several = (given as { readonly totalVariation?: unknown }).totalVariation !== undefined;
  if (Array.isArray(given.coefficients) && given.betweenStudy !== undefined && !several) return;
  const hint =
    fit === null
      ? " `analyze` leaves `fit` null where the studies were not pooled, and says why in `narrative`."
      : given.fit !== undefined
        ? " An analysis holds its fit as `fit`."
        : several
          ? " This fit is of several tests: `forTest(fit, test)` is one of them."
          : "";
  throw new InputError("bad-fit", `fit: got ${describe(fit)}, wanted what fitBinomial or fitReitsma returned.${hint}`, {
    where: "fit",
    got: fit,
    wanted: "a BivariateFit",
  });
}
