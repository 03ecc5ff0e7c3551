import { exp } from "../../numeric/elementary.js";
import { CELL, type CellLikelihood } from "./group-cells.js";
import { type LatentFunctions, logOneMinusExp } from "./latent-distribution.js";

/** The likelihood of cells for any distribution: each cell in the nearer tail, so that one of 1e-300 keeps its digits. */
export function generalCells({ logCdf, logSurvival, logDensity, logDensitySlope }: LatentFunctions): CellLikelihood {
  return ({ cutoffs, byLambda, counts }, m, s, out) => {
    const n = cutoffs.length;
    const inverse = exp(-s);
    let value = 0;
    let sum = 0;
    let first = 0;
    let all = 0;
    let row = 0;
    let second = 0;
    let lambda = 0;
    for (let j = 0; j <= n; j++) {
      const count = counts[j]!;
      if (count === 0) continue;
      const low = j > 0 ? (cutoffs[j - 1]! - m) * inverse : 0;
      const high = j < n ? (cutoffs[j]! - m) * inverse : 0;
      let logCell: number;
      if (j === 0) logCell = logCdf(high);
      else if (j === n) logCell = logSurvival(low);
      else if (low + high > 0) {
        const outer = logSurvival(low);
        logCell = outer + logOneMinusExp(logSurvival(high) - outer);
      } else {
        const outer = logCdf(high);
        logCell = outer + logOneMinusExp(logCdf(low) - outer);
      }
      value += count * logCell;
      // the cell's derivatives by its ends: f/cell above, −f/cell below
      const above = j < n ? exp(logDensity(high) - logCell) : 0;
      const below = j > 0 ? exp(logDensity(low) - logCell) : 0;
      const aboveAbove = j < n ? above * (logDensitySlope(high) - above) : 0;
      const belowBelow = j > 0 ? -below * (logDensitySlope(low) + below) : 0;
      const across = above * below;
      sum += count * (above - below);
      first += count * (above * high - below * low);
      all += count * (aboveAbove + belowBelow + 2 * across);
      row += count * ((aboveAbove + across) * high + (belowBelow + across) * low);
      second += count * (aboveAbove * high * high + belowBelow * low * low + 2 * across * high * low);
      if (byLambda.length > 0) {
        lambda += count * ((j < n ? above * byLambda[j]! : 0) - (j > 0 ? below * byLambda[j - 1]! : 0));
      }
    }
    out[CELL.m] = -inverse * sum;
    out[CELL.s] = -first;
    out[CELL.mm] = inverse * inverse * all;
    out[CELL.ms] = inverse * (sum + row);
    out[CELL.ss] = first + second;
    out[CELL.lambda] = inverse * lambda;
    return value;
  };
}
