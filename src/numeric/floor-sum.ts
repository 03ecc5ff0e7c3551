import { floorDivide } from "./exact.js";

/**
 * Σ ⌊(a·i + b)/m⌋ over i = 0 … count − 1, exactly: the lattice points under a line, counted by Euclid's algorithm in
 * some log(m) steps however many terms there are.
 *
 * All arguments whole, m > 0. Whatever the size of the numbers the sum is right as long as it is below 2^53: steps that
 * might pass 2^53 are taken with whole numbers of any length.
 */
export function floorSum(count: number, m: number, a: number, b: number): number {
  if (count <= 0) return 0;
  if (a === 0) return count * floorDivide(b, m);
  const slope = floorDivide(a, m);
  const offset = floorDivide(b, m);
  const fixed = offset * count + slope * ((count * (count - 1)) / 2);
  return fixed + underLine(count, m, a - slope * m, b - offset * m);
}

/** The same for 0 ≤ a < m and 0 ≤ b < m: counts the points by columns and rows in turn. */
function underLine(count: number, m: number, a: number, b: number): number {
  let sum = 0;
  let n = count;
  let modulus = m;
  let step = a;
  let start = b;
  for (;;) {
    if (step >= modulus) {
      const slope = Math.floor(step / modulus);
      sum += ((n * (n - 1)) / 2) * slope;
      step -= slope * modulus;
    }
    if (start >= modulus) {
      const offset = Math.floor(start / modulus);
      sum += n * offset;
      start -= offset * modulus;
    }
    const last = step * n + start;
    if (last > Number.MAX_SAFE_INTEGER) return sum + Number(underLineBig(n, modulus, step, start));
    if (last < modulus) return sum;
    n = Math.floor(last / modulus);
    start = last - n * modulus;
    const exchanged = modulus;
    modulus = step;
    step = exchanged;
  }
}

function underLineBig(count: number, m: number, a: number, b: number): bigint {
  let sum = 0n;
  let [n, modulus, step, start] = [BigInt(count), BigInt(m), BigInt(a), BigInt(b)];
  for (;;) {
    sum += ((n * (n - 1n)) / 2n) * (step / modulus) + n * (start / modulus);
    step %= modulus;
    start %= modulus;
    const last = step * n + start;
    if (last < modulus) return sum;
    n = last / modulus;
    start = last % modulus;
    [modulus, step] = [step, modulus];
  }
}
