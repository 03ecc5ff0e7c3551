import type { Analysis } from "../../analysis/analyze.js";
import { count } from "../render/format.js";

/** `12,345`. */
export const thousands = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

/**
 * `14 tables of 12,345 people, 2,345 of them with the condition`: test results where tables share their patients. Without the
 * numbers where rows of single studies are not there.
 */
export function participants({ k, studies, fit }: Analysis): string | null {
  const tables = studies.length > 0 ? studies : (fit?.studies ?? []);
  if (tables.length !== k || k === 0) return null;
  const people = tables.reduce((sum, { tp, fp, fn, tn }) => sum + tp + fp + fn + tn, 0);
  const diseased = tables.reduce((sum, { tp, fn }) => sum + tp + fn, 0);
  // the patients of tables that share a cluster may be the same
  const whom = tables.some(({ cluster }) => cluster) ? "test results" : "people";
  return `${count(k, "table")} of ${thousands(people)} ${whom}, ${thousands(diseased)} of them with the condition.`;
}
