// Written from the types by npm run shapes.
import type { Shapes } from "../../base/shape.js";

/** Shapes of Audit and of their parts. */
export const auditShapes: Shapes = {
  Audit: {
    fields: {
      schema: { is: "dta-meta/audit/1" },
      citation: { some: [null, "text"] },
      doi: { some: [null, "text"] },
      findings: { every: { of: "Finding" } },
      checked: "number",
    },
  },
  Finding: {
    fields: {
      rule: "text",
      severity: { some: [{ is: "warning" }, { is: "error" }, { is: "note" }] },
      where: "text",
      printed: "text",
      expected: "text",
      explanation: "text",
    },
  },
};
