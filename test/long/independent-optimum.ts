import type { Study } from "../../src/tables/study.js";

// A second opinion on the exact model that shares no line with the library: the likelihood by a plain trapezoid rule over each
// study's own posterior, maximised by Nelder and Mead's simplex from several starts.

/** (mean logit sensitivity, mean logit specificity, a, b, c), Ψ = L Lᵀ with L = [a 0; b c]. */
export type Point = readonly number[];

const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

function logChoose(n: number, y: number): number {
  const logFactorial = (m: number): number => {
    if (m < 30) {
      let sum = 0;
      for (let i = 2; i <= m; i++) sum += Math.log(i);
      return sum;
    }
    return (
      (m + 0.5) * Math.log(m) -
      m +
      0.5 * Math.log(2 * Math.PI) +
      1 / (12 * m) -
      1 / (360 * m ** 3) +
      1 / (1260 * m ** 5)
    );
  };
  return logFactorial(n) - logFactorial(y) - logFactorial(n - y);
}

/** How dense the rule is: nodes per posterior standard deviation, per logit, and how deep its tails go. */
export interface Density {
  readonly deviation: number;
  readonly logit: number;
  readonly depth: number;
}
export const ROUGH: Density = { deviation: 0.9, logit: 1.2, depth: 14 };
export const DENSE: Density = { deviation: 0.3, logit: 0.2, depth: 40 };

/** The log-likelihood of all studies, binomial coefficients included. */
export function logLikelihood(studies: readonly Study[], point: Point, density: Density): number {
  const [m1, m2, a, b, c] = point as readonly [number, number, number, number, number];
  let total = 0;
  for (const { tp, fn, tn, fp } of studies) {
    const [n1, n0] = [tp + fn, tn + fp];
    const height = (u: number, v: number): number => {
      const x = m1 + a * u;
      const y = m2 + b * u + c * v;
      return tp * x - n1 * softplus(x) + tn * y - n0 * softplus(y) - (u * u + v * v) / 2;
    };
    // the mode, by damped Newton steps
    let u = 0;
    let v = 0;
    let curvature: readonly [number, number, number] = [1, 0, 1];
    for (let step = 0; step < 200; step++) {
      const [p, q] = [1 / (1 + Math.exp(-(m1 + a * u))), 1 / (1 + Math.exp(-(m2 + b * u + c * v)))];
      const [w, z] = [n1 * p * (1 - p), n0 * q * (1 - q)];
      const [r, s] = [tp - n1 * p, tn - n0 * q];
      const g1 = a * r + b * s - u;
      const g2 = c * s - v;
      curvature = [1 + a * a * w + b * b * z, b * c * z, 1 + c * c * z];
      const [h11, h12, h22] = curvature;
      const det = h11 * h22 - h12 * h12;
      const [d1, d2] = [(h22 * g1 - h12 * g2) / det, (h11 * g2 - h12 * g1) / det];
      const now = height(u, v);
      let t = 1;
      while (t > 1e-9 && height(u + t * d1, v + t * d2) < now) t /= 2;
      u += t * d1;
      v += t * d2;
      if (Math.abs(d1) + Math.abs(d2) < 1e-9) break;
    }
    const [h11, h12, h22] = curvature;
    const top = height(u, v);
    const deviation2 = 1 / Math.sqrt(h22);
    const deviation1 = Math.sqrt(h22 / (h11 * h22 - h12 * h12));
    const step1 = Math.min(density.deviation * deviation1, density.logit / Math.max(Math.abs(a), Math.abs(b), 1e-9));
    const step2 = Math.min(density.deviation * deviation2, density.logit / Math.max(Math.abs(c), 1e-9));
    let sum = 0;
    for (const side of [1, -1]) {
      let centre = v;
      for (let i = side === 1 ? 0 : 1; ; i++) {
        const at = u + side * i * step1;
        centre -= (i === 0 ? 0 : 1) * side * step1 * (h12 / h22);
        // the row's top, by walking
        let best = height(at, centre);
        for (let moved = true; moved; ) {
          moved = false;
          for (const d of [step2, -step2]) {
            const there = height(at, centre + d);
            if (there > best) {
              best = there;
              centre += d;
              moved = true;
            }
          }
        }
        if (best < top - density.depth) break;
        for (let j = 0; ; j++) {
          const h = height(at, centre + j * step2);
          if (h < top - density.depth) break;
          sum += Math.exp(h - top);
        }
        for (let j = 1; ; j++) {
          const h = height(at, centre - j * step2);
          if (h < top - density.depth) break;
          sum += Math.exp(h - top);
        }
      }
    }
    total += top + Math.log((sum * step1 * step2) / (2 * Math.PI)) + logChoose(n1, tp) + logChoose(n0, tn);
  }
  return total;
}

