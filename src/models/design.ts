import { checkArray, checkObject } from "../base/checks.js";
import { describe, shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import type { CovariateValue, Study } from "../tables/study.js";

/** How one moderator became columns: as it is, or as treatment contrasts against its first level. */
export type ModeratorCoding =
  | {
      /** Name of the covariate. */
      readonly name: string;
      /** How it is coded. */
      readonly kind: "numeric";
    }
  | {
      /** Name of the covariate. */
      readonly name: string;
      /** How it is coded. */
      readonly kind: "categorical";
      /** Its values in order; the first is the reference. */
      readonly levels: readonly string[];
    };

/** The columns of one logit's design; both logits share them. */
export interface Design {
  /** Column names: `"intercept"`, then per moderator its name or `name[level]`. */
  readonly terms: readonly string[];
  readonly moderators: readonly ModeratorCoding[];
  /** k × q, one row a study. */
  readonly rows: readonly (readonly number[])[];
}

/** What a design needs of a study. */
type WithCovariates = Pick<Study, "covariates">;

const covariate = (study: WithCovariates, name: string): CovariateValue => study.covariates?.[name] ?? null;

/** The studies that report every moderator, and those that don't. Throws `InputError` on a moderator that nobody reports. */
export function splitByModerators<S extends WithCovariates>(
  studies: readonly S[],
  moderators: readonly string[],
): { readonly complete: S[]; readonly missing: { readonly study: S; readonly name: string }[] } {
  if (!Array.isArray(moderators)) {
    throw new InputError("bad-option", `moderators: got ${describe(moderators)}, wanted an array of names.`, {
      where: "moderators",
      got: moderators,
      wanted: "an array of covariates' names",
    });
  }
  for (const name of moderators) {
    if (typeof name !== "string") {
      throw new InputError("bad-option", `moderators: got ${describe(name)}, wanted names of covariates.`, {
        where: "moderators",
        got: name,
        wanted: "names of covariates",
      });
    }
    if (studies.length > 0) requireKnown(studies, name);
  }
  const complete: S[] = [];
  const missing: { study: S; name: string }[] = [];
  for (const study of studies) {
    const name = moderators.find((m) => covariate(study, m) === null);
    if (name === undefined) complete.push(study);
    else missing.push({ study, name });
  }
  return { complete, missing };
}

function requireKnown(studies: readonly WithCovariates[], name: string): void {
  if (studies.some((study) => covariate(study, name) !== null)) return;
  const known = [...new Set(studies.flatMap((study) => Object.keys(study.covariates ?? {})))];
  throw new InputError(
    "unknown-moderator",
    `no study has a value for the moderator "${name}"; ${known.length > 0 ? `the covariates are ${known.join(", ")}` : "the studies have no covariates"}.`,
    { where: `moderators: ${name}`, got: name, wanted: "the name of a covariate" },
  );
}

/**
 * How a moderator becomes columns. Numbers are used as they are; text and true/false become treatment contrasts
 * against the first level in code-unit order.
 */
function codeModerator(studies: readonly WithCovariates[], name: string): ModeratorCoding {
  requireKnown(studies, name);
  const values = studies.map((study) => covariate(study, name)).filter((value) => value !== null);
  if (values.every((value) => typeof value === "number")) return { name, kind: "numeric" };
  const levels = [...new Set(values.map(String))].sort((x, y) => (x < y ? -1 : x > y ? 1 : 0));
  if (levels.length < 2) {
    throw new InputError(
      "constant-moderator",
      `the moderator "${name}" has the one value "${levels[0]}" in every study, so it explains nothing; leave it out.`,
      { where: `moderators: ${name}`, got: levels[0], wanted: "a covariate that varies" },
    );
  }
  // two or three studies are no meta-regression in any case
  if (levels.length === values.length && values.length > 3) {
    throw new InputError(
      "too-many-levels",
      `the moderator "${name}" has another value in each of the ${values.length} studies (${levels.slice(0, 3).join(", ")}, …): a level for each study leaves nothing to estimate. Write it as a number, or merge levels.`,
      { where: `moderators: ${name}`, got: levels.length, wanted: "fewer levels than studies" },
    );
  }
  return { name, kind: "categorical", levels };
}

/** Names of the columns that a coding makes. */
function codingTerms(coding: ModeratorCoding): string[] {
  return coding.kind === "numeric" ? [coding.name] : coding.levels.slice(1).map((level) => `${coding.name}[${level}]`);
}

/**
 * One row of the design at the given covariate values. Throws `InputError` (`bad-moderator-value`) on a value that the
 * coding doesn't know.
 *
 * @example
 * ```ts
 * import { designRow } from "dta-meta";
 *
 * designRow([{ name: "test", kind: "categorical", levels: ["CT", "MRI"] }], { test: "MRI" }); // [1, 1]
 * ```
 */
export function designRow(
  moderators: readonly ModeratorCoding[],
  values: Readonly<Record<string, CovariateValue>>,
): number[] {
  const row = [1];
  checkArray("moderators", moderators, "the moderators of a fit's design");
  checkObject("values", values, "a value for each moderator, by name");
  for (const coding of moderators) {
    checkObject("moderators", coding, "the moderators of a fit's design");
    const value = values[coding.name] ?? null;
    if (coding.kind === "numeric") {
      if (typeof value !== "number" || !Number.isFinite(value)) {
        throw new InputError(
          "bad-moderator-value",
          `the moderator ${shown(coding.name)} needs a number, got ${shown(value)}.`,
          {
            where: coding.name,
            got: value,
            wanted: "a finite number",
          },
        );
      }
      row.push(value);
    } else {
      const level = typeof value === "object" ? "" : String(value);
      checkArray("levels", coding.levels, "the levels of a categorical moderator");
      if (!coding.levels.includes(level)) {
        throw new InputError(
          "bad-moderator-value",
          `the moderator ${shown(coding.name)} has no level ${shown(value)}; its levels are ${coding.levels.map(String).join(", ")}.`,
          { where: coding.name, got: value, wanted: coding.levels.join(" | ") },
        );
      }
      for (const other of coding.levels.slice(1)) row.push(level === other ? 1 : 0);
    }
  }
  return row;
}

/** The design of studies that report every moderator (see `splitByModerators`). Throws `InputError` where its columns depend on each other. */
export function buildDesign(studies: readonly WithCovariates[], names: readonly string[]): Design {
  const moderators = names.map((name) => codeModerator(studies, name));
  const terms = ["intercept", ...moderators.flatMap(codingTerms)];
  const rows = studies.map((study) => designRow(moderators, study.covariates ?? {}));
  const dependent = names.length === 0 ? null : dependentColumn(rows, terms.length);
  if (dependent !== null && rows.length >= terms.length) {
    throw new InputError(
      "singular-design",
      `the moderator term "${terms[dependent]}" is constant in these studies or follows from the terms before it (${terms.slice(0, dependent).join(", ")}); leave it out.`,
      { where: `moderators: ${terms[dependent]}`, got: names, wanted: "moderators that vary independently" },
    );
  }
  return { terms, moderators, rows };
}

/** The rows of a design one after another. */
export function flatRows({ terms, rows }: Design): Float64Array {
  const flat = new Float64Array(rows.length * terms.length);
  for (let i = 0; i < rows.length; i++) flat.set(rows[i]!, i * terms.length);
  return flat;
}

const norm = (vector: readonly number[]): number => Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0));

/** The first column that is, to 1e-10 of its length, a combination of those before it (modified Gram–Schmidt); `null` if none. */
function dependentColumn(rows: readonly (readonly number[])[], columns: number): number | null {
  const basis: number[][] = [];
  for (let j = 0; j < columns; j++) {
    const column = rows.map((row) => row[j]!);
    const length = norm(column);
    for (const direction of basis) {
      const along = direction.reduce((sum, d, i) => sum + d * column[i]!, 0);
      direction.forEach((d, i) => {
        column[i]! -= along * d;
      });
    }
    const rest = norm(column);
    if (!(rest > 1e-10 * length)) return j;
    basis.push(column.map((value) => value / rest));
  }
  return null;
}
