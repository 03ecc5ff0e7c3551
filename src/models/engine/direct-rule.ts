import { spend } from "../../base/work.js";
import { exp, log, log1p } from "../../numeric/elementary.js";
import type { GaussHermiteRule } from "../../numeric/quadrature/gauss-hermite.js";

/** The integral of some binomial cells over the standard normal effects that they share, and posterior means from the same nodes. */
export interface DirectRule {
  readonly cells: number;
  /** Linear predictors of the cells without random effects; set before `integrate`. */
  readonly offsets: Float64Array;
  /** E[y − n p | y], cell by cell. */
  readonly residuals: Float64Array;
  /** E[(y − n p) z | y], cells × `stride`. */
  readonly products: Float64Array;
  /** −∂²/∂offset² of the log integral by Laplace's approximation, cells × cells; see `curve`. */
  readonly curvature: Float64Array;
  readonly stride: number;
  /**
   * The log of ∫ Π Bin(yc; expit(offsetc + Λc z)) φ(z) dz without its binomial coefficients.
   *
   * @param lower Λ, cells × `stride`, lower trapezoidal
   * @param depth how many leading effects each cell depends on
   */
  integrate(lower: Float64Array, depth: Int32Array, dimensions: number, rule: GaussHermiteRule): number;
  /** Fills `curvature` for the mode that the last `integrate` found. */
  curve(dimensions: number): void;
}

/** Steps are of the logarithm of what is left, so that thousands of logits take hundreds. */
const MAX_STEPS = 5000;

/** Nodes of a product rule. */
function nodesIn({ nodes }: GaussHermiteRule, dimensions: number): number {
  let product = 1;
  for (let i = 0; i < dimensions; i++) product *= nodes.length;
  return product;
}

/**
 * Nodes at which the integrand with their weights can't come to e^−40 of its maximum, some 4e-18 of it, add nothing. Their weights alone
 * do not tell: beside a margin whose results all agree the integrand falls as the prior does, far slower than about its mode.
 */
const LEAST_LOG_SHARE = -40;

/** ln p^y (1 − p)^(n − y) at p = y/n. */
const atBest = (y: number, n: number): number =>
  (y > 0 ? y * log(y / n) : 0) + (y < n ? (n - y) * log((n - y) / n) : 0);

/**
 * Binds counts to the adaptive product rule in up to `stride` dimensions. The nodes stand around the posterior mode, turned by
 * the lower triangular root T of the inverse curvature there (T Tᵀ = H⁻¹): Λ T is lower trapezoidal as Λ is, so that a cell of
 * depth m is evaluated at n^m nodes and not at n^d.
 *
 * The mode of the last call is where the next one starts; no call allocates.
 */
