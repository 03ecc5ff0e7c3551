import { checkObject, checkText } from "../base/checks.js";
import { shown } from "../base/describe.js";
import { InputError } from "../base/errors.js";
import { checkStudies } from "../tables/check-studies.js";
import type { Study } from "../tables/study.js";
import { compileExpression } from "./compile.js";
import type { ExpressionRow } from "./translate.js";

/** A study's own columns in expressions; `id` and `study` are its name. */
const STUDY_COLUMNS = ["id", "study", "cluster", "tp", "fp", "fn", "tn"] as const;

/** The columns that an expression over the studies may name: id (or study), cluster, tp, fp, fn, tn and every covariate. */
export function expressionColumns(studies: readonly Study[]): string[] {
  checkStudies(studies);
  const names = new Set<string>(STUDY_COLUMNS);
  for (const { covariates } of studies) {
    if (covariates !== undefined) for (const name of Object.keys(covariates)) names.add(name);
  }
  return [...names];
}

/** A study as a row of an expression. A covariate that is called `id`, `study` or `cluster` goes before the study's own. */
export function expressionRow(study: Study): ExpressionRow {
  checkStudies([checkObject("study", study, "a study { id, tp, fp, fn, tn }")]);
  const { id, cluster, tp, fp, fn, tn, covariates } = study;
  return { id, study: id, cluster: cluster ?? null, ...covariates, tp, fp, fn, tn };
}

/**
 * The studies for which the condition is true, in their order; those for which it is false or cannot be known
 * (a covariate is missing) are left out. See `compileExpression` for the language.
 *
 * Throws `InputError` on a faulty expression (`expression-syntax`, `expression-not-allowed`), on an unknown column
 * (`expression-unknown-column`), and where a value doesn't fit (`expression-type`), naming the study.
 *
 * @example
 * ```ts
 * import { readStudies } from "dta-meta";
 * import { filterStudies } from "dta-meta/expressions";
 *
 * const csv = "study,tp,fp,fn,tn,modality,year\nA,20,3,5,60,CT,2019\nB,31,8,2,44,CT,2021\nC,9,1,4,30,MRI,2022";
 * filterStudies(readStudies(csv), 'modality == "CT" and year >= 2020').map(({ id }) => id); // ["B"]
 * ```
 */
export function filterStudies(studies: readonly Study[], expression: string): Study[] {
  const compiled = compileExpression(expression, expressionColumns(studies));
  return studies.filter((study) => inStudy(study, () => compiled.holds(expressionRow(study))) === true);
}

/**
 * The studies with one more covariate, computed from their columns; where it cannot be known it is `null`. A covariate of
 * that name is replaced.
 *
 * Throws `InputError` as `filterStudies` does, and where the name is empty (`bad-covariate`).
 *
 * @example
 * ```ts
 * import { readStudies } from "dta-meta";
 * import { deriveCovariate } from "dta-meta/expressions";
 *
 * const studies = readStudies("study,tp,fp,fn,tn,year\nA,20,3,5,60,2009\nB,31,8,2,44,2021");
 * deriveCovariate(studies, "era", 'year < 2010 ? "early" : "late"')[0]?.covariates; // { year: 2009, era: "early" }
 * ```
 */
export function deriveCovariate(studies: readonly Study[], name: string, expression: string): Study[] {
  checkText("name", name, "the name of the new covariate");
  checkStudies(studies);
  if (name.trim() === "" || name === "__proto__") {
    throw new InputError("bad-covariate", `a covariate cannot be called ${shown(name)}.`, {
      where: "name",
      got: name,
      wanted: "a name",
    });
  }
  const compiled = compileExpression(expression, expressionColumns(studies));
  return studies.map((study) => ({
    ...study,
    covariates: { ...study.covariates, [name]: inStudy(study, () => compiled.evaluate(expressionRow(study))) },
  }));
}

/**
 * What a comma-separated list of moderators means: each is a covariate by its name, or an expression, which becomes a
 * covariate that is called by its text (`log(prevalence)`, `year >= 2010`).
 *
 * Throws `InputError` on an empty entry, and as `deriveCovariate` does.
 *
 * @example
 * ```ts
 * import { readStudies } from "dta-meta";
 * import { deriveModerators } from "dta-meta/expressions";
 *
 * const studies = readStudies("study,tp,fp,fn,tn,year\nA,20,3,5,60,2009\nB,31,8,2,44,2021");
 * const derived = deriveModerators(studies, "year, year >= 2010");
 * derived.moderators; // ["year", "year >= 2010"]
 * derived.studies[0]?.covariates; // { year: 2009, "year >= 2010": false }
 * ```
 */
export function deriveModerators(
  studies: readonly Study[],
  list: string,
): {
  /** The studies with the covariates that the expressions give. */
  readonly studies: Study[];
  /** The moderators' names, without repetition, in the order given. */
  readonly moderators: string[];
} {
  checkStudies(studies);
  const covariates = new Set(studies.flatMap((study) => Object.keys(study.covariates ?? {})));
  const moderators: string[] = [];
  let derived = [...studies];
  for (const entry of splitList(list)) {
    if (entry === "") {
      throw new InputError("expression-syntax", `the list of moderators ${shown(list)} has an empty entry.`, {
        where: "moderators",
        got: list,
        wanted: "names or expressions, separated by commas",
      });
    }
    const plain = /^column\(\s*(["'])(.*)\1\s*\)$/.exec(entry)?.[2] ?? entry;
    const name = covariates.has(plain) ? plain : entry;
    if (!covariates.has(name)) derived = deriveCovariate(derived, name, entry);
    if (!moderators.includes(name)) moderators.push(name);
  }
  return { studies: derived, moderators };
}

/** Splits at commas outside quotes and brackets, and trims the parts. */
export function splitList(list: string): string[] {
  checkText("list", list, "names or expressions, separated by commas");
  const parts: string[] = [];
  let depth = 0;
  let quote: string | null = null;
  let part = "";
  for (const character of list) {
    if (quote !== null) {
      if (character === quote) quote = null;
    } else if (character === '"' || character === "'") quote = character;
    else if ("([".includes(character)) depth += 1;
    else if (")]".includes(character)) depth -= 1;
    if (character === "," && depth <= 0 && quote === null) {
      parts.push(part.trim());
      part = "";
    } else {
      part += character;
    }
  }
  return [...parts, part.trim()];
}

/** Evaluates for one study, and says which one where a value doesn't fit. */
function inStudy<T>(study: Study, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.code, `study "${study.id}", ${error.message}`, {
      where: `study "${study.id}"`,
      got: error.got,
      ...(error.wanted === undefined ? {} : { wanted: error.wanted }),
    });
  }
}
