import { checkShape } from "../../base/shape.js";
import { paperShapes } from "../paper-shapes.js";
import type { Paper } from "./paper.js";

/** Refuses (`bad-data`) what is no paper. */
export function checkPaper(what: string, paper: Paper): void {
  checkShape(what, paper, paperShapes, { name: "Paper", wanted: "what readPaper returns" });
}
