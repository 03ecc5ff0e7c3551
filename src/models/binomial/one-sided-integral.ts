import { spend } from "../../base/work.js";
import { exp, hypot, log, log1p } from "../../numeric/elementary.js";
import type { PosteriorMode, StudyPoint } from "./posterior-mode.js";
import { type InformationSums, jointAtMode, type StudyIntegral, writeInformation } from "./study-integral.js";

/**
 * A study whose results are all on one side in both margins says of each logit only that it is beyond a knee: 0 events of n, that it
 * is below −ln n or so. Where the between-study standard deviations are many logits wide, its posterior is a flat quarter of a
 * normal surface, and a grid with steps fine enough for the knees everywhere has a million nodes. Here steps grow with the distance
 * from the knee: the nodes are where
 *
 *   t(x) = x / base + A·asinh((x − knee) / width)
 *
 * is whole, and the trapezoid rule is taken over t (Takahasi & Mori 1974, Publ RIMS 9:721, doi:10.2977/prims/1195192451). x is v1
 * in the rows, and the logit of specificity in the columns, which are the same for all rows: the likelihood is computed once for each.
 */
const WIDTH = 1.5;
/** Steps at the knee, in logits. */
const STEP = 0.25;
/** Steps far from it, in standard deviations of the normal density. */
const DEVIATIONS = 0.7;
/** Equal steps that are fine enough for the knees. */
const EQUAL_STEP = 0.42;
/** Rows times columns from which on a grid of equal steps is too dear. */
const DEAR = 20_000;
/** Half the extent of a normal density that reaches down to e^−28, in standard deviations, with room to spare. */
const EXTENT = 8;

/** A knee of a logit that hardly varies lies nowhere. */
const FLAT = 1e-3;

/** Whether a margin's results are all on one side, or are none. */
const oneSided = (y: number, n: number): boolean => y === 0 || y === n;

/** Height of the mode from which downwards a posterior is the narrow tail of its prior. */
const TAIL = 8;

const atModeOf = (study: StudyPoint, mode: PosteriorMode): number =>
  jointAtMode(study, mode) + 0.5 * log(mode.determinant);

/** Whether a study is one of those, and a grid with equal steps would take more nodes than are good for it. */
export const isDear = (study: StudyPoint, mode: PosteriorMode): boolean =>
  oneSided(study.y1, study.n1) &&
  oneSided(study.y2, study.n0) &&
  4 * EXTENT * EXTENT * hypot(study.a, study.b) * Math.abs(study.c) > DEAR * EQUAL_STEP * EQUAL_STEP &&
  atModeOf(study, mode) > -TAIL;

/** Where the likelihood of y out of n, all or none, bends; without participants it doesn't, and anywhere will do. */
const kneeOf = (y: number, n: number): number => (n === 0 ? 0 : y === 0 ? -log(n) : log(n));

/** Nodes in ascending order, and the steps between them, in `x` and `step`; their number is returned. */
function placeAround(
  knee: number,
  width: number,
  base: number,
  from: number,
  to: number,
  { x, step }: { readonly x: number[]; readonly step: number[] },
): number {
  const bend = WIDTH / STEP;
  const density = (at: number): number => 1 / base + bend / hypot(width, at - knee);
  const asinh = (z: number): number => (z < 0 ? -log(hypot(1, z) - z) : log(hypot(1, z) + z));
  const t = (at: number): number => at / base + bend * asinh((at - knee) / width);
  let at = from;
  let count = 0;
  for (let whole = Math.ceil(t(from)); at <= to; whole++) {
    // the map is smooth and monotone, and the last node lies one step away
    for (let tries = 0; tries < 50; tries++) {
      const move = (whole - t(at)) / density(at);
      at += Math.max(-base, Math.min(base, move));
      if (Math.abs(move) < 1e-13 * (1 + Math.abs(at))) break;
    }
    x[count] = at;
    step[count] = 1 / density(at);
    count++;
  }
  return count;
}

/** Log-likelihood of all or none of n at a logit; nothing cancels. */
function logLikelihood(y: number, n: number, logit: number): number {
  const against = y === 0 ? logit : -logit;
  return -n * (Math.max(against, 0) + log1p(exp(-Math.abs(against))));
}

const rows = { x: [] as number[], step: [] as number[] };
const columns = {
  x: [] as number[],
  step: [] as number[],
  logLik: [] as number[],
  r: [] as number[],
  nw: [] as number[],
};

