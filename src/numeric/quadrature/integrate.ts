import { InputError } from "../../base/errors.js";
import { cosh, exp, sinh } from "../elementary.js";

/** An integrand; besides x it gets the exact distances of x from both ends, for functions that are singular there. */
export type Integrand = (x: number, fromLow: number, toHigh: number) => number;

export interface IntegrationOptions {
  /** Wanted error, relative to the integral of |f|; 1e-14 by default. */
  readonly tolerance?: number;
}

/** An integral with what is known of its accuracy. */
export interface Integral {
  readonly value: number;
  /** Estimated absolute error: the change by the last halving of the step, summed over the parts of the interval. */
  readonly error: number;
  /** Number of evaluations of the integrand. */
  readonly evaluations: number;
}

/** Beyond this |t| the distance to the end, e^(−π sinh t), underflows. */
const FARTHEST = 6.1;
/** Halvings of the step, starting from 1/2, before the interval is cut in two. */
const LEVELS = 6;
const MOST_CUTS = 60;

/** Sums of f·dx/dt and its absolute value at the t of one side: first, first + step, … up to where nothing is added. */
interface Sum {
  signed: number;
  absolute: number;
  evaluations: number;
}

function addSide(f: Integrand, low: number, high: number, sign: 1 | -1, first: number, step: number, sum: Sum): void {
  const width = high - low;
  let idle = 0;
  for (let t = first; t < FARTHEST && idle < 3; t += step) {
    const u = exp(-Math.PI * sinh(t));
    const near = width * (u / (1 + u));
    const far = width / (1 + u);
    const x = sign < 0 ? low + near : high - near;
    const value = sign < 0 ? f(x, near, far) : f(x, far, near);
    sum.evaluations += 1;
    // A node that rounding has put onto an end where f has a pole carries no weight.
    if (!Number.isFinite(value) && (x === low || x === high)) return;
    const part = value * Math.PI * cosh(t) * near * (1 / (1 + u));
    sum.signed += part;
    sum.absolute += Math.abs(part);
    idle = Math.abs(part) <= 1e-18 * sum.absolute ? idle + 1 : 0;
  }
}

/** An interval with no number inside: the trapezium of those of its ends where f has no pole. */
function narrowest(f: Integrand, low: number, high: number): Integral {
  const width = high - low;
  const heights = [f(low, 0, width), f(high, width, 0)].filter(Number.isFinite);
  const value = heights.reduce((sum, height) => sum + (height * width) / 2, 0);
  return { value, error: Math.abs(value), evaluations: 2 };
}

/** The tanh–sinh rule with halved steps until two agree; `scale` is ∫|f| over the whole interval, 0 while unknown. */
function part(f: Integrand, low: number, high: number, tolerance: number, scale: number, cuts: number): Integral {
  const middle = low + (high - low) / 2;
  if (!(low < middle && middle < high)) return narrowest(f, low, high);
  const sum: Sum = { signed: 0, absolute: 0, evaluations: 1 };
  const atMiddle = f(middle, middle - low, high - middle) * Math.PI * 0.25 * (high - low);
  sum.signed = atMiddle;
  sum.absolute = Math.abs(atMiddle);
  let step = 0.5;
  addSide(f, low, high, -1, step, step, sum);
  addSide(f, low, high, 1, step, step, sum);
  let value = sum.signed * step;
  let error = Number.POSITIVE_INFINITY;
  for (let level = 1; level <= LEVELS; level++) {
    step /= 2;
    addSide(f, low, high, -1, step, 2 * step, sum);
    addSide(f, low, high, 1, step, 2 * step, sum);
    const previous = value;
    value = sum.signed * step;
    error = Math.abs(value - previous);
    if (error <= tolerance * Math.max(scale, sum.absolute * step))
      return { value, error, evaluations: sum.evaluations };
  }
  if (cuts === 0 || !Number.isFinite(value)) return { value, error, evaluations: sum.evaluations };
  const wholeScale = Math.max(scale, sum.absolute * step);
  const toHigh = high - middle;
  const left = part((x, fromLow, rest) => f(x, fromLow, rest + toHigh), low, middle, tolerance, wholeScale, cuts - 1);
  const fromLow = middle - low;
  const right = part((x, gone, rest) => f(x, gone + fromLow, rest), middle, high, tolerance, wholeScale, cuts - 1);
  return {
    value: left.value + right.value,
    error: left.error + right.error,
    evaluations: sum.evaluations + left.evaluations + right.evaluations,
  };
}

/**
 * ∫ f(x) dx from low to high with an estimate of its error.
 *
 * The double-exponential (tanh–sinh) rule of Takahasi and Mori (1974, Publ RIMS 9:721–741,
 * doi:10.2977/prims/1195192451): x = (low + high·e^(π sinh t)) / (1 + e^(π sinh t)), then the trapezoidal rule in t, its
 * step halved until two results agree. It converges exponentially for integrands that are smooth inside the interval,
 * whatever they do at its ends (roots, logs, integrable poles). Where it does not converge, at a jump or a sharp peak
 * inside, the interval is cut in two, again and again.
 *
 * f is never called at an end of the interval unless rounding puts a node there. A pole at an end other than 0 is best
 * written in the distances that f gets beside x.
 *
 * @throws InputError `outside-domain` unless both limits are finite
 */
export function integral(f: Integrand, low: number, high: number, options: IntegrationOptions = {}): Integral {
  for (const [where, limit] of [
    ["low", low],
    ["high", high],
  ] as const) {
    if (!Number.isFinite(limit)) {
      throw new InputError("outside-domain", `The limit \`${where}\` of an integral must be finite, got ${limit}.`, {
        where,
        got: limit,
        wanted: "a finite number",
      });
    }
  }
  if (low === high) return { value: 0, error: 0, evaluations: 0 };
  if (low > high) {
    const reversed = integral((x, fromLow, toHigh) => f(x, toHigh, fromLow), high, low, options);
    return { ...reversed, value: -reversed.value };
  }
  return part(f, low, high, options.tolerance ?? 1e-14, 0, MOST_CUTS);
}

/** ∫ f(x) dx from low to high; see {@link integral}. */
export function integrate(f: Integrand, low: number, high: number, options: IntegrationOptions = {}): number {
  return integral(f, low, high, options).value;
}
