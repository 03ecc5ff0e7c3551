import { checkText } from "../../base/checks.js";
import { checkShape } from "../../base/shape.js";
import { comparisonShapes } from "../../inference/comparative/comparison-shapes.js";
import type { Ranking } from "../../inference/comparative/rank-tests.js";
import type { TestComparison } from "../../inference/comparative/test-comparison.js";
import { type Document, heading, paragraph, warning } from "../render/document.js";
import { count } from "../render/format.js";
import { type NumberStyle, numbersOf } from "../render/numbers.js";
import { comparisonMethods } from "../words/comparison-methods.js";
import { accuracyTable, contrastTables, evidenceTable, hypothesesTable } from "./comparison/tables.js";
import { pairedTable, rankingTable, variationTable } from "./comparison/variation.js";

/**
 * A comparison of tests as a document: the evidence first, then each test, each test against the reference from all studies
 * beside the head-to-head ones, the tests of the hypotheses, variation between and within studies, and a ranking where one is given. `name` says what was compared, such as a file's name; `style` how numbers are written.
 *
 * @example
 * ```ts
 * import { compareTests, readStudies } from "dta-meta";
 * import { comparisonDocument, renderMarkdown } from "dta-meta/report";
 *
 * const csv =
 *   "study,cluster,test,tp,fp,fn,tn\nA1,A,RepC,6,14,4,28\nA2,A,HC2,9,25,1,17\nB1,B,RepC,8,28,4,71\nB2,B,HC2,10,28,1,58\n" +
 *   "C1,C,RepC,20,191,13,483\nC2,C,HC2,27,282,6,392\nD1,D,RepC,4,20,3,56\nD2,D,HC2,6,27,1,49\nE1,E,RepC,48,324,21,597\nE2,E,HC2,64,350,5,571";
 * const comparison = compareTests(readStudies(csv), { test: "test" });
 * renderMarkdown(comparisonDocument("HPV tests", comparison)).includes("HC2"); // true
 * ```
 */
export function comparisonDocument(
  name: string,
  comparison: TestComparison,
  ranking: Ranking | null = null,
  style: NumberStyle = {},
): Document {
  checkText("name", name, "what the comparison is called");
  checkShape("comparison", comparison, comparisonShapes, {
    name: "TestComparison",
    wanted: "what compareTests returns",
  });
  const { fit, warnings } = comparison;
  const numbers = numbersOf(style);
  return [
    heading(1, `Comparison of ${count(fit.tests.length, "test")}: ${name}`),
    ...comparisonMethods(comparison).map(paragraph),
    ...warnings.map(warning),
    evidenceTable(comparison),
    accuracyTable(comparison, numbers),
    ...contrastTables(comparison, numbers),
    hypothesesTable(comparison),
    variationTable(comparison),
    ...(comparison.paired.length > 0 ? [pairedTable(comparison, numbers)] : []),
    ...(ranking === null ? [] : [rankingTable(ranking)]),
  ];
}
