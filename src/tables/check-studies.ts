import { describe } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import { COUNT_FIELDS } from "./column-names.js";
import type { Study } from "./study.js";

/**
 * Refuses what no function of studies can compute with: something else than an array (`bad-studies`), and counts that are not
 * numbers ≥ 0 (`bad-count`), such as the text that readers of CSV leave. Nobody but a compiler keeps rows without a type out,
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
    for (const field of COUNT_FIELDS) {
      const got = study?.[field];
      if (isCount(got) && got! >= 0) continue;
      const name = study?.id === undefined ? "" : ` ("${study.id}")`;
      throw new InputError(
        "bad-count",
        `studies[${i}]${name}, ${field}: got ${describe(got)}, wanted ${wanted}. parseStudies tells of every such row at once.`,
        { where: `studies[${i}].${field}`, got, wanted },
      );
    }
  }
}
