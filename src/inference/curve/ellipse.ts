import { expit } from "../../numeric/distributions/logistic.js";
import { acos, cos } from "../../numeric/elementary.js";
import type { ModelPoint } from "../functional.js";
import type { RocPoint } from "./sroc.js";

/** An ellipse of (logit sensitivity, logit specificity): centre, covariance, and radius in standard deviations. */
export interface LogitEllipse extends ModelPoint {
  readonly radius: number;
}

/** The ellipse carried into ROC space, as a closed polygon of so many corners. */
export function traceEllipse(ellipse: LogitEllipse, points: number): RocPoint[] {
  const { sensitivity, specificity, varSensitivity, varSpecificity, covariance, radius } = ellipse;
  const [s1, s0] = [Math.sqrt(varSensitivity), Math.sqrt(varSpecificity)];
  const correlation = s1 > 0 && s0 > 0 ? Math.max(-1, Math.min(1, covariance / (s1 * s0))) : 0;
  const tilt = acos(correlation);
  const polygon = Array.from({ length: points }, (_, i) => {
    const angle = (2 * Math.PI * i) / points;
    return {
      fpr: expit(-(specificity + s0 * radius * cos(angle))),
      sensitivity: expit(sensitivity + s1 * radius * cos(angle + tilt)),
    };
  });
  return [...polygon, polygon[0]!];
}
