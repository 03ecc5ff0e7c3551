import { closestName } from "../../base/closest-name.js";
import { InputError } from "../../base/errors.js";
import { parseStudies } from "../../tables/parse-studies.js";
import { readStudies } from "../../tables/read-studies.js";
import type { CovariateValue, Study } from "../../tables/study.js";
import type { PublishedReport, PublishedResult } from "../schema.js";

/** Evaluates an expression on each study and keeps those for which it is true. `filterStudies` of `dta-meta/expressions` is one. */
export type StudyFilter = (studies: readonly Study[], expression: string) => Study[];

/** The tables that a published file names; a `file` has to be read by the caller, who knows where it lies. */
export function publishedStudies({ data }: PublishedReport): Study[] {
  if (data?.csv !== undefined) return readStudies(data.csv);
  if (data?.studies !== undefined) return parseStudies(data.studies, { keepTotals: true });
  throw new InputError(
    data === undefined ? "no-data" : "data-not-read",
    data === undefined
      ? "the file names no data, so nothing can be refitted; add data: { file }, { csv } or { studies }."
      : `data.file "${data.file}" has not been read: pass the text as data.csv, as the command does.`,
    { where: "data", got: data, wanted: "the 2×2 tables as csv or studies" },
  );
}

type Values = Exclude<PublishedResult["where"], string | undefined>;

function column(study: Study, name: string): CovariateValue {
  if (name === "id" || name === "study") return study.id;
  if (name === "cluster") return study.cluster ?? null;
  return study.covariates?.[name] ?? null;
}

function byValues(studies: readonly Study[], values: Values, where: string): Study[] {
  const names = new Set(["id", "cluster", ...studies.flatMap(({ covariates }) => Object.keys(covariates ?? {}))]);
  for (const name of Object.keys(values)) {
    if (names.has(name) || name === "study") continue;
    const near = closestName(name, [...names]);
    throw new InputError(
      "unknown-column",
      `${where}.${name}: the data have no column "${name}"; ${near === null ? `the columns are ${[...names].join(", ")}` : `did you mean ${near}?`}`,
      { where: `${where}.${name}`, got: name, wanted: [...names].join(" | ") },
    );
  }
  return studies.filter((study) =>
    Object.entries(values).every(([name, wanted]) => {
      const value = column(study, name);
      return (Array.isArray(wanted) ? wanted : [wanted]).some((one) => String(one) === String(value));
    }),
  );
}

/**
 * The studies that a result was made from. Conditions given as values are looked up; expressions need a `filter`.
 *
 * @throws InputError where an expression has no filter, a column is unknown, or no study is left
 */
export function selectStudies(
  studies: readonly Study[],
  result: PublishedResult,
  index: number,
  filter: StudyFilter | undefined,
): Study[] {
  const { where } = result;
  if (where === undefined) return [...studies];
  const path = `results[${index}].where`;
  if (typeof where === "string" && filter === undefined) {
    throw new InputError(
      "no-filter",
      `${path} is an expression; pass { filter: filterStudies } from dta-meta/expressions, or give the values by column.`,
      { where: path, got: where, wanted: 'a filter, or an object such as { test: "CT" }' },
    );
  }
  const kept = typeof where === "string" ? filter!(studies, where) : byValues(studies, where, path);
  if (kept.length > 0) return kept;
  throw new InputError("no-studies-left", `${path}: true for none of the ${studies.length} studies.`, {
    where: path,
    got: where,
    wanted: "a condition that some studies meet",
  });
}
