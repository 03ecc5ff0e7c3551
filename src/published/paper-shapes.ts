// Written from the types by npm run shapes.
import type { Shapes } from "../base/shape.js";

/** Shapes of Paper and of their parts. */
export const paperShapes: Shapes = {
  Paper: {
    fields: {
      format: "text",
      title: { some: [null, "text"] },
      doi: { some: [null, "text"] },
      text: "text",
      blocks: {
        every: {
          some: [
            { fields: { kind: { is: "heading" }, level: "number", text: "text", start: "number" } },
            { fields: { kind: { is: "paragraph" }, text: "text", start: "number" } },
            {
              fields: {
                kind: { is: "table" },
                caption: "text",
                rows: { every: { every: { of: "Cell" } } },
                start: "number",
              },
            },
          ],
        },
      },
    },
  },
  Cell: { fields: { text: "text", start: "number" } },
};
