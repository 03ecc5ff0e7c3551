import type { ContrastName } from "../../../inference/comparative/contrasts.js";
import type { ComparativeTest } from "../../../inference/comparative/structure-tests.js";
import type { Comparison, TestComparison } from "../../../inference/comparative/test-comparison.js";
import type { TableBlock } from "../../render/document.js";
import { fixed, levelPercent, MISSING, pValue } from "../../render/format.js";
import type { Format, Numbers } from "../../render/numbers.js";

const right = { align: "right" } as const;

/** Studies of every pair, and what kind of evidence that is. */
export function evidenceTable({ evidence }: TestComparison): TableBlock {
  return {
    kind: "table",
    caption: "Evidence",
    columns: [
      { title: "Test" },
      { title: "Compared with" },
      { title: "Studies with both", ...right },
      { title: "First alone", ...right },
      { title: "Second alone", ...right },
      { title: "Evidence" },
    ],
    rows: evidence.pairs.map(({ test, reference, both, testOnly, referenceOnly, kind }) => [
      test,
      reference,
      String(both),
      String(testOnly),
      String(referenceOnly),
      kind,
    ]),
    notes:
      evidence.components.length > 1
        ? [`Not joined by any chain of studies: ${evidence.components.map((tests) => tests.join(", ")).join(" | ")}.`]
        : [],
  };
}

/** Each test at the median study. */
export function accuracyTable({ tests, fit }: TestComparison, { interval, ratio }: Numbers): TableBlock {
  return {
    kind: "table",
    caption: `Accuracy of each test (${levelPercent(fit.level)} intervals)`,
    columns: [
      { title: "Test" },
      { title: "Studies", ...right },
      { title: "Sensitivity", ...right },
      { title: "Specificity", ...right },
      { title: "LR+", ...right },
      { title: "LR−", ...right },
      { title: "DOR", ...right },
    ],
    rows: tests.map(({ test, k, sensitivity, specificity, plr, nlr, dor }) => [
      test,
      String(k),
      interval(sensitivity),
      interval(specificity),
      interval(plr, ratio),
      interval(nlr, ratio),
      interval(dor, ratio),
    ]),
    notes: ["At the median study, not means of the studies' proportions."],
  };
}

const two: Format = (value) => fixed(value, 2);

/** What is printed of a comparison, in order. */
const rowsOf = ({
  difference,
  differenceUnit,
  ratio,
}: Numbers): readonly (readonly [name: ContrastName, title: string, format: Format])[] => [
  ["relativeSensitivity", "Relative sensitivity", two],
  ["relativeSpecificity", "Relative specificity", two],
  ["differenceSensitivity", `Difference in sensitivity${differenceUnit}`, difference],
  ["differenceSpecificity", `Difference in specificity${differenceUnit}`, difference],
  ["relativeMissed", "Ratio of missed cases (1 − Se)", ratio],
  ["relativeFalseAlarms", "Ratio of false alarms (1 − Sp)", ratio],
  ["relativeDor", "Ratio of diagnostic odds ratios", ratio],
  ["relativePlr", "Ratio of positive likelihood ratios", ratio],
  ["relativeNlr", "Ratio of negative likelihood ratios", ratio],
];

function perThousandRows(all: Comparison, direct: Comparison | null, { interval }: Numbers): string[][] {
  if (all.per1000 === null) return [];
  const whole = (value: number | null): string => fixed(value, 0);
  const beside = direct?.per1000 ?? null;
  return [
    ["Fewer missed, of 1,000 tested", interval(all.per1000.fewerMissed, whole), interval(beside?.fewerMissed, whole)],
    [
      "Fewer false alarms, of 1,000 tested",
      interval(all.per1000.fewerFalseAlarms, whole),
      interval(beside?.fewerFalseAlarms, whole),
    ],
  ];
}

/** Each test against the reference: all studies beside those with both. */
export function contrastTables(comparison: TestComparison, numbers: Numbers): TableBlock[] {
  const { direct, directReason, fit } = comparison;
  return comparison.comparisons.map((one): TableBlock => {
    const beside = direct?.comparisons.find(({ test }) => test === one.test) ?? null;
    const rows = [
      ...rowsOf(numbers).map(([name, title, format]) => [
        title,
        numbers.interval(one[name], format),
        beside === null ? MISSING : numbers.interval(beside[name], format),
      ]),
      ...perThousandRows(one, beside, numbers),
    ];
    const all = `All studies (${fit.k})`;
    return {
      kind: "table",
      caption: `${one.test} compared with ${one.reference} (${levelPercent(fit.level)} intervals)`,
      columns: [
        { title: "Measure" },
        { title: all, ...right },
        ...(direct === null ? [] : [{ title: `Head-to-head studies (${direct.fit.k})`, ...right }]),
      ],
      rows: direct === null ? rows.map((row) => row.slice(0, 2)) : rows,
      notes: [
        `Ratios are ${one.test} over ${one.reference}, differences ${one.test} less ${one.reference}.`,
        ...(directReason === null ? [] : [`No separate analysis of head-to-head studies: ${directReason}.`]),
        ...(direct === null || direct.fit.structure === fit.structure
          ? []
          : [
              `Head-to-head studies by "${direct.fit.structure}" random effects: ${direct.fit.choice ?? "as asked for"}`,
            ]),
      ],
    };
  });
}

/** The hypotheses that were tested. */
export function hypothesesTable(comparison: TestComparison): TableBlock {
  const { sensitivity, specificity, joint, equalVariances, testByStudy, equalCovariances } = comparison;
  const rows: [string, ComparativeTest | null][] = [
    ["Same sensitivity", sensitivity],
    ["Same specificity", specificity],
    ["Same sensitivity and specificity", joint],
    ["Same variation between studies", equalVariances],
    ["Same difference in every study", testByStudy],
    ["Both tests vary alike (against unstructured)", equalCovariances],
  ];
  const known = rows.filter((row): row is [string, ComparativeTest] => row[1] !== null);
  return {
    kind: "table",
    caption: "Likelihood ratio tests",
    columns: [{ title: "Hypothesis" }, { title: "χ²", ...right }, { title: "df", ...right }, { title: "P", ...right }],
    rows: known.map(([title, { chiSquared, df, pValue: p }]) => [title, fixed(chiSquared, 2), String(df), pValue(p)]),
    notes: known.flatMap(([title, { note, reason }]) =>
      note === null && reason === null ? [] : [`${title}: ${reason ?? note}.`],
    ),
  };
}
