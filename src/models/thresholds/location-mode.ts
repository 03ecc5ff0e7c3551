import type { GroupCells } from "./group-cells.js";
import { AT, type ScaleIntegral } from "./scale-integral.js";
import { PLACE } from "./study-parameters.js";

/** Where a study's locations most likely lie, and how sharply that is known. */
export interface LocationMode {
  /** (z₁, z₂) of the mode; the locations are m₀ + a·z₁ and m₁ + b·z₁ + c·z₂. */
  readonly z1: number;
  readonly z2: number;
  /** −d² ln g/du² of both groups at the mode, at least 0. */
  readonly precision0: number;
  readonly precision1: number;
  /** d ln g/du at the mode. */
  readonly slope0: number;
  readonly slope1: number;
  /** Negative Hessian of the log posterior of (z₁, z₂): [h11 h12; h12 h22]. */
  readonly h11: number;
  readonly h12: number;
  readonly h22: number;
}

/** Newton's method for the mode of ln g₀ + ln g₁ − (z₁² + z₂²)/2, as far as placing nodes needs it. */
export function locationMode(
  integral: ScaleIntegral,
  cells0: GroupCells,
  cells1: GroupCells,
  theta: Float64Array,
  scratch: Float64Array,
): LocationMode {
  const a = theta[PLACE.a]!;
  const b = theta[PLACE.b]!;
  const c = theta[PLACE.c]!;
  const valueAt = (z1: number, z2: number): number => {
    integral.at(cells0, theta[PLACE.m0]! + a * z1, theta[PLACE.s0]!, theta[PLACE.t0]!, scratch, 0);
    integral.at(cells1, theta[PLACE.m1]! + b * z1 + c * z2, theta[PLACE.s1]!, theta[PLACE.t1]!, scratch, AT.size);
    return scratch[AT.value]! + scratch[AT.size + AT.value]! - (z1 * z1 + z2 * z2) / 2;
  };
  let z1 = 0;
  let z2 = 0;
  let value = valueAt(z1, z2);
  for (let iteration = 0; ; iteration++) {
    const slope0 = scratch[AT.m]!;
    const slope1 = scratch[AT.size + AT.m]!;
    const precision0 = Math.max(0, slope0 * slope0 - scratch[AT.mm]!);
    const precision1 = Math.max(0, slope1 * slope1 - scratch[AT.size + AT.mm]!);
    const h11 = 1 + a * a * precision0 + b * b * precision1;
    const h12 = b * c * precision1;
    const h22 = 1 + c * c * precision1;
    const g1 = a * slope0 + b * slope1 - z1;
    const g2 = c * slope1 - z2;
    const determinant = h11 * h22 - h12 * h12;
    const step1 = (h22 * g1 - h12 * g2) / determinant;
    const step2 = (h11 * g2 - h12 * g1) / determinant;
    const promise = g1 * step1 + g2 * step2;
    if (!(promise > 1e-3) || iteration === 40) return { z1, z2, precision0, precision1, slope0, slope1, h11, h12, h22 };
    let factor = 1;
    let next = valueAt(z1 + step1, z2 + step2);
    while (!(next > value) && factor > 1e-3) {
      factor /= 4;
      next = valueAt(z1 + factor * step1, z2 + factor * step2);
    }
    z1 += factor * step1;
    z2 += factor * step2;
    value = next;
  }
}