/** Nelder and Mead's simplex, to be minimised; restarted at its end until that brings nothing. */
export function nelderMead(
  f: (x: Point) => number,
  start: Point,
  evaluations: number,
  restarts = 3,
): { readonly x: Point; readonly value: number } {
  let best = { x: start, value: f(start) };
  for (let restart = 0; restart < restarts; restart++) {
    const before = best.value;
    const simplex = [
      best,
      ...start.map((_, i) => {
        const x = best.x.map((value, j) => value + (i === j ? 0.3 + 0.1 * Math.abs(value) : 0));
        return { x, value: f(x) };
      }),
    ];
    for (let used = 0; used < evaluations; ) {
      simplex.sort((p, q) => p.value - q.value);
      const worst = simplex[simplex.length - 1]!;
      if (worst.value - simplex[0]!.value < 1e-9) break;
      const centre = start.map(
        (_, i) => simplex.slice(0, -1).reduce((sum, { x }) => sum + x[i]!, 0) / (simplex.length - 1),
      );
      const along = (t: number) => {
        const x = centre.map((value, i) => value + t * (worst.x[i]! - value));
        used++;
        return { x, value: f(x) };
      };
      const reflected = along(-1);
      let next = reflected;
      if (reflected.value < simplex[0]!.value) {
        const expanded = along(-2);
        if (expanded.value < reflected.value) next = expanded;
      } else if (reflected.value >= simplex[simplex.length - 2]!.value) {
        next = along(reflected.value < worst.value ? -0.5 : 0.5);
        if (next.value >= Math.min(worst.value, reflected.value)) {
          for (let i = 1; i < simplex.length; i++) {
            const x = simplex[i]!.x.map((value, j) => (value + simplex[0]!.x[j]!) / 2);
            simplex[i] = { x, value: f(x) };
            used++;
          }
          continue;
        }
      }
      simplex[simplex.length - 1] = next;
    }
    simplex.sort((p, q) => p.value - q.value);
    best = simplex[0]!;
    if (before - best.value < 1e-6) break;
  }
  return best;
}

/** The logit of the pooled proportion. */
function pooledLogit(pairs: readonly (readonly [number, number])[]): number {
  const [hits, misses] = pairs.reduce(([x, y], [hit, miss]) => [x + hit, y + miss] as const, [0.5, 0.5] as const);
  return Math.log(hits / misses);
}

/**
 * The best point that simplices find from crude starts, the data's pooled proportions with middling and large variances and
 * correlations of either sign, and from about the mirror image of a point to be challenged; all of them roughly, the best to the end.
 */
export function independentOptimum(studies: readonly Study[], challenged: Point): Point {
  const negative = (x: Point): number => (x.some((v) => Math.abs(v) > 40) ? 1e9 : -logLikelihood(studies, x, ROUGH));
  const m1 = pooledLogit(studies.map(({ tp, fn }) => [tp, fn] as const));
  const m2 = pooledLogit(studies.map(({ tn, fp }) => [tn, fp] as const));
  const [n1, n2, a, b, c] = challenged as readonly [number, number, number, number, number];
  const starts: Point[] = [
    [m1, m2, 0.4, 0.3, 0.3],
    [m1, m2, 1.5, -1.2, 0.8],
    [n1 + 0.1, n2 - 0.1, a + 0.1, -b, c + 0.1],
  ];
  const rough = starts.map((start) => nelderMead(negative, start, 160, 1)).sort((p, q) => p.value - q.value);
  return nelderMead(negative, rough[0]!.x, 300, 2).x;
}
