import { parseThresholdStudies, type ThresholdStudy } from "../../src/thresholds.js";
import type { Dice } from "./values.js";

const HOSTILE_NAMES = [
  "<script>alert(1)</script>",
  "=1+1",
  "__proto__",
  "constructor",
  "",
  " ",
  "Ünïcode 漢字 🧪",
  'quote " and & amp',
  "a".repeat(300),
  "\u0000",
  "ends\nhere",
  "Total",
];

/** Counts of every size that a review has, and some that none has. */
export function count(d: Dice): number {
  const most = d.pick([1, 3, 10, 10, 60, 60, 300, 1_000, 20_000, 1_000_000_000]);
  return d.below(most + 1);
}

export interface Row {
  id: string;
  tp: number;
  fp: number;
  fn: number;
  tn: number;
  cluster?: string;
  covariates?: Record<string, string | number | boolean | null>;
}

export function studies(d: Dice): Row[] {
  const k = d.pick([0, 1, 2, 3, 4, 5, 5, 6, 8, 8, 10, 14, 20]);
  const scale = d.pick([2, 8, 40, 40, 200, 2_000]);
  const same = d.chance(0.06);
  const empty = d.pick([null, null, null, null, "diseased", "non-diseased", "errors", "all"] as const);
  const make = (i: number): Row => {
    const cell = (): number => (d.chance(0.02) ? count(d) : d.below(scale + 1));
    const row: Row = {
      id: d.chance(0.1) ? `${d.pick(HOSTILE_NAMES)}${i}` : `Study ${i + 1}`,
      tp: cell(),
      fp: cell(),
      fn: cell(),
      tn: cell(),
    };
    if (empty === "diseased" || empty === "all") row.tp = row.fn = 0;
    if (empty === "non-diseased" || empty === "all") row.fp = row.tn = 0;
    if (empty === "errors") row.fp = row.fn = 0;
    if (d.chance(0.5))
      row.covariates = {
        year: 1990 + d.below(30),
        test: d.pick(["CT", "MRI", "US"]),
        ...(d.chance(0.2) ? { odd: d.pick([null, true, "x", -0, 1e300]) } : {}),
      };
    if (d.chance(0.3)) row.cluster = `c${d.below(4)}`;
    return row;
  };
  const first = make(0);
  return Array.from({ length: k }, (_, i) => (same ? { ...first, id: `Study ${i + 1}` } : make(i)));
}

/** Up to a thousand studies, mostly few: for what takes no refits. */
export function manyStudies(d: Dice): Row[] {
  if (!d.chance(0.02)) return studies(d);
  const k = d.pick([50, 100, 100, 300, 1_000]);
  const scale = d.pick([8, 40, 200]);
  return Array.from({ length: k }, (_, i) => ({
    id: `Study ${i + 1}`,
    tp: d.chance(0.01) ? count(d) : d.below(scale + 1),
    fp: d.below(scale + 1),
    fn: d.below(scale + 1),
    tn: d.below(scale + 1),
    covariates: { year: 1990 + d.below(30), test: d.pick(["CT", "MRI"]) },
  }));
}

export const table = (d: Dice): Omit<Row, "id"> => ({ tp: count(d), fp: count(d), fn: count(d), tn: count(d) });

export function csv(d: Dice): string {
  const delimiter = d.pick([",", ";", "\t"]);
  const quote = (cell: unknown): string => `"${String(cell).replaceAll('"', '""')}"`;
  const rows = manyStudies(d).map(({ id, tp, fp, fn, tn }) => [quote(id), tp, fp, fn, tn].join(delimiter));
  const header = ["study", "tp", "fp", "fn", "tn"].join(delimiter);
  const text = [header, ...rows].join(d.pick(["\n", "\r\n"]));
  if (d.chance(0.8)) return text;
  const at = d.below(text.length + 1);
  return d.pick([
    text.slice(0, at),
    text.slice(0, at) + d.pick(["\u0000", '"', ",,,", "\n\n", "NaN"]) + text.slice(at),
  ]);
}

