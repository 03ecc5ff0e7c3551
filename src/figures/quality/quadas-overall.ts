import { checkRows } from "../frame/check-data.js";
import {
  checkSchema,
  type Judgement,
  judgementOf,
  type QualityAssessment,
  type QualityDomain,
  type QualitySchema,
  type QualitySection,
} from "./quadas-data.js";

/** An overall judgement: as it was entered, and as the tool's rule derives it from the domains. */
export interface OverallJudgement {
  /** Name of the study. */
  readonly id: string;
  /** Which of its estimates, or which comparison; `null` where the assessment names none. */
  readonly of: string | null;
  /** Key of the section. */
  readonly section: string;
  /** The value that was entered; `null` where none was. */
  readonly entered: string | null;
  /** The value by the rule; `null` where domains without a judgement leave it open. */
  readonly derived: string | null;
  /** Whether both are there and differ. */
  readonly differs: boolean;
}

/** The overall judgement by the rule: one high makes it high, all low make it low, else it is the one between. */
function byRule(schema: QualitySchema, study: QualityAssessment, section: QualitySection): Judgement | null {
  const judged = section.domains.map((domain) => judgementOf(schema, study, section.key, domain.key));
  const withRole = (role: Judgement["role"]): Judgement | null =>
    schema.judgements.find((judgement) => judgement.role === role) ?? null;
  if (judged.some((judgement) => judgement?.role === "high")) return withRole("high");
  if (judged.includes(null)) return null;
  return withRole(judged.every((judgement) => judgement?.role === "low") ? "low" : "unclear");
}

/** The columns of a section: its domains, and the overall judgement where the tool has one. */
export const columnsOf = ({ domains, overall }: QualitySection): readonly QualityDomain[] =>
  overall === undefined ? domains : [...domains, overall];

/** What is shown of an assessment in a column: what was entered, and for the overall judgement without an entry what its rule says. */
export function shownJudgement(
  schema: QualitySchema,
  study: QualityAssessment,
  section: QualitySection,
  column: QualityDomain,
): Judgement | null {
  const entered = judgementOf(schema, study, section.key, column.key);
  return entered === null && column.key === section.overall?.key ? byRule(schema, study, section) : entered;
}

/**
 * The overall judgements of assessments by a tool that has some (QUADAS-3), for each section: as entered, and by the tool's
 * rule (any domain high: high; all low: low; otherwise insufficient information), with whether the two differ. A domain's own
 * judgement is a judgement: no rule derives it.
 *
 * Throws `InputError` where a judgement is none that the tool knows (`bad-judgement`).
 *
 * @example
 * ```ts
 * import { overallJudgements, quadas3 } from "dta-meta/figures";
 *
 * const bias = { participants: "low", indexTest: "high", targetCondition: "low", analysis: "low", overall: "low" };
 * const [overall] = overallJudgements([{ id: "Smith 2004", of: "CT", judgements: { bias } }], quadas3);
 * overall?.derived; // "high"
 * overall?.differs; // true
 * ```
 */
export function overallJudgements(
  assessments: readonly QualityAssessment[],
  schema: QualitySchema,
): OverallJudgement[] {
  const from = "a list of { id, judgements }";
  checkRows(assessments, {
    figure: "overallJudgements",
    fields: ["id", "judgements"],
    from,
    shape: "QualityAssessment",
  });
  checkSchema(schema);
  return assessments.flatMap((study) =>
    schema.sections.flatMap((section) => {
      if (section.overall === undefined) return [];
      const entered = judgementOf(schema, study, section.key, section.overall.key)?.value ?? null;
      const derived = byRule(schema, study, section)?.value ?? null;
      const differs = entered !== null && derived !== null && entered !== derived;
      return [{ id: study.id, of: study.of ?? null, section: section.key, entered, derived, differs }];
    }),
  );
}
