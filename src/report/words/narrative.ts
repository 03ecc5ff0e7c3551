import { describeStudies, type NamedTable } from "../../inference/narrative.js";
import type { Numbers } from "../render/numbers.js";

/** What is said of `studies` too few to pool, their proportions written as the rest of the text has them. */
export const restyled = (narrative: string, studies: readonly NamedTable[], { proportion }: Numbers): string =>
  narrative.replace(describeStudies(studies), () => describeStudies(studies, proportion));