/** A printed number, or something that someone typed in its place. */
export const printed = (d: Dice): unknown =>
  d.chance(0.85)
    ? d.pick([
        (d.unit() * 100).toFixed(d.below(3)),
        d.unit().toFixed(1 + d.below(3)),
        `${(d.unit() * 100).toFixed(1)}%`,
        d.unit(),
      ])
    : d.pick(["", "n/a", "1e400", "-0.1", "101%", "0.92 (0.89–0.94)", Number.NaN, null, -1]);

export function report(d: Dice): Record<string, unknown> {
  const quantities = [
    "sensitivity",
    "specificity",
    "ppv",
    "npv",
    "accuracy",
    "youden",
    "plr",
    "nlr",
    "dor",
    "f1",
    "mcc",
  ];
  const made: Record<string, unknown> = { n: 1 + d.below(d.pick([20, 60, 200, 1_000])) };
  if (d.chance(0.6)) made.diseased = d.below((made.n as number) + 1);
  for (let i = d.below(4); i >= 0; i--) made[d.pick(quantities)] = printed(d);
  return made;
}

/** Rows of up to four tests, some of them in the same studies. */
export function comparativeStudies(d: Dice): Row[] {
  const tests = d.pick([["CT", "MRI"], ["CT", "MRI"], ["CT"], ["CT", "MRI", "US", "=PET"]]);
  return studies(d)
    .slice(0, 10)
    .flatMap((row, i) =>
      tests
        .filter(() => d.chance(0.8))
        .map((test) => ({
          ...row,
          ...table(d),
          ...cells(d),
          id: `${row.id}${test}`,
          cluster: `c${i}`,
          covariates: { ...row.covariates, test },
        })),
    );
}

const cells = (d: Dice): Partial<Row> =>
  d.chance(0.9) ? { tp: d.below(60), fp: d.below(30), fn: d.below(20), tn: d.below(90) } : {};

export interface CutoffRow {
  study: string;
  cutoff: number;
  tp: number;
  fp: number;
  fn: number;
  tn: number;
}

/** Rows of several cut-offs a study, mostly with fewer positives at higher ones. */
export function cutoffRows(d: Dice): CutoffRow[] {
  const k = d.pick([1, 2, 3, 5, 5, 6, 8]);
  const scale = d.pick([3, 20, 60, 400]);
  const unit = d.pick([1, 1, 1e-6, 1e9]);
  return Array.from({ length: k }, (_, i): CutoffRow[] => {
    const diseased = d.below(scale + 1);
    const healthy = d.below(scale + 1);
    let [tp, fp] = [diseased, healthy];
    let cutoff = d.chance(0.05) ? -5 : 1 + d.below(20);
    return Array.from({ length: 1 + d.below(4) }, () => {
      tp = d.chance(0.02) ? d.below(diseased + 1) : d.below(tp + 1);
      fp = d.below(fp + 1);
      cutoff += 1 + d.below(9);
      return { study: `Study ${i + 1}`, cutoff: cutoff * unit, tp, fp, fn: diseased - tp, tn: healthy - fp };
    });
  }).flat();
}

/** The same as studies. */
export const thresholdStudies = (d: Dice): ThresholdStudy[] => parseThresholdStudies(cutoffRows(d));

/** A published file, its numbers as they come. */
export const paper = (d: Dice): unknown => ({
  results: Array.from({ length: 1 + d.below(3) }, (_, i) => ({
    id: `r${i}`,
    k: d.below(30),
    sensitivity: d.chance(0.5) ? { estimate: printed(d), lower: printed(d), upper: printed(d) } : printed(d),
    specificity: printed(d),
    ...(d.chance(0.5) ? { plr: printed(d), auc: printed(d) } : {}),
  })),
  ...(d.chance(0.5) ? { data: { csv: csv(d) } } : {}),
});

/** Judgements by QUADAS-2, some missing, few unknown. */
export const judgements = (d: Dice): unknown[] =>
  Array.from({ length: d.below(6) }, (_, i) => ({
    id: `Study ${i + 1}`,
    judgements: {
      bias: Object.fromEntries(
        ["patientSelection", "indexTest", "referenceStandard", "flowAndTiming", "overall"].map((key) => [
          key,
          d.pick(["low", "low", "high", "unclear", null, ...(d.chance(0.05) ? ["bad"] : [])]),
        ]),
      ),
    },
  }));
