import { checkObject } from "../base/checks.js";
import { shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import { quadraticForm } from "../numeric/linear/matrix.js";
import type { CovariateValue } from "../tables/study.js";
import { designRow } from "./design.js";
import type { BivariateFit } from "./fit.js";

/** Values of a fit's moderators at which its accuracy is asked for, by name. */
export type CovariateValues = Readonly<Record<string, CovariateValue>>;

/** The mean logits of a fit at one row of its design, and the covariance of their estimates. */
export interface MeanLogits {
  /** Mean logit sensitivity. */
  readonly sensitivity: number;
  /** Mean logit specificity. */
  readonly specificity: number;
  readonly varSensitivity: number;
  readonly varSpecificity: number;
  readonly covariance: number;
  /** The row of one logit's design that they belong to. */
  readonly row: readonly number[];
}

/**
 * The row of the design for the values `at`. A fit without moderators has the one row [1]. For a fit with moderators the
 * accuracy is not one point: throws `InputError` where `at` is missing, leaves a moderator out, or names an unknown one.
 */
export function rowAt(fit: Pick<BivariateFit, "design">, at?: CovariateValues): readonly number[] {
  const names = fit.design.moderators.map((moderator) => moderator.name);
  if (at === undefined) {
    if (names.length === 0) return [1];
    throw new InputError(
      "covariate-values-needed",
      `this fit has the moderator${names.length > 1 ? "s" : ""} ${names.join(", ")}, so its accuracy is not one point; ` +
        `say where it is wanted: { at: { ${names.map((name) => `${shown(name)}: …`).join(", ")} } }.`,
      { where: "at", wanted: `a value for ${names.join(", ")}` },
    );
  }
  const unknown = Object.keys(checkObject("at", at, "values of the moderators by name")).find(
    (name) => !names.includes(name),
  );
  if (unknown !== undefined) {
    throw new InputError(
      "unknown-moderator",
      `"${unknown}" is not a moderator of this fit; ${names.length > 0 ? `its moderators are ${names.join(", ")}` : "it has none"}.`,
      { where: `at: ${unknown}`, got: unknown, wanted: names.length > 0 ? names.join(" | ") : "no values" },
    );
  }
  return designRow(fit.design.moderators, at);
}

/** xᵀβ of both logits at the row x of the design. */
export function meansOf(fit: BivariateFit, row: readonly number[]): readonly [number, number] {
  const mean = (offset: number): number =>
    row.reduce((sum, x, j) => sum + x * fit.coefficients[offset + j]!.estimate, 0);
  return [mean(0), mean(row.length)];
}

/** Variances and covariance of the two means at the row x of the design. */
export function covarianceOfMeans(
  fit: BivariateFit,
  row: readonly number[],
): Pick<MeanLogits, "varSensitivity" | "varSpecificity" | "covariance"> {
  const zeros = row.map(() => 0);
  const ofSensitivity = [...row, ...zeros];
  const ofSpecificity = [...zeros, ...row];
  return {
    varSensitivity: quadraticForm(fit.covariance, ofSensitivity),
    varSpecificity: quadraticForm(fit.covariance, ofSpecificity),
    covariance: quadraticForm(fit.covariance, ofSensitivity, ofSpecificity),
  };
}

/** Mean logits xᵀβ at the row x of the design, with their (co)variances xᵀ Var(β) x. */
export function meanLogits(fit: BivariateFit, at?: CovariateValues): MeanLogits {
  const row = rowAt(fit, at);
  const [sensitivity, specificity] = meansOf(fit, row);
  return { sensitivity, specificity, ...covarianceOfMeans(fit, row), row };
}

/** Derivatives of a quantity by (mean logit sensitivity, mean logit specificity, varSensitivity, varSpecificity, covariance). */
export type ModelGradient = readonly [number, number, number, number, number];

/**
 * Delta-method variance gᵀ J V Jᵀ g of a quantity with gradient g, where V is the fit's `parameterCovariance` and J maps
 * the parameters to the means at `row` and Ψ. `null` where the fit has no covariance of its between-study variances.
 */
export function deltaVariance(fit: BivariateFit, row: readonly number[], gradient: ModelGradient): number | null {
  const covariance = fit.parameterCovariance;
  if (covariance === null) return null;
  const full = [...row.map((x) => x * gradient[0]), ...row.map((x) => x * gradient[1]), ...gradient.slice(2)];
  return Math.max(0, quadraticForm(covariance, full));
}