export function directRule(successes: Float64Array, trials: Float64Array, stride: number): DirectRule {
  const cells = trials.length;
  const offsets = new Float64Array(cells);
  const residuals = new Float64Array(cells);
  const products = new Float64Array(cells * stride);
  const curvature = new Float64Array(cells * cells);
  const mode = new Float64Array(stride);
  const gradient = new Float64Array(stride);
  const hessian = new Float64Array(stride * stride);
  // T, and Λ T
  const root = new Float64Array(stride * stride);
  const turned = new Float64Array(cells * stride);
  const weight = new Float64Array(cells);
  const predictor = new Float64Array(cells);
  // By level: predictors and effects as far as the nodes chosen down to it have gone, and sums before it
  const predictors = new Float64Array((stride + 1) * cells);
  const effects = new Float64Array((stride + 1) * stride);
  const sumsBefore = new Float64Array((stride + 1) * cells);
  // Σ w z, and what it was before the nodes below a level
  const effectSums = new Float64Array(stride);
  const effectSumsBefore = new Float64Array((stride + 1) * stride);
  const residualAt = new Float64Array(cells);
  // The largest log-likelihood of each cell; and by level, of all cells that wait for it
  const most = successes.map((y, c) => atBest(y, trials[c]!));
  const mostLeft = new Float64Array(stride);
  let lower: Float64Array = turned;
  let depth: Int32Array = new Int32Array(cells);
  let dimensions = 0;
  let nodes: Float64Array = turned;
  let logWeights: Float64Array = turned;
  let count = 1;
  // in an array: what functions share is kept in a box otherwise, a new one with every write
  const total = new Float64Array(1);
  let centre = 0;

  /** Log-likelihood of a cell at a linear predictor; leaves the residual in `residualAt`, n p q in `weight`. */
  const visit = (c: number, eta: number): number => {
    const y = successes[c]!;
    const n = trials[c]!;
    const e = exp(-Math.abs(eta));
    const total = 1 + e;
    const large = 1 / total;
    const small = e * large;
    const p = eta >= 0 ? large : small;
    residualAt[c] = y * (eta >= 0 ? small : large) - (n - y) * p;
    weight[c] = n * large * small;
    return y * eta - n * (Math.max(eta, 0) + log(total));
  };

  /** Newton's method for the mode, each step damped for the logistic function's third derivative (Bach 2010). */
  const findMode = (): void => {
    for (let step = 0; ; step++) {
      hessian.fill(0);
      for (let k = 0; k < dimensions; k++) {
        gradient[k] = -mode[k]!;
        hessian[k * stride + k] = 1;
      }
      centre = 0;
      for (let c = 0; c < cells; c++) {
        let eta = offsets[c]!;
        const row = c * stride;
        for (let k = 0; k < depth[c]!; k++) eta += lower[row + k]! * mode[k]!;
        predictor[c] = eta;
        centre += visit(c, eta);
        const r = residualAt[c]!;
        const w = weight[c]!;
        for (let k = 0; k < depth[c]!; k++) {
          const byK = lower[row + k]!;
          gradient[k]! += r * byK;
          for (let m = 0; m <= k; m++) hessian[k * stride + m]! += w * byK * lower[row + m]!;
        }
      }
      factorReversed();
      // H⁻¹ g = T Tᵀ g, in place
      let change = 0;
      for (let k = 0; k < dimensions; k++) {
        let sum = 0;
        for (let m = k; m < dimensions; m++) sum += root[m * stride + k]! * gradient[m]!;
        gradient[k] = sum;
      }
      for (let k = dimensions - 1; k >= 0; k--) {
        let sum = 0;
        for (let m = 0; m <= k; m++) sum += root[k * stride + m]! * gradient[m]!;
        gradient[k] = sum;
      }
      for (let c = 0; c < cells; c++) {
        let moved = 0;
        for (let k = 0; k < depth[c]!; k++) moved += lower[c * stride + k]! * gradient[k]!;
        if (Math.abs(moved) > change) change = Math.abs(moved);
      }
      // Convergence is quadratic: after a step this small the next one is below rounding.
      if (change < 1e-9 || step === MAX_STEPS) {
        spend(cells * step);
        return;
      }
      const damping = change > 1e-4 ? log1p(change) / change : 1;
      for (let k = 0; k < dimensions; k++) mode[k]! += damping * gradient[k]!;
    }
  };

  /** T with T Tᵀ = H⁻¹, lower triangular: H = U Uᵀ from its last row upwards, T = U⁻ᵀ. */
  const factorReversed = (): void => {
    for (let j = dimensions - 1; j >= 0; j--) {
      for (let i = j; i >= 0; i--) {
        let sum = hessian[j * stride + i]!;
        for (let m = j + 1; m < dimensions; m++) sum -= upper(i, m) * upper(j, m);
        hessian[i * stride + j] = i === j ? Math.sqrt(sum) : sum / hessian[j * stride + j]!;
      }
    }
    // Row i of Uᵀ T = I, with Uᵀ lower triangular
    for (let j = 0; j < dimensions; j++) {
      for (let i = j; i < dimensions; i++) {
        let sum = i === j ? 1 : 0;
        for (let m = j; m < i; m++) sum -= upper(m, i) * root[m * stride + j]!;
        root[i * stride + j] = sum / upper(i, i);
      }
    }
  };
  /** U is kept in the upper triangle of `hessian`, whose lower triangle is read before it is needed no more. */
  const upper = (i: number, j: number): number => hessian[i * stride + j]!;

  /** Sums over the nodes of effect `level` and of all after it; `partial` is the log of the integrand and weights so far. */
  const sum = (level: number, partial: number): void => {
    const here = level * cells;
    const next = here + cells;
    const at = level * stride;
    const last = level === dimensions - 1;
    for (let i = 0; i < count; i++) {
      const x = nodes[i]!;
      const z = effects[at + level]! + root[level * stride + level]! * x;
      let value = partial + logWeights[i]! - 0.5 * z * z;
      if (value + mostLeft[level]! < LEAST_LOG_SHARE) continue;
      for (let c = 0; c < cells; c++) {
        if (depth[c] !== level + 1) continue;
        value += visit(c, predictors[here + c]! + turned[c * stride + level]! * x);
      }
      if (last) {
        const w = exp(value);
        total[0]! += w;
        effectSums[level]! += w * z;
        for (let c = 0; c < cells; c++) {
          if (depth[c] !== level + 1) continue;
          const r = w * residualAt[c]!;
          residuals[c]! += r;
          products[c * stride + level]! += r * z;
        }
        continue;
      }
      const massBefore = total[0]!;
      for (let c = 0; c < cells; c++) {
        if (depth[c]! <= level + 1) continue;
        predictors[next + c] = predictors[here + c]! + turned[c * stride + level]! * x;
        sumsBefore[here + c] = residuals[c]!;
      }
      for (let k = level + 1; k < dimensions; k++) {
        effects[at + stride + k] = effects[at + k]! + root[k * stride + level]! * x;
        effectSumsBefore[at + k] = effectSums[k]!;
      }
      // The cells of this level keep their residuals while the deeper ones are visited.
      sum(level + 1, value);
      const share = total[0]! - massBefore;
      effectSums[level]! += share * z;
      for (let c = 0; c < cells; c++) {
        if (depth[c] === level + 1) {
          const r = residualAt[c]! * share;
          residuals[c]! += r;
          products[c * stride + level]! += r * z;
          for (let k = level + 1; k < dimensions; k++) {
            products[c * stride + k]! += residualAt[c]! * (effectSums[k]! - effectSumsBefore[at + k]!);
          }
        } else if (depth[c]! > level + 1) {
          products[c * stride + level]! += (residuals[c]! - sumsBefore[here + c]!) * z;
        }
      }
    }
  };

  const integrate: DirectRule["integrate"] = (loadings, depths, size, rule) => {
    lower = loadings;
    depth = depths;
    dimensions = size;
    nodes = rule.nodes;
    logWeights = rule.logScaledWeights;
    count = nodes.length;
    spend(nodesIn(rule, size));
    findMode();
    residuals.fill(0);
    products.fill(0);
    effectSums.fill(0);
    total[0] = 0;
    let logRoot = 0;
    let start = 0;
    for (let c = 0; c < cells; c++) {
      predictors[c] = predictor[c]!;
      if (depth[c] === 0) start += visit(c, predictor[c]!);
      for (let j = 0; j < dimensions; j++) {
        let value = 0;
        for (let k = j; k < depth[c]!; k++) value += lower[c * stride + k]! * root[k * stride + j]!;
        turned[c * stride + j] = value;
      }
    }
    for (let k = 0; k < dimensions; k++) {
      effects[k] = mode[k]!;
      logRoot += log(root[k * stride + k]!);
      centre -= 0.5 * mode[k]! * mode[k]!;
    }
    mostLeft.fill(0);
    for (let c = 0; c < cells; c++) for (let level = 0; level < depth[c]!; level++) mostLeft[level]! += most[c]!;
    if (dimensions === 0) total[0] = 1;
    else sum(0, start - centre);
    const mass = total[0]!;
    for (let c = 0; c < cells; c++) {
      if (depth[c] === 0) {
        residuals[c] = residualAt[c]! * mass;
        for (let k = 0; k < dimensions; k++) products[c * stride + k] = residualAt[c]! * effectSums[k]!;
      }
      residuals[c]! /= mass;
      for (let k = 0; k < dimensions; k++) products[c * stride + k]! /= mass;
    }
    return centre + log(mass) + logRoot;
  };

  const curve: DirectRule["curve"] = (size) => {
    // W − W Λ T Tᵀ Λᵀ W at the mode
    for (let c = 0; c < cells; c++) visit(c, predictor[c]!);
    for (let c = 0; c < cells; c++) {
      for (let d = 0; d <= c; d++) {
        let sumOf = 0;
        for (let k = 0; k < size; k++) sumOf += turned[c * stride + k]! * turned[d * stride + k]!;
        const value = (c === d ? weight[c]! : 0) - weight[c]! * weight[d]! * sumOf;
        curvature[c * cells + d] = value;
        curvature[d * cells + c] = value;
      }
    }
  };

  return { cells, offsets, residuals, products, curvature, stride, integrate, curve };
}