/** Integrates a study that `isDear`, as `integrateOnGrid` does; nodes that weigh less than e^−depth against the mode are left out. */
export function integrateOneSided(study: StudyPoint, mode: PosteriorMode, depth: number, result: StudyIntegral): void {
  const { y1, n1, y2, n0, o1, o2, a, b, c } = study;
  const atMode = atModeOf(study, mode);
  // heights are at most −½v², so that nothing beyond counts
  const reach = Math.sqrt(2 * (depth - atMode));
  const reach2 = hypot(b, c) * reach;
  // what is left of the row's integral moves with b·v1, no faster than c allows
  const rowBase = DEVIATIONS / hypot(1, b / c);
  const slope = Math.abs(a) > FLAT ? a : FLAT;
  const rowCount = placeAround((kneeOf(y1, n1) - o1) / slope, WIDTH / Math.abs(slope), rowBase, -reach, reach, rows);
  const columnBase = DEVIATIONS * Math.abs(c);
  const columnCount = placeAround(kneeOf(y2, n0), WIDTH, columnBase, o2 - reach2, o2 + reach2, columns);
  for (let j = 0; j < columnCount; j++) {
    const success = 1 / (1 + exp(-columns.x[j]!));
    const failure = 1 / (1 + exp(columns.x[j]!));
    columns.logLik[j] = logLikelihood(y2, n0, columns.x[j]!);
    columns.r[j] = y2 * failure - (n0 - y2) * success;
    columns.nw[j] = n0 * success * failure;
  }

  spend(rowCount * columnCount);
  let mass = 0;
  const s = [0, 0, 0, 0, 0];
  const sums: InformationSums = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  let nodes = 0;
  for (let i = 0; i < rowCount; i++) {
    const v1 = rows.x[i]!;
    const logit1 = o1 + a * v1;
    const outer = logLikelihood(y1, n1, logit1) - 0.5 * v1 * v1 - atMode;
    if (outer < -depth) continue;
    const success1 = 1 / (1 + exp(-logit1));
    const failure1 = 1 / (1 + exp(logit1));
    const r1 = y1 * failure1 - (n1 - y1) * success1;
    const own1 = n1 * success1 * failure1 - r1 * r1;
    const centre = o2 + b * v1;
    let m = 0;
    let r = 0;
    let rv = 0;
    let o = 0;
    let ov = 0;
    let ovv = 0;
    for (let j = 0; j < columnCount; j++) {
      const v2 = (columns.x[j]! - centre) / c;
      const height = outer + columns.logLik[j]! - 0.5 * v2 * v2;
      if (height < -depth) continue;
      const weight = exp(height) * columns.step[j]!;
      const r2 = columns.r[j]!;
      const weightedR2 = weight * r2;
      const own2 = weight * columns.nw[j]! - weightedR2 * r2;
      m += weight;
      r += weightedR2;
      rv += weightedR2 * v2;
      o += own2;
      ov += own2 * v2;
      ovv += own2 * v2 * v2;
      nodes++;
    }
    const step = rows.step[i]!;
    const [sm, sr, srv] = [step * m, step * r, step * rv];
    mass += sm;
    s[0]! += r1 * sm;
    s[1]! += sr;
    s[2]! += r1 * v1 * sm;
    s[3]! += v1 * sr;
    s[4]! += srv;
    // the pairs 00, 01, 02, 03, 04, 11, 13, 14, 22, 23, 24, 33, 34, 44
    sums[0] += own1 * sm;
    sums[1] -= r1 * sr;
    sums[2] += own1 * v1 * sm;
    sums[3] -= r1 * v1 * sr;
    sums[4] -= r1 * srv;
    sums[5] += step * o;
    sums[6] += v1 * step * o;
    sums[7] += step * ov;
    sums[8] += own1 * v1 * v1 * sm;
    sums[9] -= r1 * v1 * v1 * sr;
    sums[10] -= r1 * v1 * srv;
    sums[11] += v1 * v1 * step * o;
    sums[12] += v1 * step * ov;
    sums[13] += step * ovv;
  }
  result.logLik = atMode + log(mass / (2 * Math.PI * Math.abs(c)));
  result.nodes = nodes;
  for (let i = 0; i < 5; i++) result.score[i] = s[i]! / mass;
  writeInformation(result, mass, sums);
}
