// Written from the types by npm run shapes.
import type { Shapes } from "../base/shape.js";

/** Shapes of BetweenStudy, Coefficient, Convergence, DesignInfo, Exclusion, AppliedCorrection, Warning, Study, Correction, Estimate, PartialEstimate and of their parts. */
export const coreShapes: Shapes = {
  BetweenStudy: {
    fields: {
      varSensitivity: "number",
      varSpecificity: "number",
      covariance: "number",
      correlation: { some: [null, "number"] },
    },
  },
  Coefficient: {
    fields: {
      outcome: { some: [{ is: "sensitivity" }, { is: "specificity" }] },
      term: "text",
      estimate: "number",
      standardError: "number",
      z: "number",
      pValue: "number",
      lower: "number",
      upper: "number",
    },
  },
  Convergence: {
    fields: {
      converged: "boolean",
      iterations: "number",
      evaluations: "number",
      gradientNorm: "number",
      boundary: { some: [{ is: "none" }, { is: "correlation" }, { is: "variance" }] },
      message: "text",
      "start?": { every: "number" },
      "end?": { every: "number" },
      "tolerances?": { fields: { decrement: "number", edge: "number" } },
      "return?": {
        some: [
          { is: "undefined" },
          { is: "gradient" },
          { is: "decrement" },
          { is: "rounding" },
          { is: "stopped" },
          { is: "iterations" },
        ],
      },
      "edges?": { every: { of: "EdgeComparison" } },
    },
  },
  EdgeComparison: {
    fields: {
      edge: {
        some: [
          { is: "correlation 1" },
          { is: "correlation -1" },
          { is: "varSensitivity 0" },
          { is: "varSpecificity 0" },
          { is: "both variances 0" },
        ],
      },
      logLik: "number",
      deficit: "number",
    },
  },
  DesignInfo: {
    fields: {
      terms: { every: "text" },
      moderators: {
        every: {
          some: [
            { fields: { name: "text", kind: { is: "numeric" } } },
            { fields: { name: "text", kind: { is: "categorical" }, levels: { every: "text" } } },
          ],
        },
      },
    },
  },
  Exclusion: { fields: { id: "text", reason: "text" } },
  AppliedCorrection: { fields: { id: "text", value: "number" } },
  Warning: { fields: { code: "text", message: "text" } },
  Study: {
    fields: {
      id: "text",
      "cluster?": "text",
      "covariates?": { values: { some: ["boolean", null, "text", "number"] } },
      tp: "number",
      fp: "number",
      fn: "number",
      tn: "number",
    },
  },
  Correction: { fields: { value: "number", when: { some: [{ is: "none" }, { is: "single" }, { is: "all" }] } } },
  Estimate: { fields: { estimate: "number", lower: "number", upper: "number", level: "number" } },
  PartialEstimate: {
    fields: {
      estimate: { some: [null, "number"] },
      lower: { some: [null, "number"] },
      upper: { some: [null, "number"] },
      level: "number",
    },
  },
};
