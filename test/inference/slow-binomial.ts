import type { Study } from "../../src/tables/study.js";

/** ln C(n, y) by a plain sum. */
function logChoose(n: number, y: number): number {
  let sum = 0;
  for (let i = 1; i <= y; i++) sum += Math.log((n - y + i) / i);
  return sum;
}

/** ln(1 + e^x). */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/**
 * One study's marginal log-likelihood in the binomial-normal model by brute force: the trapezoid rule on a square grid of
 * standard normal deviates, ±7.5 in steps of 0.15 (in steps of 0.1 the tests agree as well). Slow, for studies
 * of up to some hundred participants, and shares nothing with adaptive quadrature.
 *
 * @param theta mean logit sensitivity, mean logit specificity, then a, b, c of Ψ = LLᵀ, L = [a 0; b c]
 */
export function bruteForceLogLik(study: Study, theta: readonly number[]): number {
  const [m1, m2, a, b, c] = theta as readonly [number, number, number, number, number];
  const n1 = study.tp + study.fn;
  const n0 = study.tn + study.fp;
  const step = 0.15;
  const points = 50;
  const logs: number[] = [];
  for (let i = -points; i <= points; i++) {
    const v1 = i * step;
    const x1 = m1 + a * v1;
    const outer = study.tp * x1 - n1 * softplus(x1) - (v1 * v1) / 2;
    for (let j = -points; j <= points; j++) {
      const v2 = j * step;
      const x2 = m2 + b * v1 + c * v2;
      logs.push(outer + study.tn * x2 - n0 * softplus(x2) - (v2 * v2) / 2);
      if (c === 0) break;
    }
  }
  const top = logs.reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY);
  const sum = logs.reduce((total, value) => total + Math.exp(value - top), 0);
  const cells = c === 0 ? step / Math.sqrt(2 * Math.PI) : (step * step) / (2 * Math.PI);
  return top + Math.log(sum * cells) + logChoose(n1, study.tp) + logChoose(n0, study.tn);
}

/** Central differences of a function of several numbers, of fourth order. */
export function gradientOf(f: (x: readonly number[]) => number, at: readonly number[], step = 1e-3): number[] {
  return at.map((_, i) => {
    const moved = (times: number): number => f(at.map((x, j) => (j === i ? x + times * step : x)));
    return (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * step);
  });
}

/** Second derivatives by central differences, of second order and extrapolated once. */
export function hessianOf(f: (x: readonly number[]) => number, at: readonly number[]): number[][] {
  const differences = (i: number, j: number, h: number): number => {
    const moved = (s: number, t: number): number =>
      f(at.map((x, m) => x + (m === i ? s * h : 0) + (m === j ? t * h : 0)));
    return (moved(1, 1) - moved(1, -1) - moved(-1, 1) + moved(-1, -1)) / (4 * h * h);
  };
  const half = at.map((_, i) =>
    at.slice(0, i + 1).map((__, j) => (4 * differences(i, j, 4e-3) - differences(i, j, 8e-3)) / 3),
  );
  return at.map((_, i) => at.map((__, j) => half[Math.max(i, j)]![Math.min(i, j)]!));
}
