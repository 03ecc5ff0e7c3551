import { spend } from "../../base/work.js";
import { exp, hypot, log } from "../../numeric/elementary.js";
import { integrateOneSided, isDear } from "./one-sided-integral.js";
import type { PosteriorMode, StudyPoint } from "./posterior-mode.js";
import { jointAtMode, type StudyIntegral, writeInformation } from "./study-integral.js";

/**
 * Steps of the grid: in standard deviations of the posterior, and in logits. The trapezoid rule on the whole line errs by
 * exp(−2π·d/step) where the integrand is analytic and tame within d of the real axis (Trefethen & Weideman 2014, SIAM Rev
 * 56:385, doi:10.1137/130932132). A normal density with a step of 0.7 standard deviations: 6e-18. The likelihood of 0 events of
 * many, exp(−eˣ), has d = π/2, hence the step in logits.
 */
export interface GridSteps {
  readonly deviations: number;
  readonly logits: number;
  /** Nodes that weigh less than e to the minus this, against the mode, are left out. */
  readonly depth: number;
}

/** Log-likelihoods right to some 1e-8 a study at worst (one-sided results, between-study standard deviations up to 12), mostly to 1e-12. */
export const FINE_GRID: GridSteps = { deviations: 0.7, logits: 0.42, depth: 28 };
/** Right to some 1e-2 at worst: to find out where the optima are. */
export const COARSE_GRID: GridSteps = { deviations: 1.25, logits: 2, depth: 12 };

/** A logit further than this from the mode's has a weight of 0 already, and its exponential stays finite. */
const MOST = 600;

/**
 * Integrates one study over its random effects by the trapezoid rule around the mode found by `findPosteriorMode`. The grid is
 * v = mode + T x with T the lower Cholesky factor of the posterior covariance, so that the logit of sensitivity is constant
 * along a row: a row's sums over the logit of specificity, one exponential and one logarithm a node, are all that the row adds.
 * Rows and nodes end where they no longer count: the grid takes the shape of the posterior, however skew. Where the fit lies
 * on a `line`, c = 0, each row is one node.
 *
 * Writes log-likelihood, score and information; the rest of `result` stays. Allocates nothing.
 */
