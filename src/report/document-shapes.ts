// Written from the types by npm run shapes.
import type { Shapes } from "../base/shape.js";

/** Shapes of Document and of their parts. */
export const documentShapes: Shapes = {
  TableBlock: {
    fields: {
      kind: { is: "table" },
      "caption?": "text",
      columns: { every: { fields: { title: "text", "align?": { some: [{ is: "left" }, { is: "right" }] } } } },
      rows: { every: { every: "text" } },
      "notes?": { every: "text" },
    },
  },
  Document: {
    every: {
      some: [
        { fields: { kind: { is: "heading" }, level: { some: [{ is: 1 }, { is: 2 }, { is: 3 }] }, text: "text" } },
        { fields: { kind: { is: "paragraph" }, text: "text" } },
        { fields: { kind: { is: "list" }, items: { every: "text" } } },
        { fields: { kind: { is: "warning" }, text: "text" } },
        { fields: { kind: { is: "verbatim" }, text: "text" } },
        { of: "TableBlock" },
      ],
    },
  },
};
