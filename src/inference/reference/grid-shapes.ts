// Written from the types by npm run shapes.
import type { Shapes } from "../../base/shape.js";

/** Shapes of ReferenceSensitivityAnalysis and of their parts. */
export const gridShapes: Shapes = {
  ReferenceSensitivityAnalysis: {
    fields: {
      k: "number",
      level: "number",
      perfectReference: {
        fields: { sensitivity: { of: "Estimate" }, specificity: { of: "Estimate" }, prevalence: { of: "Estimate" } },
      },
      scenarios: { every: { of: "ReferenceScenario" } },
      warnings: { every: { of: "Warning" } },
    },
  },
  Estimate: { fields: { estimate: "number", lower: "number", upper: "number", level: "number" } },
  ReferenceScenario: {
    fields: {
      reference: { fields: { sensitivity: "number", specificity: "number" } },
      dependence: "number",
      sensitivity: { of: "PartialEstimate" },
      specificity: { of: "PartialEstimate" },
      prevalence: { some: [null, "number"] },
      contradicted: "number",
      reason: { some: [null, "text"] },
    },
  },
  PartialEstimate: {
    fields: {
      estimate: { some: [null, "number"] },
      lower: { some: [null, "number"] },
      upper: { some: [null, "number"] },
      level: "number",
    },
  },
  Warning: { fields: { code: "text", message: "text" } },
};
