import { describe } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import { isSquare, misshapen, partAt } from "../base/shape.js";
import type { BivariateFit } from "./fit.js";
import { FIT_SCHEMA } from "./fit-core.js";
import { fitShapes } from "./fit-shapes.js";

/** Fits that were found whole: their data are readonly, so that they aren't walked again. */
const whole = new WeakSet<object>();

/** Marks a fit that was made here as whole. */
export function madeWhole<F extends BivariateFit>(fit: F): F {
  whole.add(fit);
  return fit;
}

/** A variance of logits beyond which no fit of counts goes: a standard deviation of a thousand logits. */
const MOST_VARIANCE = 1e6;

/** More parameters than any fit has. */
const MOST_PARAMETERS = 1e6;

function refuse(fit: BivariateFit, where: string, got: string, hint = ""): never {
  throw new InputError("bad-fit", `${where}: got ${got}, wanted what fitBinomial or fitReitsma returned.${hint}`, {
    where,
    got: fit,
    wanted: "a BivariateFit",
  });
}

/**
 * Refuses what is no fit (`bad-fit`): most often the `null` of an analysis that had too few studies, or the analysis itself;
 * a fit that was stored and changed, with the path of the part that is not as it should be.
 */
export function checkFit(fit: BivariateFit): void {
  const given: Partial<BivariateFit> & { readonly fit?: unknown } = fit ?? {};
  const several = (given as { readonly totalVariation?: unknown }).totalVariation !== undefined;
  if (!Array.isArray(given.coefficients) || given.betweenStudy === undefined || several) {
    const hint =
      fit === null
        ? " `analyze` leaves `fit` null where the studies were not pooled, and says why in `narrative`."
        : given.fit !== undefined
          ? " An analysis holds its fit as `fit`."
          : several
            ? " This fit is of several tests: `forTest(fit, test)` is one of them."
            : "";
    refuse(fit, "fit", describe(fit), hint);
  }
  if (whole.has(fit)) return;
  const fault = misshapen(fit, fitShapes.BivariateFit!, fitShapes, "fit") ?? wrongSize(fit);
  if (fault === "fit.schema") {
    refuse(fit, fault, describe(fit.schema), ` This version of dta-meta reads fits of "${FIT_SCHEMA}".`);
  }
  if (fault !== null) refuse(fit, fault, describe(partAt(fit, fault.slice("fit".length))));
  whole.add(fit);
}

/** The first part whose length doesn't agree with the others', or that is none of its kind: a variance below 0 or beyond reason, a correlation beyond 1. */
function wrongSize({
  coefficients,
  covariance,
  parameterCovariance,
  design,
  studies,
  k,
  parameters,
  level,
  betweenStudy,
}: BivariateFit): string | null {
  const p = coefficients.length;
  if (p !== 2 * design.terms.length) return "fit.coefficients";
  if (!isSquare(covariance, p)) return "fit.covariance";
  if (parameterCovariance !== null && !isSquare(parameterCovariance, p + 3)) return "fit.parameterCovariance";
  if (studies.length !== k) return "fit.studies";
  if (!(Number.isInteger(parameters) && parameters > 0 && parameters <= MOST_PARAMETERS)) return "fit.parameters";
  if (!(level > 0 && level < 1)) return "fit.level";
  const impossible = studies.findIndex(({ tp, fp, fn, tn }) => Math.min(tp, fp, fn, tn) < 0);
  if (impossible >= 0) return `fit.studies[${impossible}]`;
  for (const [i, { standardError }] of coefficients.entries()) {
    if (standardError < 0 || covariance[i]![i]! < 0) return `fit.coefficients[${i}].standardError`;
  }
  const { varSensitivity, varSpecificity, correlation } = betweenStudy;
  if (varSensitivity < 0 || varSensitivity > MOST_VARIANCE) return "fit.betweenStudy.varSensitivity";
  if (varSpecificity < 0 || varSpecificity > MOST_VARIANCE) return "fit.betweenStudy.varSpecificity";
  return correlation !== null && Math.abs(correlation) > 1 ? "fit.betweenStudy.correlation" : null;
}
