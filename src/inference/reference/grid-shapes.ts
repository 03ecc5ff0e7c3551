// Written from the types by npm run shapes.
import type { Shapes } from "../../base/shape.js";
import { coreShapes } from "../../models/core-shapes.js";

/** Shapes of ReferenceSensitivityAnalysis and of their parts. */
export const gridShapes: Shapes = {
  ...coreShapes,
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
};
