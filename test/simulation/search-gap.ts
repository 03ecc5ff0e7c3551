import type { BivariateFit, Study } from "../../src/index.js";
import { DENSE, logLikelihood, nelderMead, type Point, ROUGH } from "../long/independent-optimum.js";

/** The restricted log-likelihood of the normal model at Ψ = L Lᵀ, L = [a 0; b c], straight from its definition. */
function restricted(studies: readonly Study[], [a, b, c]: Point): number {
  const [p11, p12, p22] = [a! * a!, a! * b!, b! * b! + c! * c!];
  let [logs, i11, i12, i22, s1, s2, quadratic] = [0, 0, 0, 0, 0, 0, 0];
  for (const study of studies) {
    const add = Math.min(study.tp, study.fp, study.fn, study.tn) === 0 ? 0.5 : 0;
    const [tp, fp, fn, tn] = [study.tp + add, study.fp + add, study.fn + add, study.tn + add];
    const [y1, y2] = [Math.log(tp / fn), Math.log(tn / fp)];
    const [v1, v2] = [p11 + 1 / tp + 1 / fn, p22 + 1 / tn + 1 / fp];
    const det = v1 * v2 - p12 * p12;
    const [w11, w12, w22] = [v2 / det, -p12 / det, v1 / det];
    logs += Math.log(det);
    i11 += w11;
    i12 += w12;
    i22 += w22;
    s1 += w11 * y1 + w12 * y2;
    s2 += w12 * y1 + w22 * y2;
    quadratic += w11 * y1 * y1 + 2 * w12 * y1 * y2 + w22 * y2 * y2;
  }
  const det = i11 * i22 - i12 * i12;
  const explained = (i22 * s1 * s1 - 2 * i12 * s1 * s2 + i11 * s2 * s2) / det;
  const free = 2 * studies.length - 2;
  return -0.5 * (free * Math.log(2 * Math.PI) + logs + Math.log(det) + quadratic - explained);
}

const STARTS: readonly Point[] = [
  [0.5, 0.2, 0.5],
  [1, -0.8, 0.3],
  [0.2, 0.1, 0.05],
  [2, 1.5, 0.5],
];

/** How far a fit's log-likelihood lies below the best that a simplex search from several starts finds; 0 and less where it finds none better. */
export function searchGap({ model, studies, logLik, convergence }: BivariateFit): number {
  if (model === "normal") {
    const negative = (x: Point): number => (x.some((v) => Math.abs(v) > 40) ? 1e9 : -restricted(studies, x));
    return Math.max(...STARTS.map((start) => -nelderMead(negative, start, 600).value)) - logLik;
  }
  const [m1, m2] = convergence.end as readonly [number, number];
  const negative = (x: Point): number => (x.some((v) => Math.abs(v) > 40) ? 1e9 : -logLikelihood(studies, x, ROUGH));
  const found = STARTS.slice(0, 2)
    .map((start) => nelderMead(negative, [m1, m2, ...start], 300))
    .sort((p, q) => p.value - q.value)[0]!;
  return logLikelihood(studies, found.x, DENSE) - logLik;
}
