import type { Analysis } from "../../analysis/analyze.js";
import { regions } from "../../inference/curve/regions.js";
import { sroc } from "../../inference/curve/sroc.js";
import type { BivariateFit } from "../../models/fit.js";
import type { SrocGroup } from "./sroc-options.js";

/** Points of a curve over all false positive rates: as close over the observed ones as an ordinary curve's. */
const POINTS = 801;

const curveOf = (fit: BivariateFit, extrapolate: boolean) =>
  extrapolate ? sroc(fit, { range: "full", points: POINTS }) : sroc(fit);

/** The groups of an SROC plot: the levels of `by`, or all studies together. */
export function srocGroups(analysis: Analysis, extrapolate: boolean): SrocGroup | readonly SrocGroup[] {
  const { subgroups, fit, summary } = analysis;
  if (subgroups === null)
    return extrapolate && fit !== null && summary !== null ? { ...analysis, sroc: curveOf(fit, true) } : analysis;
  return subgroups.levels.map(({ level, summary: pooled, auc, fit: own }) => ({
    name: level,
    studies: analysis.studies.filter(({ covariates }) => String(covariates[subgroups.by] ?? "") === level),
    summary: pooled,
    fit: own,
    auc,
    ...(own === null || own.design.moderators.length > 0
      ? {}
      : { sroc: curveOf(own, extrapolate), regions: regions(own) }),
  }));
}
