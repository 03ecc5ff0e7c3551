import { chiSquaredPValue } from "../inference/heterogeneity/chi-squared-p-value.js";
import { normalCritical } from "../inference/point/wald.js";
import { log, power, square } from "../numeric/elementary.js";
import type { TwoByTwo } from "../tables/study.js";
import { decimals, type ProgramQuantity, significant, single } from "./program-output.js";

/** One study: z = ln sensitivity and w = ln false positive rate, with their variances s² = 1/TP − 1/n₁ and t² = 1/FP − 1/n₀. */
interface Point {
  readonly z: number;
  readonly w: number;
  readonly s2: number;
  readonly t2: number;
}

interface PhmFit {
  readonly theta: number;
  readonly varTheta: number;
  readonly tauSquared: number | null;
  readonly varTauSquared: number | null;
  readonly logLik: number;
  readonly chiSquared: number;
  readonly converged: boolean;
}

const MOST_STEPS = 100;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** One θ for all studies: the fixed point of the profile likelihood's score. */
function homogeneous(points: readonly Point[]): PhmFit {
  let theta = sum(points.map(({ z, w }) => z * w)) / sum(points.map(({ w }) => w * w));
  const weight = ({ s2, t2 }: Point, at: number): number => 1 / (t2 * at * at + s2);
  let converged = false;
  for (let step = 1; step < MOST_STEPS && !converged; step++) {
    const above = sum(points.map((p) => p.z * p.w * weight(p, theta)));
    const below = sum(
      points.map((p) => {
        const v = weight(p, theta);
        return square(p.w) * v - square(p.z - p.w * theta) * v * v * p.t2 + p.t2 * v;
      }),
    );
    const next = above / below;
    const change = Math.abs(next - theta);
    theta = next;
    converged = change < 1e-8;
  }
  const scores = points.map((p) => {
    const v = weight(p, theta);
    const residual = p.z - p.w * theta;
    return residual * p.w * v + square(residual) * v * v * p.t2 * theta - p.t2 * v * theta;
  });
  const squares = points.map((p) => square(p.z - p.w * theta) * weight(p, theta));
  return {
    theta,
    varTheta: 1 / sum(scores.map((score) => score * score)),
    tauSquared: null,
    varTauSquared: null,
    logLik: 0.5 * sum(points.map((p) => log(weight(p, theta)))) - 0.5 * sum(squares),
    chiSquared: sum(squares),
    converged,
  };
}

/** θᵢ = zᵢ/wᵢ normal around θ with variance τ². */
function heterogeneous(points: readonly Point[]): PhmFit {
  let theta = 0.5;
  let tauSquared = 0;
  const ratio = ({ z, w }: Point): number => z / w;
  const noise = ({ s2, t2, w }: Point, at: number): number => (t2 * at * at + s2) / (w * w);
  let converged = false;
  for (let step = 1; step < MOST_STEPS && !converged; step++) {
    const v = points.map((p) => 1 / (noise(p, theta) + tauSquared));
    const above = sum(points.map((p, i) => ratio(p) * v[i]!));
    const below = sum(
      points.map((p, i) => {
        const share = p.t2 / (p.w * p.w);
        return v[i]! - square(ratio(p) - theta) * square(v[i]!) * share + share * v[i]!;
      }),
    );
    const nextTau =
      sum(points.map((p, i) => (square(ratio(p) - theta) - noise(p, theta)) * square(v[i]!))) /
      sum(v.map((one) => one * one));
    const next = above / below;
    const change = Math.abs(next - theta);
    [theta, tauSquared] = [next, nextTau];
    converged = change < 1e-8;
  }
  tauSquared = Math.max(0, tauSquared);
  const terms = points.map((p) => {
    const v = 1 / (noise(p, theta) + tauSquared);
    const residual = ratio(p) - theta;
    const share = p.t2 / (p.w * p.w);
    return {
      byTheta: residual * v + square(residual) * v * v * share * theta - share * v * theta,
      byTau: 0.5 * square(residual) * v * v - 0.5 * v,
      logLik: 0.5 * log(v) - 0.5 * square(residual) * v,
      square: square(residual) * v,
    };
  });
  const aa = sum(terms.map(({ byTheta }) => square(byTheta)));
  const cc = sum(terms.map(({ byTau }) => square(byTau)));
  const ac = sum(terms.map(({ byTheta, byTau }) => byTheta * byTau));
  const determinant = aa * cc - ac * ac;
  return {
    theta,
    varTheta: cc / determinant,
    tauSquared,
    varTauSquared: aa / determinant,
    logLik: sum(terms.map(({ logLik }) => logLik)),
    chiSquared: sum(terms.map(({ square }) => square)),
    converged,
  };
}

