import type { ComparativeFit } from "../../models/comparative/comparative-fit.js";
import { studyOf, testOf } from "../../models/comparative/rows.js";
import { componentsOf } from "../../models/comparative/warnings.js";
import type { Study } from "../../tables/study.js";

/** Studies and patients behind one test. */
export interface TestEvidence {
  /** The test. */
  readonly test: string;
  /** Studies that have it. */
  readonly studies: number;
  /** Tables of it. */
  readonly rows: number;
  /** Participants with the target condition in these tables. */
  readonly diseased: number;
  /** Participants without it. */
  readonly nonDiseased: number;
}

/** Studies behind a comparison. */
export interface PairEvidence {
  /** The test that is compared. */
  readonly test: string;
  /** The test that it is compared with. */
  readonly reference: string;
  /** Studies with both: direct evidence. */
  readonly both: number;
  /** Studies with `test` and not `reference`. */
  readonly testOnly: number;
  /** Studies with `reference` and not `test`. */
  readonly referenceOnly: number;
  /** `"direct"` where every study with one of the two has both, `"indirect"` where none has both, else `"mixed"`. */
  readonly kind: "direct" | "mixed" | "indirect";
}

/** Which evidence a comparison of tests rests on: the network of tests as a graph. */
export interface Evidence {
  /** The tests: the nodes of the network. */
  readonly tests: readonly TestEvidence[];
  /** Every pair of tests: its edges, where `both` is not 0. */
  readonly pairs: readonly PairEvidence[];
  /** Tests that a chain of studies with several tests joins, component by component. */
  readonly components: readonly (readonly string[])[];
}

/** The rows of a fit, study by study, with the positions of their tests. */
export function rowsByStudy(
  fit: ComparativeFit,
): { readonly name: string; readonly rows: { readonly table: Study; readonly test: number }[] }[] {
  const groups = new Map<string, { readonly table: Study; readonly test: number }[]>();
  fit.studies.forEach((table, i) => {
    const name = studyOf(table, fit.options.study);
    const row = { table, test: fit.tests.indexOf(testOf(table, fit.options.test, i)) };
    const members = groups.get(name);
    if (members === undefined) groups.set(name, [row]);
    else members.push(row);
  });
  return [...groups].map(([name, rows]) => ({ name, rows }));
}

/** The evidence behind a comparative fit: studies of every test and every pair, and what the network falls into. */
export function evidenceOf(fit: ComparativeFit): Evidence {
  const studies = rowsByStudy(fit);
  const has = (study: (typeof studies)[number], test: number): boolean => study.rows.some((row) => row.test === test);
  const tests = fit.tests.map((test, t): TestEvidence => {
    const rows = studies.flatMap((study) => study.rows.filter((row) => row.test === t)).map(({ table }) => table);
    return {
      test,
      studies: studies.filter((study) => has(study, t)).length,
      rows: rows.length,
      diseased: rows.reduce((sum, { tp, fn }) => sum + tp + fn, 0),
      nonDiseased: rows.reduce((sum, { tn, fp }) => sum + tn + fp, 0),
    };
  });
  const first = fit.tests.indexOf(fit.reference);
  const order = [first, ...fit.tests.map((_, t) => t).filter((t) => t !== first)];
  const pairs = order.flatMap((reference, i) =>
    order.slice(i + 1).map((test): PairEvidence => {
      const both = studies.filter((study) => has(study, test) && has(study, reference)).length;
      const testOnly = tests[test]!.studies - both;
      const referenceOnly = tests[reference]!.studies - both;
      return {
        test: fit.tests[test]!,
        reference: fit.tests[reference]!,
        both,
        testOnly,
        referenceOnly,
        kind: both === 0 ? "indirect" : testOnly + referenceOnly === 0 ? "direct" : "mixed",
      };
    }),
  );
  return {
    tests,
    pairs,
    components: componentsOf(
      studies.map(({ rows }) => rows),
      fit.tests,
    ),
  };
}
