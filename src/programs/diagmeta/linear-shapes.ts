// Written from the types by npm run shapes.
import type { Shapes } from "../../base/shape.js";
import { coreShapes } from "../../models/core-shapes.js";

/** Shapes of LinearThresholdFit and of their parts. */
export const linearShapes: Shapes = {
  ...coreShapes,
  LinearThresholdFit: {
    fields: {
      schema: { is: "dta-meta/linear-thresholds/1" },
      model: { is: "linear-thresholds" },
      mixedModel: {
        some: [
          { is: "CI" },
          { is: "DI" },
          { is: "CS" },
          { is: "DS" },
          { is: "CICS" },
          { is: "DICS" },
          { is: "CIDS" },
          { is: "DIDS" },
        ],
      },
      options: {
        fields: {
          model: {
            some: [
              { is: "CI" },
              { is: "DI" },
              { is: "CS" },
              { is: "DS" },
              { is: "CICS" },
              { is: "DICS" },
              { is: "CIDS" },
              { is: "DIDS" },
            ],
          },
          distribution: { some: [{ is: "normal" }, { is: "logistic" }] },
          log: "boolean",
          equalVariances: "boolean",
          weights: { some: [{ is: "equal" }, { is: "invvar" }, { is: "size" }] },
          increment: "number",
          weight: "number",
          direction: { some: [{ is: "greater" }, { is: "less" }] },
          level: "number",
        },
      },
      k: "number",
      points: "number",
      coefficients: { fields: { alpha0: "number", alpha1: "number", beta0: "number", beta1: "number" } },
      covariance: { every: { every: "number" } },
      randomTerms: {
        every: { some: [{ is: "intercept" }, { is: "group" }, { is: "cutoff" }, { is: "group × cutoff" }] },
      },
      randomCovariance: { every: { every: "number" } },
      sigma: "number",
      remlCriterion: "number",
      aic: "number",
      bic: "number",
      varDiseased: "number",
      varNonDiseased: "number",
      distributions: { fields: { mean0: "number", sd0: "number", mean1: "number", sd1: "number" } },
      optimalCutoff: { some: [null, { of: "LinearOptimum" }] },
      auc: { fields: { sensitivity: { of: "PartialEstimate" }, specificity: { of: "PartialEstimate" } } },
      corrected: {
        fields: { optimalCutoff: { some: [null, { of: "LinearOptimum" }] }, auc: { of: "PartialEstimate" } },
      },
      convergence: { of: "Convergence" },
      warnings: { every: { of: "Warning" } },
    },
  },
  LinearOptimum: {
    fields: {
      cutoff: { of: "PartialEstimate" },
      sensitivity: { of: "PartialEstimate" },
      specificity: { of: "PartialEstimate" },
    },
  },
};
