// Written from the types by npm run shapes.
import type { Shapes } from "../../base/shape.js";
import { thresholdShapes } from "../../models/thresholds/threshold-shapes.js";

/** Shapes of ThresholdAnalysis, ThresholdCurves, ThresholdLinearity and of their parts. */
export const thresholdAnalysisShapes: Shapes = {
  ...thresholdShapes,
  ThresholdAnalysis: {
    fields: {
      accuracy: { every: { of: "ThresholdAccuracy" } },
      optimalCutoff: { of: "OptimalCutoff" },
      interval: { some: [{ is: "t" }, { is: "z" }] },
      auc: { of: "PartialEstimate" },
      prevalence: { some: [null, "number"] },
      observedCutoffs: { items: ["number", "number"] },
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
  ThresholdAccuracy: {
    fields: {
      cutoff: "number",
      sensitivity: { of: "PartialEstimate" },
      specificity: { of: "PartialEstimate" },
      plr: { of: "PartialEstimate" },
      nlr: { of: "PartialEstimate" },
      dor: { of: "PartialEstimate" },
      youden: { of: "PartialEstimate" },
      ppv: { some: [null, { of: "PartialEstimate" }] },
      npv: { some: [null, { of: "PartialEstimate" }] },
      prediction: {
        some: [null, { fields: { sensitivity: { of: "PredictionLimits" }, specificity: { of: "PredictionLimits" } } }],
      },
      observed: "number",
      outside: "boolean",
    },
  },
  PredictionLimits: { fields: { lower: "number", upper: "number", level: "number" } },
  OptimalCutoff: {
    fields: {
      cutoff: { of: "PartialEstimate" },
      sensitivity: { some: [null, { of: "PartialEstimate" }] },
      specificity: { some: [null, { of: "PartialEstimate" }] },
      youden: { some: [null, { of: "PartialEstimate" }] },
      weight: "number",
      outside: "boolean",
      reason: { some: [null, "text"] },
    },
  },
  ThresholdCurves: {
    fields: {
      rows: { every: { of: "ThresholdAccuracy" } },
      densities: { every: { fields: { cutoff: "number", diseased: "number", nonDiseased: "number" } } },
    },
  },
  ThresholdLinearity: {
    fields: {
      points: { every: { of: "LinearityPoint" } },
      lines: {
        every: {
          fields: { group: { some: [{ is: "diseased" }, { is: "nonDiseased" }] }, location: "number", scale: "number" },
        },
      },
      curvature: { every: { of: "LinearityCurvature" } },
    },
  },
  LinearityPoint: {
    fields: {
      id: "text",
      group: { some: [{ is: "diseased" }, { is: "nonDiseased" }] },
      cutoff: "number",
      x: "number",
      y: "number",
      n: "number",
    },
  },
  LinearityCurvature: {
    fields: {
      group: { some: [{ is: "diseased" }, { is: "nonDiseased" }] },
      estimate: "number",
      standardError: "number",
      pValue: "number",
      studies: "number",
    },
  },
};
