import { accuracy } from "../../src/accuracy/accuracy.js";
import { posttest } from "../../src/accuracy/posttest.js";
import { predictiveValueCurve } from "../../src/accuracy/predictive-value-curve.js";
import { analyze } from "../../src/analysis/analyze.js";
import { sroc } from "../../src/inference/curve/sroc.js";
import { bivariateBoxplot } from "../../src/inference/heterogeneity/bivariate-boxplot.js";
import { galbraith } from "../../src/inference/heterogeneity/galbraith.js";
import { influence } from "../../src/inference/influence/influence.js";
import { leaveOneOut } from "../../src/inference/influence/leave-one-out.js";
import { hasRatios } from "../../src/inference/point/summary-point.js";
import type { Study } from "../../src/tables/study.js";
import { loadFixture } from "../fixtures.js";

/** A study with what figures show of it. */
export const studyResult = (study: Study) => ({
  ...study,
  covariates: study.covariates ?? {},
  accuracy: accuracy(study),
});

/** An analysis with everything that figures are drawn from, computed from studies. */
export function resultsOf(tables: readonly Study[]) {
  const analysis = analyze(tables, { model: "reitsma", prior: 0.2, leaveOneOut: true });
  const { fit, summary, regions } = analysis;
  if (fit === null || summary === null || !hasRatios(summary) || regions === null)
    throw new Error("these studies can't be pooled");
  return {
    ...analysis,
    tables,
    fit,
    summary,
    regions,
    sroc: sroc(fit, { range: "full" }),
    posttest: posttest({ prior: 0.2, plr: summary.plr, nlr: summary.nlr }),
    predictive: predictiveValueCurve({ plr: summary.plr, nlr: summary.nlr }),
    influence: influence(fit),
    leaveOneOut: analysis.leaveOneOut ?? leaveOneOut(fit),
    boxplot: bivariateBoxplot(tables),
    galbraith: galbraith(tables),
  };
}

export type Results = ReturnType<typeof resultsOf>;

/** Studies that were not pooled: everything that hangs on a fit is missing. */
export const unpooled = (studies: readonly Study[]) => ({
  studies: studies.map(studyResult),
  fit: null,
  summary: null,
  sroc: null,
  auc: null,
  regions: null,
  heterogeneity: null,
  posttest: null,
});

const cache = new Map<string, Results>();

/** The results of a fixture, computed once. */
export function fixtureResults(name: string): Results {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const results = resultsOf(loadFixture(name));
  cache.set(name, results);
  return results;
}

const LETTERS = ["a", "i", "mm", "W", "e", "o", "l", " ", "tt", "Q"];

/** A name of 60 characters, different for every index, some wide and some narrow, most with spaces. */
export function longName(index: number): string {
  let name = `Study ${index} `;
  for (let i = 0; name.length < 60; i++) name += LETTERS[(index * 7 + i * (3 + (index % 4))) % LETTERS.length];
  return `${name.slice(0, 59).trimEnd()}.`.padEnd(60, "x");
}

/** `k` studies with names of 60 characters, their counts from a fixed recurrence. */
export function longNamedStudies(k: number): Study[] {
  let state = 20_261_121;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  return Array.from({ length: k }, (_, i) => {
    const [diseased, healthy] = [20 + draw(180), 30 + draw(900)];
    const tp = Math.round(diseased * (0.55 + draw(45) / 100));
    const tn = Math.round(healthy * (0.5 + draw(50) / 100));
    const covariates = { setting: ["Primary care", "Hospital"][i % 2]!, year: 1990 + (i % 30) };
    return { id: longName(i), tp, fn: diseased - tp, fp: healthy - tn, tn, covariates };
  });
}
