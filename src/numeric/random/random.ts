import { requireProbability, requireWhole } from "../distributions/domain.js";
import { binomial } from "./binomial.js";

/** A stream of random numbers; every call moves it on. */
export interface Random {
  /** A whole number from 0 to 2³² − 1. */
  readonly bits: () => number;
  /** A multiple of 2⁻⁵³ in [0, 1). */
  readonly uniform: () => number;
  /** A standard normal number. */
  readonly normal: () => number;
  /** The number of successes in n trials of probability p each; takes time in proportion to n·min(p, 1 − p). */
  readonly binomial: (n: number, p: number) => number;
  /** A whole number from 0 to n − 1, each equally likely; n from 1 to 2⁵³ − 1. */
  readonly integerBelow: (n: number) => number;
  /** The items in random order, every order equally likely, as a new array. */
  readonly shuffle: <T>(items: readonly T[]) => T[];
}

/**
 * A generator that gives the same numbers for the same seed on every machine and JavaScript engine.
 *
 * Bits are those of xoshiro128** (Blackman and Vigna 2021, ACM Transactions on Mathematical Software 47:36,
 * doi:10.1145/3460772; period 2¹²⁸ − 1), its state filled from the seed by the finaliser of MurmurHash3. All that is made
 * of them uses only the operations that IEEE 754 and ECMAScript define to the last bit (+, −, ×, ÷, comparison, 32-bit
 * integers), and no logarithm or sine, whose last bit is each engine's own.
 *
 * @param seed whole number from 0 to 2⁵³ − 1
 * @param stream whole number likewise: streams of one seed are as good as independent (e.g. one for each replicate)
 * @throws InputError `outside-domain` for other seeds, and from `binomial` and `integerBelow` for arguments outside theirs
 */
export function seededRandom(seed: number, stream = 0): Random {
  requireWhole(seed, "seed");
  requireWhole(stream, "stream");
  const bits = xoshiro128(stateFrom([seed, seed / 2 ** 32, stream, stream / 2 ** 32]));
  const uniform = (): number => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53;
  const integerBelow = (n: number): number => {
    requireWhole(n, "n", 1);
    const range = n <= 2 ** 32 ? 2 ** 32 : 2 ** 53;
    const fair = range - (range % n);
    for (;;) {
      const drawn = range === 2 ** 32 ? bits() : uniform() * 2 ** 53;
      if (drawn < fair) return drawn % n;
    }
  };
  return {
    bits,
    uniform,
    normal: () => normal(uniform),
    binomial: (n, p) =>
      binomial({ uniform, normal: () => normal(uniform) }, requireWhole(n, "n"), requireProbability(p, "p")),
    integerBelow,
    shuffle: (items) => {
      const shuffled = [...items];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = integerBelow(i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
      }
      return shuffled;
    },
  };
}

type State = readonly [number, number, number, number];

/** Four words hashed from four; the low 32 bits of each number count. Never all zero. */
function stateFrom(words: readonly number[]): State {
  let hash = 0;
  const mix = (word: number): number => {
    hash = (Math.imul(hash, 5) + word + 0x9e3779b9) | 0;
    let h = hash;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    hash = h ^ (h >>> 16);
    return hash;
  };
  for (const word of words) mix(word);
  const state: State = [mix(1), mix(2), mix(3), mix(4)];
  return state.some((word) => word !== 0) ? state : [1, 0, 0, 0];
}

/** The generator xoshiro128** from a state of four 32-bit words, not all zero. */
export function xoshiro128(state: State): () => number {
  let [a, b, c, d] = state;
  return () => {
    const five = Math.imul(b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

/**
 * A standard normal number k + x with a random sign, by von Neumann's trick of comparing uniform numbers
 * (Karney 2016, Sampling exactly from the normal distribution, ACM Transactions on Mathematical Software 42:3,
 * doi:10.1145/2710016, algorithm N). Nothing but comparisons and one division: the same on every engine.
 */
function normal(uniform: () => number): number {
  for (;;) {
    let k = 0;
    while (rootOfEuler(uniform)) k += 1;
    let kept = true;
    for (let i = k * (k - 1); kept && i > 0; i--) kept = rootOfEuler(uniform);
    if (!kept) continue;
    const x = uniform();
    const threshold = (2 * k + x) / (2 * k + 2);
    for (let i = 0; kept && i <= k; i++) kept = decays(uniform, x, threshold);
    if (kept) return uniform() < 0.5 ? -k - x : k + x;
  }
}

/** True with probability e^−1/2: whether the run ½ > u₁ > u₂ > … has even length. */
function rootOfEuler(uniform: () => number): boolean {
  let even = true;
  let last = 0.5;
  for (;;) {
    const next = uniform();
    if (next >= last) return even;
    last = next;
    even = !even;
  }
}

/** True with probability e^(−x·threshold): the run x > u₁ > u₂ > … goes on with probability `threshold` a step. */
function decays(uniform: () => number, x: number, threshold: number): boolean {
  let even = true;
  let last = x;
  for (;;) {
    const next = uniform();
    if (next >= last || uniform() >= threshold) return even;
    last = next;
    even = !even;
  }
}
