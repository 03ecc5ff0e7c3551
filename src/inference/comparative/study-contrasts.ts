import type { PartialEstimate } from "../../base/estimate.js";
import type { ComparativeFit } from "../../models/comparative/comparative-fit.js";
import type { TwoByTwo } from "../../tables/study.js";
import { rowsByStudy } from "./evidence.js";
import { koopmanInterval } from "./koopman.js";

/** One study's own comparison of two tests. */
export interface StudyContrast {
  /** The study. */
  readonly study: string;
  /** The test above the line. */
  readonly test: string;
  /** The test below it. */
  readonly reference: string;
  /** The test's table, rows of one test added up. */
  readonly testTable: TwoByTwo;
  /** The reference's table, likewise. */
  readonly referenceTable: TwoByTwo;
  /** Ratio of the two observed sensitivities. */
  readonly relativeSensitivity: PartialEstimate;
  /** Ratio of the two observed specificities. */
  readonly relativeSpecificity: PartialEstimate;
  /** Difference of the observed sensitivities; `null` with an empty margin. */
  readonly differenceSensitivity: number | null;
  /** Difference of the observed specificities. */
  readonly differenceSpecificity: number | null;
}

const added = (tables: readonly TwoByTwo[]): TwoByTwo => ({
  tp: tables.reduce((sum, { tp }) => sum + tp, 0),
  fp: tables.reduce((sum, { fp }) => sum + fp, 0),
  fn: tables.reduce((sum, { fn }) => sum + fn, 0),
  tn: tables.reduce((sum, { tn }) => sum + tn, 0),
});

/**
 * Each study that has a test and the reference, by itself. Intervals are Koopman's, which take the two samples as
 * independent: where the patients are the same they are on the wide side, and the joint tables would tell more.
 */
export function studyContrasts(fit: ComparativeFit, level: number): StudyContrast[] {
  const { tests, reference } = fit;
  const base = tests.indexOf(reference);
  return rowsByStudy(fit).flatMap(({ name, rows }) => {
    const of = (test: number): TwoByTwo[] => rows.filter((row) => row.test === test).map(({ table }) => table);
    const references = of(base);
    if (references.length === 0) return [];
    return tests.flatMap((test, t): StudyContrast[] => {
      const own = of(t);
      if (t === base || own.length === 0) return [];
      const [x, y] = [added(own), added(references)];
      const proportion = (hits: number, n: number): number | null => (n > 0 ? hits / n : null);
      const difference = (p: number | null, q: number | null): number | null =>
        p === null || q === null ? null : p - q;
      return [
        {
          study: name,
          test,
          reference,
          testTable: x,
          referenceTable: y,
          relativeSensitivity: koopmanInterval(x.tp, x.tp + x.fn, y.tp, y.tp + y.fn, level),
          relativeSpecificity: koopmanInterval(x.tn, x.tn + x.fp, y.tn, y.tn + y.fp, level),
          differenceSensitivity: difference(proportion(x.tp, x.tp + x.fn), proportion(y.tp, y.tp + y.fn)),
          differenceSpecificity: difference(proportion(x.tn, x.tn + x.fp), proportion(y.tn, y.tn + y.fp)),
        },
      ];
    });
  });
}
