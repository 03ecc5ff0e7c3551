// Powers of two and the exponents of doubles. `exp` and `log` write this arithmetic out instead of calling it, since in the
// innermost loops a call costs as much as the function itself.

export const LEAST_NORMAL = 2.2250738585072014e-308;
export const TWO_TO_54 = 18014398509481984;

/** The place of 2^0 in `POWERS`. */
export const ZEROTH = 1074;

/** 2^−1074 to 2^1023, each twice the one before, and so exact. */
export const POWERS = (() => {
  const powers = new Float64Array(ZEROTH + 1024);
  let power = Number.MIN_VALUE;
  for (let i = 0; i < powers.length; i++) {
    powers[i] = power;
    power *= 2;
  }
  return powers;
})();

/** x·2^k for whole k from −1075 to 1024, rounded once. */
export function scaleByPowerOfTwo(x: number, k: number): number {
  if (k > 1023) return 2 * x * POWERS[ZEROTH + 1023]!;
  if (k < -ZEROTH) return 0.5 * x * Number.MIN_VALUE;
  return x * POWERS[ZEROTH + k]!;
}

/** A double, and the same bits as two words. */
export const DOUBLE = new Float64Array(1);
export const WORDS = new Int32Array(DOUBLE.buffer);
/** The word that holds sign and exponent. */
export const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
/** The high word of 1 less that of √½: added to the high word of x, it makes the exponent that of the nearest power of two. */
export const TO_NEAREST = 0x3ff00000 - 0x3fe6a09e;

/** The e of x = m·2^e with m in [√½, √2), for a positive normal x. */
export function binaryExponent(x: number): number {
  DOUBLE[0] = x;
  return ((WORDS[HIGH]! + TO_NEAREST) >> 20) - 1023;
}
