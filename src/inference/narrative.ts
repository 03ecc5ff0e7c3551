import { accuracy } from "../accuracy/accuracy.js";
import type { Study, TwoByTwo } from "../tables/study.js";

/** A table with its study's name. */
export type NamedTable = TwoByTwo & Pick<Study, "id">;

type Format = (value: number) => string;

const three: Format = (value) => value.toFixed(3);

/** The least and the largest of some proportions, and each with its study's name: `0.86 to 0.89 (A 0.86, B 0.89)`. */
function listed(values: readonly { readonly id: string; readonly value: number | null }[], format: Format): string {
  const known = values.flatMap(({ id, value }) => (value === null ? [] : [{ id, value }]));
  if (known.length === 0) return "is not known in any study";
  const named = known.map(({ id, value }) => `${id} ${format(value)}`).join(", ");
  const low = known.reduce((least, { value }) => Math.min(least, value), 1);
  const high = known.reduce((most, { value }) => Math.max(most, value), 0);
  return low === high ? `was ${format(low)} (${named})` : `ranged from ${format(low)} to ${format(high)} (${named})`;
}

/** Each study's own sensitivity and specificity, and what they range over, each number by `format`. */
export function describeStudies(studies: readonly NamedTable[], format: Format = three): string {
  if (studies.length === 0) return "";
  const proportions = studies.map((study) => ({ id: study.id, ...accuracy(study) }));
  const of = (outcome: "sensitivity" | "specificity"): string =>
    listed(
      proportions.map((study) => ({ id: study.id, value: study[outcome]?.estimate ?? null })),
      format,
    );
  return `Sensitivity ${of("sensitivity")}. Specificity ${of("specificity")}.`;
}

/** What can be said of tables that are too few to pool: why there is no pooled number, and each study's own values. */
export function narrate(studies: readonly Study[], usable: number, needed: number): string {
  const tables = usable === 1 ? "1 usable table" : `${usable} usable tables`;
  return (
    `Not pooled: ${tables} where at least ${needed} are needed for a bivariate meta-analysis. ` +
    describeStudies(studies)
  ).trimEnd();
}
