import type { Study } from "dta-meta";
import { deriveModerators, filterStudies } from "dta-meta/expressions";
import type { Answers, Chosen } from "./messages.js";

/** The studies that the filter keeps, with the covariates that the moderators' expressions give. */
export function chooseStudies({ studies, filter, moderators }: Chosen): {
  readonly studies: readonly Study[];
  readonly moderators?: readonly string[];
} {
  const kept = filter === "" ? studies : filterStudies(studies, filter);
  return moderators === "" ? { studies: kept } : deriveModerators(kept, moderators);
}

/** How many studies a filter keeps. */
export const countKept = (studies: readonly Study[], filter: string): Answers["filter"] => ({
  kept: filterStudies(studies, filter).length,
  of: studies.length,
});
