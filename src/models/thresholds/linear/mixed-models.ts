import type { LinearRow } from "./linear-rows.js";

/** The eight random parts of the linear model: common or different random intercepts and slopes. */
export type MixedModel = "CI" | "DI" | "CS" | "DS" | "CICS" | "DICS" | "CIDS" | "DIDS";

/** Columns of random effects, in the order of their covariance. */
export const mixedModels: Readonly<Record<MixedModel, readonly RandomTerm[]>> = {
  CI: ["intercept"],
  DI: ["intercept", "group"],
  CS: ["cutoff"],
  DS: ["cutoff", "group × cutoff"],
  CICS: ["intercept", "cutoff"],
  DICS: ["intercept", "cutoff", "group"],
  CIDS: ["intercept", "cutoff", "group × cutoff"],
  DIDS: ["intercept", "group", "cutoff", "group × cutoff"],
};

/** A column of fixed or random effects. */
export type RandomTerm = "intercept" | "group" | "cutoff" | "group × cutoff";

/** The value of a column in a row. */
export function termValue(term: RandomTerm, { group, cutoff }: LinearRow): number {
  switch (term) {
    case "intercept":
      return 1;
    case "group":
      return group;
    case "cutoff":
      return cutoff;
    case "group × cutoff":
      return group * cutoff;
  }
}
