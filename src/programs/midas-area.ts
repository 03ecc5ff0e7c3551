import { proportionInterval } from "../accuracy/proportion-interval.js";
import type { BivariateFit } from "../models/fit.js";
import { expit, logit } from "../numeric/distributions/logistic.js";
import { decimals, interval, type ProgramQuantity } from "./program-output.js";

const POINTS = 500;
/** midas raises both variances to at least this before it draws the curve. */
const LEAST_VARIANCE = 0.001;

/**
 * midas's area under the summary ROC curve: trapezoids between 500 evenly spaced specificities, sensitivity set to 1 at
 * specificity 0 and to 0 at specificity 1; and as its interval, Wilson's of a proportion of 500.
 */
export function midasArea(fit: BivariateFit): ProgramQuantity {
  const [a, b] = [fit.coefficients[0]!.estimate, fit.coefficients[1]!.estimate];
  const slope = Math.sqrt(
    Math.max(LEAST_VARIANCE, fit.betweenStudy.varSensitivity) /
      Math.max(LEAST_VARIANCE, fit.betweenStudy.varSpecificity),
  );
  let sum = 0;
  for (let i = 0; i < POINTS; i++) {
    const specificity = i / (POINTS - 1);
    const ends = i === 0 || i === POINTS - 1;
    const sensitivity = i === 0 ? 1 : ends ? 0 : expit(a + b * slope - slope * logit(specificity));
    sum += ends ? sensitivity / 2 : sensitivity;
  }
  const estimate = sum / (POINTS - 1);
  const limits = proportionInterval(estimate * POINTS, POINTS, { method: "wilson", level: fit.level })!;
  return interval({ ...limits, estimate }, decimals(2), {
    slip: "Wilson's interval for a proportion of midas's 500 grid points: it depends on no data but the area.",
  });
}
