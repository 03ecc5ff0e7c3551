import { exp, log, log1p } from "../../numeric/elementary.js";
import type { GaussHermiteRule } from "../../numeric/quadrature/gauss-hermite.js";

/** ln ∫ Bin(y; n, expit(η + s w)) φ(w) dw of one cell as a function of η: a row of `CellRule`s is what the nested rule sums over. */
export interface CellRule {
  /** E[y − n p | y] at the last η. */
  residual: number;
  /** E[(y − n p) w | y] at the last η. */
  product: number;
  /** −∂²/∂η² by Laplace's approximation, at the last η. */
  curvature: number;
  /** Without the binomial coefficient. */
  integrate(eta: number, s: number, rule: GaussHermiteRule): number;
}

/** Steps are of the logarithm of what is left, so that thousands of logits take hundreds. */
const MAX_STEPS = 5000;

/**
 * Binds one cell to the adaptive rule in its own effect. The mode of the last call is where the next one starts: neighbouring
 * nodes have neighbouring modes. It has to be the mode at this η: nodes placed once for all η lose whole units of log-likelihood.
 */
export function cellRule(y: number, n: number): CellRule {
  // in an array: a captured number is kept in a box, a new one with every write
  const mode = new Float64Array(1);
  const cell: CellRule = {
    residual: 0,
    product: 0,
    curvature: 0,
    integrate(eta, s, { nodes, logScaledWeights }) {
      let w = s === 0 ? 0 : mode[0]!;
      let curvature = 1;
      let centre = 0;
      for (let step = 0; ; step++) {
        const predictor = eta + s * w;
        const e = exp(-Math.abs(predictor));
        const large = 1 / (1 + e);
        const small = e * large;
        const p = predictor >= 0 ? large : small;
        const residual = y * (predictor >= 0 ? small : large) - (n - y) * p;
        const weight = n * large * small;
        curvature = 1 + s * s * weight;
        const delta = (s * residual - w) / curvature;
        const change = Math.abs(s * delta);
        if (change < 1e-9 || step === MAX_STEPS) {
          centre = y * predictor - n * (Math.max(predictor, 0) - log(large)) - 0.5 * w * w;
          cell.curvature = weight / curvature;
          cell.residual = residual;
          break;
        }
        w += change > 1e-4 ? (delta * log1p(change)) / change : delta;
      }
      mode[0] = w;
      if (s === 0) {
        cell.product = 0;
        return centre;
      }
      const root = 1 / Math.sqrt(curvature);
      let mass = 0;
      let residuals = 0;
      let products = 0;
      for (let i = 0; i < nodes.length; i++) {
        const v = w + root * nodes[i]!;
        const predictor = eta + s * v;
        const e = exp(-Math.abs(predictor));
        const total = 1 + e;
        const large = 1 / total;
        const small = e * large;
        const value = y * predictor - n * (Math.max(predictor, 0) + log(total)) - 0.5 * v * v;
        const share = exp(logScaledWeights[i]! + value - centre);
        const residual = share * (predictor >= 0 ? y * small - (n - y) * large : y * large - (n - y) * small);
        mass += share;
        residuals += residual;
        products += residual * v;
      }
      cell.residual = residuals / mass;
      cell.product = products / mass;
      return centre + log(mass * root);
    },
  };
  return cell;
}
