import { accuracy } from "../accuracy/accuracy.js";
import type { Study } from "../tables/study.js";

/** The least and the largest of some proportions, and each with its study's name: `0.86 to 0.89 (A 0.86, B 0.89)`. */
function listed(values: readonly { readonly id: string; readonly value: number | null }[]): string {
  const known = values.flatMap(({ id, value }) => (value === null ? [] : [{ id, value }]));
  if (known.length === 0) return "is not known in any study";
  const format = (value: number): string => value.toFixed(3);
  const named = known.map(({ id, value }) => `${id} ${format(value)}`).join(", ");
  const low = known.reduce((least, { value }) => Math.min(least, value), 1);
  const high = known.reduce((most, { value }) => Math.max(most, value), 0);
  return low === high ? `was ${format(low)} (${named})` : `ranged from ${format(low)} to ${format(high)} (${named})`;
}

/** What can be said of tables that are too few to pool: why there is no pooled number, and each study's own values. */
export function narrate(studies: readonly Study[], usable: number, needed: number): string {
  const proportions = studies.map((study) => ({ id: study.id, ...accuracy(study) }));
  const tables = usable === 1 ? "1 usable table" : `${usable} usable tables`;
  const sensitivity = listed(proportions.map(({ id, sensitivity }) => ({ id, value: sensitivity?.estimate ?? null })));
  const specificity = listed(proportions.map(({ id, specificity }) => ({ id, value: specificity?.estimate ?? null })));
  return (
    `Not pooled: ${tables} where at least ${needed} are needed for a bivariate meta-analysis. ` +
    (studies.length === 0 ? "" : `Sensitivity ${sensitivity}. Specificity ${specificity}.`)
  ).trimEnd();
}