export function integrateOnGrid(
  study: StudyPoint,
  mode: PosteriorMode,
  steps: GridSteps,
  line: boolean,
  result: StudyIntegral,
): void {
  if (!line && steps.logits < 1 && isDear(study, mode)) {
    integrateOneSided(study, mode, steps.depth, result);
    return;
  }
  const { y1, n1, y2, n0, a, b, c } = study;
  const { v1: mode1, v2: mode2, p1, q1, p2, q2, h12, h22, determinant } = mode;
  const { depth } = steps;
  const t11 = Math.sqrt(h22 / determinant);
  const t21 = -h12 / Math.sqrt(determinant * h22);
  const t22 = 1 / Math.sqrt(h22);
  const along = hypot(a * t11, b * t11 + c * t21);
  const step1 = Math.min(steps.deviations, steps.logits / along);
  const step2 = Math.min(steps.deviations, steps.logits / Math.abs(c * t22));
  const dv2 = t22 * step2;
  const factor2 = line ? 1 : exp(Math.min(MOST, Math.abs(c) * dv2));
  const [forth, back] = c < 0 ? [1 / factor2, factor2] : [factor2, 1 / factor2];

  let mass = 0;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  let i00 = 0;
  let i01 = 0;
  let i02 = 0;
  let i03 = 0;
  let i04 = 0;
  let i11 = 0;
  let i13 = 0;
  let i14 = 0;
  let i22 = 0;
  let i23 = 0;
  let i24 = 0;
  let i33 = 0;
  let i34 = 0;
  let i44 = 0;
  let nodes = 0;
  for (const side of [1, -1]) {
    let centre = 0;
    for (let row = side === 1 ? 0 : 1; ; row++) {
      const x1 = side * row * step1;
      const d1 = t11 * x1;
      const v1 = mode1 + d1;
      const shift1 = a * d1;
      if (Math.abs(shift1) > MOST) break;
      const odds1 = p1 * exp(shift1);
      const total1 = q1 + odds1;
      const success1 = odds1 / total1;
      const failure1 = q1 / total1;
      const r1 = y1 * failure1 - (n1 - y1) * success1;
      const outer = y1 * shift1 - n1 * log(total1) - (mode1 + 0.5 * d1) * d1;
      const start2 = line ? 0 : t21 * x1;
      const row2 = b * d1 + c * start2;

      // the row's sums over v2: of the weights, r2, r2·v2, and −∂²F less the product of scores times 1, v2, v2²
      let m = 0;
      let r = 0;
      let rv = 0;
      let o = 0;
      let ov = 0;
      let ovv = 0;
      let highest = Number.NEGATIVE_INFINITY;
      let best = centre;
      let visited = 1;
      for (const direction of [1, -1]) {
        let index = direction === 1 ? centre : centre - 1;
        const shift = row2 + c * dv2 * index;
        if (Math.abs(shift) > MOST) continue;
        let odds2 = p2 * exp(shift);
        let before = Number.NEGATIVE_INFINITY;
        for (; ; index += direction) {
          visited++;
          const d2 = start2 + dv2 * index;
          const shift2 = row2 + c * dv2 * index;
          const total2 = q2 + odds2;
          const height = outer + y2 * shift2 - n0 * log(total2) - (mode2 + 0.5 * d2) * d2;
          if (height > -depth) {
            const v2 = mode2 + d2;
            const weight = exp(height);
            const inverse2 = 1 / total2;
            const success2 = odds2 * inverse2;
            const failure2 = q2 * inverse2;
            const r2 = y2 * failure2 - (n0 - y2) * success2;
            const weightedR2 = weight * r2;
            const own2 = weight * n0 * success2 * failure2 - weightedR2 * r2;
            m += weight;
            r += weightedR2;
            rv += weightedR2 * v2;
            o += own2;
            ov += own2 * v2;
            ovv += own2 * v2 * v2;
            nodes++;
          }
          if (height > highest) {
            highest = height;
            best = index;
          } else if (height < -depth && height <= before) break;
          if (line || Math.abs(shift2) > MOST) break;
          before = height;
          odds2 *= direction === 1 ? forth : back;
        }
        if (line) break;
      }
      spend(visited);
      centre = best;
      if (highest < -depth) break;
      const own1 = n1 * success1 * failure1 - r1 * r1;
      mass += m;
      s0 += r1 * m;
      s1 += r;
      s2 += r1 * v1 * m;
      s3 += v1 * r;
      s4 += rv;
      i00 += own1 * m;
      i02 += own1 * v1 * m;
      i22 += own1 * v1 * v1 * m;
      i11 += o;
      i13 += v1 * o;
      i14 += ov;
      i33 += v1 * v1 * o;
      i34 += v1 * ov;
      i44 += ovv;
      i01 -= r1 * r;
      i03 -= r1 * v1 * r;
      i04 -= r1 * rv;
      i23 -= r1 * v1 * v1 * r;
      i24 -= r1 * v1 * rv;
    }
  }
  // the cell of the grid; |T| stands in `jointAtMode`
  const cell = line ? step1 / Math.sqrt(2 * Math.PI) : (step1 * step2) / (2 * Math.PI);
  result.logLik = jointAtMode(study, mode) + log(mass * cell);
  result.nodes = nodes;
  const { score } = result;
  score[0] = s0 / mass;
  score[1] = s1 / mass;
  score[2] = s2 / mass;
  score[3] = s3 / mass;
  score[4] = s4 / mass;
  writeInformation(result, mass, [i00, i01, i02, i03, i04, i11, i13, i14, i22, i23, i24, i33, i34, i44]);
}
