/**
 * Expressions that users write over a row's columns: `modality == "CT" and year >= 2020`.
 *
 * @module dta-meta/expressions
 */

export { type CompiledExpression, compileExpression } from "./expressions/compile.js";
export {
  deriveCovariate,
  deriveModerators,
  expressionColumns,
  expressionRow,
  filterStudies,
  splitList,
} from "./expressions/studies.js";
export type { ExpressionRow } from "./expressions/translate.js";
