import { exp, expm1, log, log1p } from "../../numeric/elementary.js";
import { CELL, type CellLikelihood } from "./group-cells.js";

/**
 * The likelihood of cells for the logistic distribution, where a cell factors: F(b) − F(a) = F(b)·(1 − F(a))·(1 − e^(a−b)).
 * The first two factors make each cut-off a binomial of the cells on its two sides, the last does not know the location.
 */
export const logisticCells: CellLikelihood = ({ cutoffs, byLambda, counts }, m, s, out) => {
  const n = cutoffs.length;
  const inverse = exp(-s);
  let value = 0;
  let sum = 0;
  let first = 0;
  let all = 0;
  let row = 0;
  let second = 0;
  let spacing = 0;
  let lambda = 0;
  for (let j = 0; j < n; j++) {
    const z = (cutoffs[j]! - m) * inverse;
    const below = counts[j]!;
    const above = counts[j + 1]!;
    const e = exp(-Math.abs(z));
    const smaller = e / (1 + e);
    const larger = 1 / (1 + e);
    const cdf = z < 0 ? smaller : larger;
    const survival = z < 0 ? larger : smaller;
    const l = log1p(e);
    value -= z < 0 ? below * (l - z) + above * l : below * l + above * (l + z);
    const q = below * survival - above * cdf;
    const curvature = -(below + above) * smaller * larger;
    sum += q;
    first += z * q;
    all += curvature;
    row += curvature * z;
    second += curvature * z * z;
    if (byLambda.length > 0) lambda += q * byLambda[j]!;
    if (j > 0 && below > 0) {
      const gap = (cutoffs[j]! - cutoffs[j - 1]!) * inverse;
      const growth = expm1(gap);
      value += below * (gap > 1 ? log1p(-exp(-gap)) : log(growth) - gap);
      const odds = growth === Number.POSITIVE_INFINITY ? 0 : 1 / growth;
      first += below * gap * odds;
      // −[1 + ω]·gap²·ω is what the gap adds to Σ zᵢzⱼQᵢⱼ, ω = 1/(e^gap − 1)
      spacing -= below * gap * gap * odds * (1 + odds);
      if (byLambda.length > 0) lambda += below * odds * (byLambda[j]! - byLambda[j - 1]!);
    }
  }
  out[CELL.m] = -inverse * sum;
  out[CELL.s] = -first;
  out[CELL.mm] = inverse * inverse * all;
  out[CELL.ms] = inverse * (sum + row);
  out[CELL.ss] = first + second + spacing;
  out[CELL.lambda] = inverse * lambda;
  return value;
};
