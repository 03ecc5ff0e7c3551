// Written from the types by npm run shapes.
import type { Shapes } from "../../base/shape.js";
import { coreShapes } from "../core-shapes.js";

/** Shapes of ThresholdFit and of their parts. */
export const thresholdShapes: Shapes = {
  ...coreShapes,
  ThresholdFit: {
    fields: {
      schema: { is: "dta-meta/thresholds/1" },
      model: { is: "thresholds" },
      method: "text",
      scale: { some: [{ is: "identity" }, { is: "log" }, { is: "box-cox" }] },
      lambda: { some: [null, "number"] },
      distribution: { some: [{ is: "normal" }, { is: "logistic" }, { is: "weibull" }] },
      direction: { some: [{ is: "greater" }, { is: "less" }] },
      scales: { some: [{ is: "common" }, { is: "random" }] },
      k: "number",
      points: "number",
      level: "number",
      coefficients: { every: { of: "ThresholdCoefficient" } },
      covariance: { some: [null, { every: { every: "number" } }] },
      betweenStudy: { of: "ThresholdBetweenStudy" },
      parameterCovariance: { some: [null, { every: { every: "number" } }] },
      logLik: "number",
      parameters: "number",
      aic: "number",
      bic: "number",
      convergence: { of: "Convergence" },
      design: { of: "DesignInfo" },
      scaleTest: { some: [null, { of: "ScaleTest" }] },
      alternatives: { every: { of: "ThresholdAlternative" } },
      studies: { every: { of: "ThresholdStudy" } },
      excluded: { every: { of: "Exclusion" } },
      warnings: { every: { of: "Warning" } },
      options: { of: "ThresholdFitOptions" },
    },
  },
  ThresholdCoefficient: {
    fields: {
      group: { some: [{ is: "diseased" }, { is: "nonDiseased" }] },
      term: "text",
      estimate: "number",
      standardError: { some: [null, "number"] },
      z: { some: [null, "number"] },
      pValue: { some: [null, "number"] },
      lower: { some: [null, "number"] },
      upper: { some: [null, "number"] },
    },
  },
  ThresholdBetweenStudy: {
    fields: {
      varNonDiseased: "number",
      varDiseased: "number",
      covariance: "number",
      correlation: { some: [null, "number"] },
      sdLogScaleNonDiseased: { some: [null, "number"] },
      sdLogScaleDiseased: { some: [null, "number"] },
    },
  },
  ScaleTest: {
    fields: { commonLogLik: "number", randomLogLik: "number", chiSquared: "number", df: "number", pValue: "number" },
  },
  ThresholdAlternative: {
    fields: {
      scale: { some: [{ is: "identity" }, { is: "log" }, { is: "box-cox" }] },
      distribution: { some: [{ is: "normal" }, { is: "logistic" }, { is: "weibull" }] },
      scales: { some: [{ is: "common" }, { is: "random" }] },
      lambda: { some: [null, "number"] },
      logLik: "number",
      parameters: "number",
      aic: "number",
    },
  },
  ThresholdStudy: {
    fields: {
      id: "text",
      diseased: "number",
      nonDiseased: "number",
      points: { every: { of: "ThresholdPoint" } },
      "cluster?": "text",
      "covariates?": { values: { some: ["boolean", null, "text", "number"] } },
    },
  },
  ThresholdPoint: { fields: { cutoff: "number", tp: "number", fp: "number", fn: "number", tn: "number" } },
  ThresholdFitOptions: {
    fields: {
      direction: { some: [{ is: "greater" }, { is: "less" }] },
      scale: { some: [{ is: "identity" }, { is: "log" }, { is: "box-cox" }] },
      distribution: { some: [{ is: "normal" }, { is: "logistic" }, { is: "weibull" }] },
      scales: { some: [null, { is: "common" }, { is: "random" }] },
      correlation: { some: [{ is: 0 }, { is: "estimated" }] },
      moderators: { every: "text" },
      nodes: "number",
      level: "number",
      minStudies: "number",
      alternatives: "boolean",
    },
  },
};
