import { requireWhole } from "../distributions/domain.js";
import { cos } from "../elementary.js";

/** A Gauss–Legendre rule on [−1, 1]: ∫ f(x) dx ≈ Σ weightsᵢ f(nodesᵢ). */
export interface GaussLegendreRule {
  /** Nodes in ascending order, symmetric about 0. */
  readonly nodes: readonly number[];
  /** Weights, all positive; they sum to 2. */
  readonly weights: readonly number[];
}

const rules = new Map<number, GaussLegendreRule>();

/** The Legendre polynomial Pₙ(x) and its derivative, by the three-term recurrence. */
function legendre(n: number, x: number): { readonly value: number; readonly derivative: number } {
  let previous = 1;
  let value = x;
  for (let j = 2; j <= n; j++) {
    const next = ((2 * j - 1) * x * value - (j - 1) * previous) / j;
    previous = value;
    value = next;
  }
  return { value, derivative: (n * (x * value - previous)) / (x * x - 1) };
}

/**
 * The Gauss–Legendre rule with n ≥ 1 nodes, exact for polynomials up to degree 2n − 1. Nodes are the roots of Pₙ by Newton's
 * method, weights 2 / ((1 − x²) Pₙ′(x)²) (Abramowitz and Stegun 1964, 25.4.29). Rules are computed once and kept.
 *
 * @throws InputError `outside-domain` unless n is a whole number ≥ 1
 */
export function gaussLegendre(n: number): GaussLegendreRule {
  const known = rules.get(requireWhole(n, "n", 1));
  if (known !== undefined) return known;
  const nodes = new Array<number>(n).fill(0);
  const weights = new Array<number>(n).fill(2);
  for (let i = 0; n > 1 && i < Math.ceil(n / 2); i++) {
    const middle = 2 * i + 1 === n;
    let x = middle ? 0 : cos((Math.PI * (i + 0.75)) / (n + 0.5));
    for (let iteration = 0; !middle && iteration < 20; iteration++) {
      const { value, derivative } = legendre(n, x);
      const step = value / derivative;
      x -= step;
      if (Math.abs(step) < 1e-15) break;
    }
    const { derivative } = legendre(n, x);
    const weight = 2 / ((1 - x) * (1 + x) * derivative * derivative);
    nodes[i] = -x;
    nodes[n - 1 - i] = x;
    weights[i] = weight;
    weights[n - 1 - i] = weight;
  }
  const rule = { nodes, weights };
  rules.set(n, rule);
  return rule;
}