function printed(
  fit: PhmFit,
  k: number,
  observedFpr: readonly [number, number],
  level: number,
): Record<string, ProgramQuantity> {
  const critical = normalCritical(level);
  const df = fit.tauSquared === null ? 1 : 2;
  const wald = (estimate: number, variance: number): ProgramQuantity => {
    const half = critical * Math.sqrt(variance);
    return { estimate, lower: estimate - half, upper: estimate + half, format: significant(7) };
  };
  const theta = wald(fit.theta, fit.varTheta);
  const area = (t: number): number => 1 / (t + 1);
  const [a, b] = observedFpr;
  const partial = (t: number): number => (power(b, t + 1) - power(a, t + 1)) / ((t + 1) * (b - a));
  const through = (f: (t: number) => number): ProgramQuantity => ({
    estimate: f(fit.theta),
    lower: f(theta.upper!),
    upper: f(theta.lower!),
    format: decimals(3),
  });
  return {
    theta,
    ...(fit.tauSquared === null || fit.varTauSquared === null
      ? {}
      : { tauSquared: wald(fit.tauSquared, fit.varTauSquared) }),
    logLik: single(fit.logLik, decimals(3)),
    aic: single(-2 * fit.logLik + 2 * df, decimals(1)),
    bic: single(-2 * fit.logLik + df * log(k), decimals(1)),
    chiSquared: single(fit.chiSquared, significant(5)),
    df: single(df, decimals(0), {
      slip: "mada prints the number of parameters as degrees of freedom; its P value has k less that number.",
    }),
    pValue: single(chiSquaredPValue(fit.chiSquared, k - df), significant(4)),
    auc: through(area),
    partialAuc: through(partial),
  };
}

/**
 * What mada's `phm` prints: the proportional hazards model of Holling, Böhning & Böhning (2012, Stat Model 12:347,
 * doi:10.1177/1471082X1201200403), sensitivity = (false positive rate)^θ, by adjusted profile maximum likelihood, with one θ for all
 * studies (`homogeneity`) or θ normal between studies (`heterogeneity`).
 *
 * @param cells the tables as mada corrects them
 * @param observed least and largest false positive rate of the tables as they are, over which the partial area goes
 */
export function madaPhm(
  cells: readonly TwoByTwo[],
  observed: readonly [number, number],
  level: number,
): {
  readonly homogeneity: Record<string, ProgramQuantity>;
  readonly heterogeneity: Record<string, ProgramQuantity>;
  readonly notes: readonly string[];
} {
  const points = cells.map(({ tp, fp, fn, tn }) => ({
    z: log(tp / (tp + fn)),
    w: log(fp / (fp + tn)),
    s2: 1 / tp - 1 / (tp + fn),
    t2: 1 / fp - 1 / (fp + tn),
  }));
  const [one, random] = [homogeneous(points), heterogeneous(points)];
  const stopped = (name: string): string =>
    `phm under ${name} stopped after ${MOST_STEPS} iterations without converging; its numbers hang on the rounding of each step.`;
  return {
    homogeneity: printed(one, cells.length, observed, level),
    heterogeneity: printed(random, cells.length, observed, level),
    notes: [
      ...(one.converged ? [] : [stopped("homogeneity")]),
      ...(random.converged ? [] : [stopped("heterogeneity")]),
    ],
  };
}
