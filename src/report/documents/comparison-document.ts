import type { Ranking } from "../../inference/comparative/rank-tests.js";
import type { TestComparison } from "../../inference/comparative/test-comparison.js";
import { type Document, heading, paragraph, warning } from "../render/document.js";
import { count } from "../render/format.js";
import { comparisonMethods } from "../words/comparison-methods.js";
import { accuracyTable, contrastTables, evidenceTable, hypothesesTable } from "./comparison/tables.js";
import { pairedTable, rankingTable, variationTable } from "./comparison/variation.js";

/**
 * A comparison of tests as a document: the evidence first, then each test, each test against the reference from all studies
 * beside the head-to-head ones, the tests of the hypotheses, variation between and within studies, and a ranking where one is given.
 */
export function comparisonDocument(name: string, comparison: TestComparison, ranking: Ranking | null = null): Document {
  const { fit, warnings } = comparison;
  return [
    heading(1, `Comparison of ${count(fit.tests.length, "test")}: ${name}`),
    ...comparisonMethods(comparison).map(paragraph),
    ...warnings.map(warning),
    evidenceTable(comparison),
    accuracyTable(comparison),
    ...contrastTables(comparison),
    hypothesesTable(comparison),
    variationTable(comparison),
    ...(comparison.paired.length > 0 ? [pairedTable(comparison)] : []),
    ...(ranking === null ? [] : [rankingTable(ranking)]),
  ];
}
