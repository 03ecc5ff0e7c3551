import { closestName } from "../../base/closest-name.js";
import { InputError, InsufficientStudiesError } from "../../base/errors.js";
import type { Study } from "../../tables/study.js";
import type { Exclusion } from "../fit.js";
import type { ComparativeRow, ComparativeStudies } from "./structure.js";

/** Which columns say what a row is, and which rows count. */
export interface RowRoles {
  readonly test: string;
  readonly study: string;
  readonly tests: readonly string[] | null;
  readonly evidence: "all" | "direct";
}

/** Rows by study with the tests that they are of. */
export interface PreparedRows {
  readonly tests: readonly string[];
  readonly studies: ComparativeStudies;
  /** Names of the studies, in their order. */
  readonly names: readonly string[];
  /** The rows in the order given. */
  readonly rows: readonly Study[];
  readonly excluded: readonly Exclusion[];
}

/** The test that a row names. */
export function testOf({ id, covariates }: Study, name: string, row: number): string {
  const value = covariates?.[name] ?? null;
  if (value !== null && String(value).trim() !== "") return String(value);
  const known = Object.keys(covariates ?? {});
  const closest = value === null ? closestName(name, known) : null;
  throw new InputError(
    "missing-test",
    `studies[${row}] ("${id}") does not say which test it is of: it has no value of "${name}".` +
      (closest === null || closest === name ? "" : ` Did you mean "${closest}"?`),
    { where: `studies[${row}].covariates.${name}`, got: value, wanted: "the name of the index test" },
  );
}

/** Name of the study that a row belongs to. */
export function studyOf(row: Study, name: string): string {
  if (name === "cluster") return row.cluster ?? row.id;
  const value = row.covariates?.[name] ?? null;
  if (value !== null && String(value).trim() !== "") return String(value);
  throw new InputError(
    "missing-study",
    `"${row.id}" does not say which study it is of: it has no value of "${name}".`,
    {
      where: `study "${row.id}"`,
      got: value,
      wanted: `a value of "${name}", or study: "cluster"`,
    },
  );
}

/** The names of the tests, in the order met. Throws where two of them differ in case or blanks alone. */
function testNames(values: readonly string[]): string[] {
  const names = [...new Set(values)];
  const seen = new Map<string, string>();
  for (const name of names) {
    const plain = name.toLowerCase().replace(/\s+/g, "");
    const other = seen.get(plain);
    if (other !== undefined) {
      throw new InputError(
        "similar-tests",
        `the tests "${other}" and "${name}" differ in case or blanks alone; spell them alike.`,
        {
          where: "test",
          got: name,
          wanted: other,
        },
      );
    }
    seen.set(plain, name);
  }
  return names;
}

function chosenTests(names: readonly string[], chosen: readonly string[] | null): readonly string[] {
  if (chosen === null) return names;
  const unknown = chosen.find((name) => !names.includes(name));
  if (unknown !== undefined) throw unknownTest("tests", unknown, names);
  return names.filter((name) => chosen.includes(name));
}

/** The error for a test that the data don't have. */
export function unknownTest(where: string, got: string, names: readonly string[]): InputError {
  const closest = closestName(got, names);
  return new InputError(
    "unknown-test",
    `${where}: there is no test "${got}"; the tests are ${names.map((name) => `"${name}"`).join(", ")}.` +
      (closest === null ? "" : ` Did you mean "${closest}"?`),
    { where, got, wanted: names.join(" | ") },
  );
}

/** Whether rows of one study are of two tests or more. */
export function hasSeveralTests(rows: readonly ComparativeRow[]): boolean {
  return rows.some(({ test }) => test !== rows[0]!.test);
}

/**
 * Sorts rows into studies. Rows without participants are left out, and rows of tests that are not compared; with `"direct"`
 * evidence also the studies that have only one of the tests.
 *
 * @throws InputError where a row names no test or study, a test isn't there, or no row has diseased (or non-diseased) participants
 * @throws InsufficientStudiesError with fewer studies than `minStudies`
 */
export function prepareRows(studies: readonly Study[], roles: RowRoles, minStudies: number): PreparedRows {
  const values = studies.map((study, row) => testOf(study, roles.test, row));
  const tests = chosenTests(testNames(values), roles.tests);
  const reasons = new Map<Study, string>();
  const groups = new Map<string, ComparativeRow[]>();
  studies.forEach((table, i) => {
    const name = studyOf(table, roles.study);
    if (!tests.includes(values[i]!)) return;
    if (table.tp + table.fn + table.tn + table.fp === 0) {
      reasons.set(table, "it has no participants");
      return;
    }
    const row = { table, test: tests.indexOf(values[i]!) };
    const members = groups.get(name);
    if (members === undefined) groups.set(name, [row]);
    else members.push(row);
  });
  for (const [name, rows] of [...groups]) {
    if (roles.evidence === "all" || hasSeveralTests(rows)) continue;
    groups.delete(name);
    for (const { table } of rows) reasons.set(table, "its study has one of the tests alone");
  }
  if (groups.size < minStudies) throw new InsufficientStudiesError(groups.size, minStudies, "The comparison of tests");
  const rows = [...groups.values()].flat();
  checkMargins(rows, tests);
  const taken = new Set(rows.map(({ table }) => table));
  return {
    tests,
    studies: [...groups.values()],
    names: [...groups.keys()],
    rows: studies.filter((study) => taken.has(study)),
    excluded: studies.flatMap((study) => {
      const reason = reasons.get(study);
      return reason === undefined ? [] : [{ id: study.id, reason }];
    }),
  };
}

/** Every test needs diseased and non-diseased participants somewhere. */
function checkMargins(rows: readonly ComparativeRow[], tests: readonly string[]): void {
  tests.forEach((name, test) => {
    const own = rows.filter((row) => row.test === test).map(({ table }) => table);
    const margins = [
      ["diseased", "sensitivity", own.some(({ tp, fn }) => tp + fn > 0)],
      ["non-diseased", "specificity", own.some(({ tn, fp }) => tn + fp > 0)],
    ] as const;
    for (const [who, what, present] of margins) {
      if (present) continue;
      throw new InputError(
        "empty-margin",
        `no study of "${name}" that is compared has ${who} participants, so it has no ${what} to estimate.`,
        {
          where: name,
          got: 0,
          wanted: `at least one study of "${name}" with ${who} participants`,
        },
      );
    }
  });
}
