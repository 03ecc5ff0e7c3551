import { exp, log } from "../elementary.js";
/** A Gauss–Hermite rule for the standard normal density φ. */
export interface GaussHermiteRule {
  /** Nodes in ascending order, symmetric about 0. */
  readonly nodes: Float64Array;
  /** Weights: ∫ f(x) φ(x) dx ≈ Σ weightsᵢ f(nodesᵢ). They sum to 1. */
  readonly weights: Float64Array;
  /** ln(weightsᵢ / φ(nodesᵢ)) − ½ ln 2π: for integrands that carry their own normal kernel exp(−x²/2). */
  readonly logScaledWeights: Float64Array;
}

/** Most nodes that a rule may have: beyond, exp(−x²/2) at the outer nodes nears the smallest double. */
export const MAX_GAUSS_HERMITE_NODES = 500;

const rules = new Map<number, GaussHermiteRule>();

/**
 * The orthonormal Hermite function ψₙ(z) = Hₙ(z) exp(−z²/2) / √(2ⁿ n! √π) at `z`, and ψₙ₋₁(z), by the three-term recurrence.
 * They stay within ±1 for every n, which the polynomials themselves don't.
 */
function hermiteFunctions(n: number, z: number): { readonly value: number; readonly previous: number } {
  let previous = 0;
  let value = (1 / Math.sqrt(Math.sqrt(Math.PI))) * exp((-z * z) / 2);
  for (let j = 1; j <= n; j++) {
    const next = z * Math.sqrt(2 / j) * value - Math.sqrt((j - 1) / j) * previous;
    previous = value;
    value = next;
  }
  return { value, previous };
}

/** The roots of Hₙ above 0 by Newton's method with the roots found so far divided out, largest first. */
function positiveRoots(n: number): number[] {
  const roots: number[] = [];
  const half = Math.floor(n / 2);
  let guess = Math.sqrt(2 * n + 1);
  for (let i = 0; i < half; i++) {
    let z = guess;
    for (let iteration = 0; iteration < 200; iteration++) {
      const { value, previous } = hermiteFunctions(n, z);
      // The polynomial's logarithmic derivative: Hₙ' / Hₙ = √(2n) ψₙ₋₁ / ψₙ. Deflate by the known roots, and by 0 for odd n.
      let logSlope = (Math.sqrt(2 * n) * previous) / value;
      for (const root of roots) logSlope -= 1 / (z - root) + 1 / (z + root);
      if (n % 2 === 1) logSlope -= 1 / z;
      const step = value === 0 ? 0 : 1 / logSlope;
      z -= step;
      if (Math.abs(step) <= 1e-12 * Math.abs(z)) break;
    }
    // Without the deflation, to the last digit.
    for (let iteration = 0; iteration < 2; iteration++) {
      const { value, previous } = hermiteFunctions(n, z);
      z -= value / (Math.sqrt(2 * n) * previous);
    }
    roots.push(z);
    guess = z * (1 - 1e-3) - 1e-3;
  }
  return roots;
}

/**
 * The Gauss–Hermite rule with `n` nodes, scaled to the standard normal density: exact for polynomials up to degree 2n − 1
 * times φ. With zᵢ the roots of the Hermite polynomial Hₙ, the nodes are √2 zᵢ and the weights are 1 / (n √π ψₙ₋₁(zᵢ)²) · exp(−zᵢ²).
 * Rules are computed once and kept.
 *
 * Source: Abramowitz & Stegun (1964), 25.4.46, in the scaling of their table 25.10 divided by √2 and √π.
 * Throws `RangeError` unless `n` is a whole number from 1 to 500.
 */
export function gaussHermite(n: number): GaussHermiteRule {
  if (!Number.isInteger(n) || n < 1 || n > MAX_GAUSS_HERMITE_NODES) {
    throw new RangeError(
      `a Gauss–Hermite rule has a whole number of nodes from 1 to ${MAX_GAUSS_HERMITE_NODES}, got ${n}`,
    );
  }
  const known = rules.get(n);
  if (known !== undefined) return known;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  const logScaledWeights = new Float64Array(n);
  const set = (i: number, z: number): void => {
    const { previous } = hermiteFunctions(n, z);
    // w = exp(−z²) / (n ψₙ₋₁²) is the weight for exp(−z²); divided by √π it is the one for φ(x), x = √2 z.
    const scaled = 1 / (n * previous * previous * Math.sqrt(Math.PI));
    nodes[i] = Math.SQRT2 * z;
    weights[i] = scaled * exp(-z * z);
    logScaledWeights[i] = log(scaled);
  };
  for (const [i, z] of positiveRoots(n).entries()) {
    set(i, -z);
    set(n - 1 - i, z);
  }
  if (n % 2 === 1) set((n - 1) / 2, 0);
  const rule = { nodes, weights, logScaledWeights };
  rules.set(n, rule);
  return rule;
}
