import { log } from "../elementary.js";

/** Where draws come from. */
interface Uniforms {
  readonly uniform: () => number;
  readonly normal: () => number;
}

/** More successes expected than this are not counted one by one. */
const MANY = 10_000;

/** Gamma(shape, 1) of a shape of at least 1 (Marsaglia and Tsang 2000, doi:10.1145/358407.358414). */
function gamma({ uniform, normal }: Uniforms, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
  }
}

/** Successes expected in one run of the inversion below: (1 − p)^trials stays far from underflow. */
const RUN_MEAN = 40;

/**
 * Successes of n trials: by inversion of the distribution function from 0 upwards (Kachitvichyanukul and Schmeiser 1988), in runs of
 * trials. Where very many are expected, the trials are first split at one order statistic of their uniforms, which is beta
 * (Ahrens and Dieter 1974), so that the time grows with the logarithm of n.
 */
export function binomial(random: Uniforms, n: number, p: number): number {
  if (p > 0.5) return n - binomial(random, n, 1 - p);
  if (p === 0) return 0;
  if (n * p > MANY) {
    const i = Math.floor((n + 1) / 2);
    const [below, above] = [gamma(random, i), gamma(random, n + 1 - i)];
    const at = below / (below + above);
    return at <= p ? i + binomial(random, n - i, (p - at) / (1 - at)) : binomial(random, i - 1, p / at);
  }
  const { uniform } = random;
  const odds = p / (1 - p);
  const longest = Math.floor(RUN_MEAN / p);
  let successes = 0;
  let probabilityOfNone = 0;
  for (let left = n, before = 0; left > 0; ) {
    const trials = Math.min(left, longest);
    if (trials !== before) probabilityOfNone = wholePower(1 - p, trials);
    before = trials;
    left -= trials;
    let rest = uniform();
    let probability = probabilityOfNone;
    let x = 0;
    while (rest >= probability && x < trials) {
      rest -= probability;
      probability *= ((trials - x) / (x + 1)) * odds;
      x += 1;
    }
    successes += x;
  }
  return successes;
}

/** base^exponent for a whole exponent by repeated squaring; `**` may differ in the last bit between engines. */
function wholePower(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}
