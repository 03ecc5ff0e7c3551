import type { Ranking } from "../../../inference/comparative/rank-tests.js";
import type { TestComparison } from "../../../inference/comparative/test-comparison.js";
import type { BetweenStudy } from "../../../models/fit.js";
import type { TableBlock } from "../../render/document.js";
import { fixed, percent, pValue } from "../../render/format.js";
import type { Numbers } from "../../render/numbers.js";

const right = { align: "right" } as const;

const parameters = ({ varSensitivity, varSpecificity, correlation }: BetweenStudy): string[] => [
  fixed(varSensitivity, 3),
  fixed(varSpecificity, 3),
  fixed(correlation, 2),
];

const isOne = (value: object): value is BetweenStudy => "varSensitivity" in value;

/** Variances of the logits: of study effects, of test-within-study effects, and of each test in all. */
export function variationTable({ fit }: TestComparison): TableBlock {
  const { betweenStudy, withinStudy, totalVariation, tests } = fit;
  const parts: string[][] = [];
  if (withinStudy !== null && isOne(betweenStudy)) {
    parts.push(
      ["Study effects", ...parameters(betweenStudy)],
      ["Test-within-study effects", ...parameters(withinStudy)],
    );
  }
  const own = isOne(betweenStudy)
    ? [["Every test, between studies", ...parameters(totalVariation[tests[0]!]!)]]
    : tests.map((test) => [`${test}, between studies`, ...parameters(totalVariation[test]!)]);
  return {
    kind: "table",
    caption: "Variation, logit scale",
    columns: [
      { title: "Of" },
      { title: "Variance of sensitivity", ...right },
      { title: "Variance of specificity", ...right },
      { title: "Correlation", ...right },
    ],
    rows: [...parts, ...own],
    notes: [fit.convergence.message],
  };
}

/** Joint tables, study by study. */
export function pairedTable({ paired }: TestComparison, { interval, ratio: written }: Numbers): TableBlock {
  return {
    kind: "table",
    caption: "Studies with joint tables of the same people",
    columns: [
      { title: "Study" },
      { title: "Outcome" },
      { title: "Test alone correct", ...right },
      { title: "Reference alone correct", ...right },
      { title: "Ratio", ...right },
      { title: "McNemar's P", ...right },
    ],
    rows: paired.flatMap(({ study, sensitivity, specificity }) =>
      (
        [
          ["sensitivity", sensitivity],
          ["specificity", specificity],
        ] as const
      ).map(([name, { testAlone, referenceAlone, ratio, mcNemar }]) => [
        study,
        name,
        String(testAlone),
        String(referenceAlone),
        interval(ratio, written),
        pValue(mcNemar),
      ]),
    ),
    notes: [
      "Ratios with constrained score intervals for paired proportions (Nam & Blackwelder 2002); McNemar's test is exact.",
    ],
  };
}

/** Tests by how often each is better than others. */
export function rankingTable({ tests, note }: Ranking): TableBlock {
  return {
    kind: "table",
    caption: "Ranking",
    columns: [
      { title: "Test" },
      { title: "Superior to", ...right },
      { title: "Inferior to", ...right },
      ...(tests[0]?.ranks ? [{ title: "First", ...right }] : []),
    ],
    rows: tests.map(({ test, superiorTo, inferiorTo, ranks }) => [
      test,
      fixed(superiorTo, 2),
      fixed(inferiorTo, 2),
      ...(ranks === null ? [] : [percent(ranks[0]!)]),
    ]),
    notes: [
      "Expected numbers of tests that a test is superior (inferior) to in both sensitivity and specificity.",
      note,
    ],
  };
}
