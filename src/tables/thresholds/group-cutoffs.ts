import { collectProblems, type Problem } from "../problems.js";
import type { CovariateValue } from "../study.js";
import type { CutoffRow } from "./cutoff-rows.js";
import type { ThresholdPoint, ThresholdStudy } from "./threshold-study.js";

/** How rows become studies. */
export interface CutoffGrouping {
  /**
   * What becomes of rows that contradict their study: `"refuse"` (default) throws, `"keep"` takes the counts as they are, as
   * R's diagmeta does; `diseased` and `nonDiseased` are then those of most rows.
   */
  readonly contradictions?: "refuse" | "keep";
}

/** The value that occurs most often; of several, the first. */
function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

/** Covariates that have one value in all rows of every study: the others belong to cut-offs, not to studies, and are left out. */
function studyCovariates(groups: readonly (readonly CutoffRow[])[]): readonly string[] {
  const names = Object.keys(groups[0]?.[0]?.covariates ?? {});
  return names.filter((name) =>
    groups.every((rows) => rows.every((row) => row.covariates[name] === rows[0]!.covariates[name])),
  );
}

/** Gathers the rows of each study, sorted by cut-off, and refuses those that contradict each other. */
export function groupCutoffs(
  rows: readonly CutoffRow[],
  { contradictions = "refuse" }: CutoffGrouping = {},
): ThresholdStudy[] {
  const byStudy = new Map<string, CutoffRow[]>();
  for (const row of rows) {
    const group = byStudy.get(row.study);
    if (group === undefined) byStudy.set(row.study, [row]);
    else group.push(row);
  }
  const groups = [...byStudy.values()];
  for (const group of groups) group.sort((x, y) => x.point.cutoff - y.point.cutoff);
  const covariates = studyCovariates(groups);
  const problems = collectProblems();
  const studies = groups.map((group): ThresholdStudy => {
    const [first] = group as [CutoffRow, ...CutoffRow[]];
    const points = group.map(({ point }) => point);
    const diseased = mostFrequent(points.map(({ tp, fn }) => tp + fn));
    const nonDiseased = mostFrequent(points.map(({ fp, tn }) => fp + tn));
    const repeated = repeatedCutoffs(group);
    for (const problem of repeated) problems.add(problem);
    if (contradictions === "refuse" && repeated.length === 0) {
      for (const problem of [...differingTotals(group, diseased, nonDiseased), ...turningCounts(group)])
        problems.add(problem);
    }
    const values: Record<string, CovariateValue> = {};
    for (const name of covariates) values[name] = first.covariates[name]!;
    return {
      id: first.study,
      diseased,
      nonDiseased,
      points,
      ...(first.cluster === null ? {} : { cluster: first.cluster }),
      ...(covariates.length === 0 ? {} : { covariates: values }),
    };
  });
  problems.throwIfAny();
  return studies;
}

function repeatedCutoffs(group: readonly CutoffRow[]): Problem[] {
  return group.flatMap(({ point, name, study }, j) => {
    const before = group[j - 1];
    if (before?.point.cutoff !== point.cutoff) return [];
    return [
      {
        code: "duplicate-cutoff",
        message:
          `study "${study}" has the cut-off ${point.cutoff} twice (${before.name} and ${name}). Keep one row for each cut-off; ` +
          "two groups of patients are two studies with names of their own.",
        where: `study "${study}", cut-off ${point.cutoff}`,
        got: point.cutoff,
        wanted: "each cut-off once",
      },
    ];
  });
}

function differingTotals(group: readonly CutoffRow[], diseased: number, nonDiseased: number): Problem[] {
  const sums = [
    ["tp + fn", "diseased", (p: ThresholdPoint) => [p.tp, p.fn] as const, diseased],
    ["fp + tn", "non-diseased", (p: ThresholdPoint) => [p.fp, p.tn] as const, nonDiseased],
  ] as const;
  return group.flatMap(({ point, name, study }) =>
    sums.flatMap(([sum, who, parts, wanted]) => {
      const [positive, negative] = parts(point);
      if (positive + negative === wanted) return [];
      return [
        {
          code: "totals-differ",
          message:
            `study "${study}", cut-off ${point.cutoff} (${name}): ${sum} = ${positive} + ${negative} = ${positive + negative}, ` +
            `where other cut-offs of the study have ${wanted} ${who} participants. Every cut-off divides the same people: correct the row.`,
          where: `study "${study}", cut-off ${point.cutoff}`,
          got: positive + negative,
          wanted: `${sum} = ${wanted}`,
        },
      ];
    }),
  );
}

/** Positives that rise between some cut-offs and fall between others: they can only fall, or (low values positive) only rise. */
function turningCounts(group: readonly CutoffRow[]): Problem[] {
  const changes = group.slice(1).flatMap((row, j) =>
    (["tp", "fp"] as const).map((field) => ({
      row,
      before: group[j]!,
      field,
      change: row.point[field] - group[j]!.point[field],
    })),
  );
  const falling = changes.filter(({ change }) => change < 0);
  const rising = changes.filter(({ change }) => change > 0);
  const odd = falling.length >= rising.length ? rising : falling;
  return odd.map(({ row, before, field, change }) => ({
    code: "not-monotone",
    message:
      `study "${row.study}", cut-off ${row.point.cutoff} (${row.name}): ${field} ${change > 0 ? "rises" : "falls"} from ${before.point[field]} at cut-off ${before.point.cutoff} ` +
      `to ${row.point[field]}, where the study's other counts ${change > 0 ? "fall" : "rise"} with the cut-off. Positives move one way only: correct the row.`,
    where: `study "${row.study}", cut-off ${row.point.cutoff}`,
    got: row.point[field],
    wanted: `${field} ${change > 0 ? "≤" : "≥"} ${before.point[field]}`,
  }));
}
