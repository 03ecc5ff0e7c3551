import { checkArray, checkFinite, checkObject, checkText } from "../base/checks.js";
import { InputError } from "../base/errors.js";
import type { TwoByTwo } from "../tables/study.js";
import type { AccuracyReport } from "./accuracy-report.js";
import { type CellRanges, cellRanges } from "./cell-ranges.js";
import { type Reconstruction, type ReconstructOptions, reconstruct } from "./reconstruct.js";

/** What a paper prints of one class of several, as in a classification report. */
export interface ClassReport
  extends Omit<AccuracyReport, "n" | "diseased" | "nonDiseased" | "tp" | "fp" | "fn" | "tn"> {
  /** Name of the class. */
  readonly label: string;
  /** Cases of the class by the reference standard. */
  readonly support: number;
  /** Sensitivity by the name that machine learning gives it. */
  readonly recall?: string | number;
  /** PPV by the name that machine learning gives it. */
  readonly precision?: string | number;
}

/** One class against all others, from printed numbers. */
export interface ClassReconstruction {
  /** Name of the class. */
  readonly label: string;
  /** The tables of this class against all others that the printed numbers allow. */
  readonly reconstruction: Reconstruction;
}

/**
 * The 2×2 tables of every class against all others, from each class's support and printed sensitivity (recall), PPV
 * (precision), F1 and so on, as `reconstruct` finds them. The classes must be all there are: n is the sum of their supports.
 *
 * Beyond each class's own numbers, every misclassified case is one false negative of its class and one false positive of
 * another, so the false positives of all classes are as many as the false negatives; tables that no choice for the other
 * classes balances are dropped (as long as every class's tables could be listed).
 *
 * @throws InputError for fewer than two classes or repeated labels (`bad-classes`), a class with both recall and sensitivity,
 *   or precision and PPV (`two-names`), and whatever `reconstruct` throws for, naming the class
 *
 * @example
 * ```ts
 * import { oneVsRestReports } from "dta-meta";
 *
 * const classes = oneVsRestReports([
 *   { label: "normal", support: 10, recall: "0.80", precision: "0.80" },
 *   { label: "osteopenia", support: 20, recall: "0.75", precision: "0.75" },
 *   { label: "osteoporosis", support: 20, recall: "0.80", precision: "0.80" },
 * ]);
 * classes[2]?.reconstruction.tables; // [{ tp: 16, fp: 4, fn: 4, tn: 26 }]
 * ```
 */
export function oneVsRestReports(
  classes: readonly ClassReport[],
  options: ReconstructOptions = {},
): ClassReconstruction[] {
  checkClasses(classes);
  const n = classes.reduce((sum, { support }) => sum + support, 0);
  const found = classes.map((entry) => ({ label: entry.label, reconstruction: reconstructClass(entry, n, options) }));
  const complete = found.every(
    ({ reconstruction: { count, tables } }) => count !== null && count > 0 && count === tables.length,
  );
  return complete ? balance(found) : found;
}

function reconstructClass(entry: ClassReport, n: number, options: ReconstructOptions): Reconstruction {
  const { label, support, recall, precision, ...report } = entry;
  const both = [
    recall !== undefined && report.sensitivity !== undefined ? "recall and sensitivity" : null,
    precision !== undefined && report.ppv !== undefined ? "precision and ppv" : null,
  ].find((pair) => pair !== null);
  if (both !== undefined) {
    throw new InputError("two-names", `class "${label}": ${both} are the same; give one.`, {
      where: label,
      got: entry,
      wanted: "one of the two",
    });
  }
  try {
    return reconstruct(
      {
        ...report,
        n,
        diseased: support,
        ...(recall === undefined ? {} : { sensitivity: recall }),
        ...(precision === undefined ? {} : { ppv: precision }),
      },
      options,
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.code, `class "${label}": ${error.message}`, {
      where: `${label}, ${error.where ?? ""}`,
      got: error.got,
      ...(error.wanted === undefined ? {} : { wanted: error.wanted }),
    });
  }
}

/** Keeps the tables whose surplus of false positives the other classes can make up for. */
function balance(classes: readonly ClassReconstruction[]): ClassReconstruction[] {
  const surpluses = classes.map(({ reconstruction }) => new Set(reconstruction.tables.map(surplus)));
  const before = reachable(surpluses);
  const after = reachable([...surpluses].reverse()).reverse();
  return classes.map(({ label, reconstruction }, i) => {
    const others = addAll(before[i]!, after[i + 1]!);
    const tables = reconstruction.tables.filter((table) => others.has(-surplus(table) + 0));
    return tables.length === reconstruction.tables.length
      ? { label, reconstruction }
      : { label, reconstruction: keep(reconstruction, tables) };
  });
}

/** The sums that the first 0, 1, 2, … sets can reach, one number from each. */
function reachable(sets: readonly ReadonlySet<number>[]): ReadonlySet<number>[] {
  const sums: ReadonlySet<number>[] = [new Set([0])];
  for (const set of sets) sums.push(addAll(sums.at(-1)!, set));
  return sums;
}

function surplus({ fp, fn }: TwoByTwo): number {
  return fp - fn;
}

function addAll(some: ReadonlySet<number>, others: ReadonlySet<number>): Set<number> {
  const sums = new Set<number>();
  for (const x of some) for (const y of others) sums.add(x + y);
  return sums;
}

function keep(reconstruction: Reconstruction, tables: readonly TwoByTwo[]): Reconstruction {
  const ranges: CellRanges | null = cellRanges(tables);
  const status = tables.length === 0 ? "inconsistent" : tables.length === 1 ? "unique" : "ambiguous";
  const conflicts =
    tables.length > 0
      ? reconstruction.conflicts
      : [
          "The classes' false positives and false negatives cannot be equally many, which they are where every case has one class by the reference standard and one by the test.",
        ];
  return { ...reconstruction, status, count: tables.length, tables, ranges, conflicts };
}

function checkClasses(classes: readonly ClassReport[]): void {
  checkArray("classes", classes, "an array of { label, support, … }").forEach((entry, i) => {
    checkText(`classes[${i}].label`, checkObject(`classes[${i}]`, entry, "{ label, support, … }").label);
    checkFinite(`classes[${i}].support`, entry.support);
  });
  const labels = new Set(classes.map(({ label }) => label));
  if (classes.length >= 2 && labels.size === classes.length) return;
  throw new InputError(
    "bad-classes",
    `wanted two or more classes with different labels, got ${classes.map(({ label }) => label).join(", ") || "none"}.`,
    {
      where: "classes",
      got: classes,
      wanted: "{ label, support, recall?, precision?, … } for every class",
    },
  );
}
