import type { QualityAssessment, QualitySchema } from "./quadas-data.js";
import { columnsOf, shownJudgement } from "./quadas-overall.js";

/** How often each judgement was made in a domain. */
export interface DomainCount {
  readonly section: string;
  readonly label: string;
  /** In the schema's order; the last is the number of assessments without a judgement. */
  readonly counts: readonly number[];
}

/** Counts the judgements, domain by domain, the overall ones after the others. */
export function countJudgements(studies: readonly QualityAssessment[], schema: QualitySchema): DomainCount[] {
  return schema.sections.flatMap((section) =>
    columnsOf(section).map((column) => {
      const found = studies.map((study) => shownJudgement(schema, study, section, column));
      const counts = schema.judgements.map((judgement) => found.filter((one) => one?.value === judgement.value).length);
      const missing = found.filter((one) => one === null).length;
      return { section: section.key, label: column.label, counts: [...counts, missing] };
    }),
  );
}
