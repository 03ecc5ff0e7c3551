import { describe } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import { COUNT_FIELDS } from "./column-names.js";
import type { Study } from "./study.js";

const isCovariate = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  typeof value === "string" ||
  typeof value === "boolean" ||
  Number.isFinite(value);

/** Refuses a name that is no text, and covariates that are no plain values (`bad-studies`). */
function checkParts(study: Study | null | undefined, i: number): void {
  const given: Partial<Study> = study ?? {};
  const covariates: unknown = given.covariates;
  const wrong =
    given.id !== undefined && typeof given.id !== "string"
      ? [".id", given.id, "text"]
      : given.cluster !== undefined && given.cluster !== null && typeof given.cluster !== "string"
        ? [".cluster", given.cluster, "text"]
        : covariates !== undefined && (typeof covariates !== "object" || covariates === null)
          ? [".covariates", covariates, "an object of values by name"]
          : Object.entries(covariates ?? {})
              .filter(([, value]) => !isCovariate(value))
              .map(([name, value]) => [`.covariates.${name}`, value, "text, a finite number, true, false or null"])[0];
  if (wrong === undefined) return;
  const [path, got, wanted] = wrong as [string, unknown, string];
  const where = `studies[${i}]${path}`;
  throw new InputError("bad-studies", `${where}: got ${describe(got)}, wanted ${wanted}.`, { where, got, wanted });
}

/**
 * Refuses what no function of studies can compute with: something else than an array (`bad-studies`), and counts that are not
 * numbers from 0 to 2^53 (`bad-count`), such as the text that readers of CSV leave. Nobody but a compiler keeps rows without a type out,
 * and text would be added up as text. Tables that hold a continuity correction already are let pass unless `whole` counts
 * are needed.
 */
export function checkStudies(studies: readonly Study[], { whole = false } = {}): void {
  if (!Array.isArray(studies)) {
    throw new InputError(
      "bad-studies",
      `studies: got ${describe(studies)}, wanted an array of studies. readStudies makes one from the text of a CSV file, parseStudies from rows.`,
      { where: "studies", got: studies, wanted: "an array of { id, tp, fp, fn, tn }" },
    );
  }
  const isCount = whole ? Number.isSafeInteger : Number.isFinite;
  const wanted = whole ? "a whole number ≥ 0" : "a number ≥ 0";
  for (let i = 0; i < studies.length; i++) {
    const study: Study | null | undefined = studies[i];
    checkParts(study, i);
    for (const field of COUNT_FIELDS) {
      const got = study?.[field];
      const beyond = typeof got === "number" && got > Number.MAX_SAFE_INTEGER;
      if (isCount(got) && got! >= 0 && !beyond) continue;
      const name = study?.id === undefined ? "" : ` ("${study.id}")`;
      throw new InputError(
        "bad-count",
        `studies[${i}]${name}, ${field}: got ${describe(got)}, wanted ${wanted}${beyond ? " below 2^53" : ""}. parseStudies tells of every such row at once.`,
        { where: `studies[${i}].${field}`, got, wanted },
      );
    }
  }
}
