import { logBinomialCoefficient } from "../../numeric/distributions/gamma.js";
import { expit, log1pExp, logit } from "../../numeric/distributions/logistic.js";
import { exp, log } from "../../numeric/elementary.js";
import { climb } from "../../numeric/optimize/climb.js";
import { withDifferencedHessian } from "../../numeric/optimize/differenced-hessian.js";

/** Prevalence as a random effect: logit πᵢ ~ N(mean, sd²), by maximum likelihood. */
export interface PrevalenceFit {
  /** Mean logit prevalence, and its standard error. */
  readonly mean: number;
  readonly standardError: number;
  /** Standard deviation of the studies' logit prevalences; 0 on the boundary. */
  readonly sd: number;
  /** Binomial coefficients included. */
  readonly logLik: number;
  readonly converged: boolean;
  readonly iterations: number;
  readonly evaluations: number;
  readonly gradientNorm: number;
}

/** The positives among all people of each study. */
export interface PositiveCounts {
  readonly positive: ArrayLike<number>;
  readonly total: ArrayLike<number>;
}

const STEP = 0.25;
const REACH = 36;

/**
 * ln ∫ p(y | n, expit(m + s·z)) φ(z) dz without the binomial coefficient, with its derivatives by m and s (Fisher's identity). The
 * integrand is log-concave with curvature of at least 1; the trapezoid rule in units of its own spread, steps of a quarter out to
 * 9, is exact to rounding (Trefethen & Weideman 2014, SIAM Rev 56:385, doi:10.1137/130932132).
 */
function integrateOut(y: number, n: number, m: number, s: number, slope: Float64Array): number {
  let z = 0;
  let curvature = 1;
  for (let step = 0; step < 100; step++) {
    const p = expit(m + s * z);
    curvature = 1 + s * s * n * p * (1 - p);
    const change = (s * (y - n * p) - z) / curvature;
    // damped so that the logit moves by a unit at most: the third derivative is bounded by the second
    z += change / Math.max(1, Math.abs(s * change));
    if (Math.abs(change) < 1e-9) break;
  }
  const width = STEP / Math.sqrt(curvature);
  const density = (x: number): number => y * (m + s * x) - n * log1pExp(m + s * x) - 0.5 * x * x;
  const top = density(z);
  let mass = 0;
  let byMean = 0;
  let bySd = 0;
  for (let i = -REACH; i <= REACH; i++) {
    const x = z + i * width;
    const weight = exp(density(x) - top);
    const score = y - n * expit(m + s * x);
    mass += weight;
    byMean += weight * score;
    bySd += weight * score * x;
  }
  slope[0] = byMean / mass;
  slope[1] = bySd / mass;
  return top + log(mass * width) - 0.9189385332046727;
}

/** Fits the logit-normal model of the studies' prevalences. Studies without people say nothing and are let pass. */
export function fitPrevalence({ positive, total }: PositiveCounts): PrevalenceFit {
  const slope = new Float64Array(2);
  const coefficients = Array.from(total, (n, i) => logBinomialCoefficient(n, positive[i]!));
  const objective = (x: Float64Array, gradient: Float64Array): number => {
    let value = 0;
    gradient.fill(0);
    for (let i = 0; i < total.length; i++) {
      value -= coefficients[i]! + integrateOut(positive[i]!, total[i]!, x[0]!, x[1]!, slope);
      gradient[0]! -= slope[0]!;
      gradient[1]! -= slope[1]!;
    }
    return value;
  };
  const all = coefficients.reduce((sum, _, i) => sum + total[i]!, 0);
  const found = coefficients.reduce((sum, _, i) => sum + positive[i]!, 0);
  const start = [logit((found + 0.5) / (all + 1)), 0.5];
  const { x, value, hessian, gradientNorm, converged, iterations, evaluations } = climb(
    withDifferencedHessian(objective, 2),
    start,
    { hessianLater: true, gradientTolerance: 1e-7 },
  );
  const sd = Math.abs(x[1]!) < 1e-6 ? 0 : Math.abs(x[1]!);
  const [h00, h01, , h11] = hessian as unknown as readonly [number, number, number, number];
  // On the boundary the sd stays where it is, and the mean's information is its own.
  const variance = sd === 0 ? 1 / h00 : h11 / (h00 * h11 - h01 * h01);
  return {
    mean: x[0]!,
    standardError: Math.sqrt(variance),
    sd,
    logLik: -value,
    converged,
    iterations,
    evaluations,
    gradientNorm,
  };
}
