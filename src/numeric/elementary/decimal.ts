/** 10^n for whole n, the nearest double. */
export function powerOfTen(n: number): number {
  return Number(`1e${n}`);
}

/** The n of |x| = d.ddd…·10^n, exactly; −∞ for 0. */
export function decimalExponent(x: number): number {
  return x === 0 ? Number.NEGATIVE_INFINITY : Number(x.toExponential().split("e")[1]);
}
