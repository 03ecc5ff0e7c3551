import { checkObject, checkText } from "../../base/checks.js";
import { describe, shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import type { ThresholdStudy } from "../../tables/thresholds/threshold-study.js";
import type { MarkerScale } from "./marker-scale.js";
import type { Direction } from "./threshold-data.js";

const COUNTS = ["tp", "fp", "fn", "tn"] as const;

/** Refuses what no function of threshold studies can compute with (`bad-studies`, `bad-count`, `bad-cutoff`). */
export function checkThresholdStudies(studies: readonly ThresholdStudy[]): void {
  if (!Array.isArray(studies) || studies.some((study) => !Array.isArray(study?.points) || study.points.length === 0)) {
    throw new InputError(
      "bad-studies",
      `studies: got ${describe(studies)}, wanted an array of studies with their tables at one or more cut-offs in \`points\`. ` +
        "readThresholdStudies makes one from the text of a CSV file, parseThresholdStudies from rows.",
      { where: "studies", got: studies, wanted: "an array of { id, diseased, nonDiseased, points }" },
    );
  }
  for (const [i, study] of studies.entries()) {
    checkText(`studies[${i}].id`, study.id, "the name of a study");
    let before = Number.NEGATIVE_INFINITY;
    for (const [j, point] of study.points.entries()) {
      checkObject(`studies[${i}].points[${j}]`, point, "a table { cutoff, tp, fp, fn, tn }");
      for (const field of COUNTS) {
        const got = point[field];
        if (Number.isSafeInteger(got) && got >= 0) continue;
        throw new InputError(
          "bad-count",
          `study "${study.id}", cut-off ${shown(point.cutoff)}, ${field}: got ${describe(got)}, wanted a whole number ≥ 0.`,
          { where: `${study.id}, cut-off ${shown(point.cutoff)}, ${field}`, got, wanted: "a whole number ≥ 0" },
        );
      }
      if (!(Number.isFinite(point.cutoff) && point.cutoff > before)) {
        throw new InputError(
          "bad-cutoff",
          `study "${study.id}": the cut-offs of a study are finite numbers in ascending order, each once, got ${shown(point.cutoff)} after ${before}. parseThresholdStudies sorts them.`,
          { where: `${study.id}, cut-off ${shown(point.cutoff)}`, got: point.cutoff, wanted: "ascending cut-offs" },
        );
      }
      before = point.cutoff;
    }
  }
}

/** Refuses studies whose tables contradict each other: totals that differ, and counts that move the wrong way. */
export function checkCumulative(studies: readonly ThresholdStudy[], direction: Direction): void {
  for (const study of studies) {
    for (let j = 0; j < study.points.length; j++) {
      checkTotals(study, j);
      if (j > 0) checkDirection(study, j, direction);
    }
  }
}

function checkTotals(study: ThresholdStudy, j: number): void {
  const point = study.points[j]!;
  const sums = [
    ["diseased", "tp + fn", point.tp + point.fn, study.diseased],
    ["non-diseased", "fp + tn", point.fp + point.tn, study.nonDiseased],
  ] as const;
  for (const [who, sum, got, wanted] of sums) {
    if (got === wanted) continue;
    throw new InputError(
      "totals-differ",
      `study "${study.id}", cut-off ${point.cutoff}: ${sum} is ${got}, but the study has ${wanted} ${who} participants. Each cut-off divides the same people; correct the row.`,
      { where: `${study.id}, cut-off ${point.cutoff}`, got, wanted: `${sum} = ${wanted}` },
    );
  }
}

function checkDirection(study: ThresholdStudy, j: number, direction: Direction): void {
  const point = study.points[j]!;
  const before = study.points[j - 1]!;
  for (const field of ["tp", "fp"] as const) {
    const change = point[field] - before[field];
    if (direction === "greater" ? change <= 0 : change >= 0) continue;
    const other = direction === "greater" ? "less" : "greater";
    throw new InputError(
      "wrong-direction",
      `study "${study.id}": ${field} ${change > 0 ? "rises" : "falls"} from ${before[field]} to ${point[field]} between cut-offs ${before.cutoff} and ${point.cutoff}, ` +
        `but where values ${direction === "greater" ? "above" : "below"} the cut-off are positive it cannot. ` +
        `Correct the row, or set direction: "${other}" if ${other === "less" ? "low" : "high"} values mean disease.`,
      {
        where: `${study.id}, cut-off ${point.cutoff}`,
        got: point[field],
        wanted: `${field} that ${direction === "greater" ? "never rises" : "never falls"} with the cut-off`,
      },
    );
  }
}

/** Refuses cut-offs that a scale has no number for. */
export function checkCutoffs(studies: readonly ThresholdStudy[], scale: MarkerScale): void {
  if (scale === "identity") return;
  for (const { id, points } of studies) {
    const bad = points.find(({ cutoff }) => !(cutoff > 0));
    if (bad === undefined) continue;
    throw new InputError(
      "bad-cutoff",
      `study "${id}": the scale "${scale}" takes positive cut-offs, got ${bad.cutoff}. Use scale: "identity", or add a constant to the marker in every study.`,
      { where: `${id}, cut-off ${bad.cutoff}`, got: bad.cutoff, wanted: "cut-offs above 0" },
    );
  }
}
