/** Both tails of a distribution at one point: P(X ≤ x) and P(X > x). They add up to 1, and each is accurate on its own. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The tail of a log-concave density on one side of its mode, as a quantile solver needs it:
 * the log of the tail's probability, the density divided by that probability, and the slope of the log density.
 */
export interface LogTail {
  readonly logProbability: number;
  readonly hazard: number;
  readonly slope: number;
}

/** The other side of what {@link Tails} holds. */
export function swapTails(tails: Tails): Tails {
  return { lower: tails.upper, upper: tails.lower };
}

/**
 * t with ln F(t) = logP, for an F whose density is log-concave, so that ln F is concave and increases.
 *
 * Halley's method on ln F (cubic convergence), Newton's where Halley's step would leave the bracket; Newton's method
 * alone converges from any start on such a function, quickly even at probabilities like 1e-300.
 *
 * @param logTail ln F(t), its derivative and the derivative of the log density at t
 * @param start any finite t; the better, the fewer steps
 */
export function solveLogTail(logTail: (t: number) => LogTail, logP: number, start: number): number {
  let t = start;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < 100; iteration++) {
    const { logProbability, hazard, slope } = logTail(t);
    const excess = logProbability - logP;
    const newton = -excess / hazard;
    const halley = newton / Math.max(0.25, 1 + 0.5 * newton * (slope - hazard));
    if (Math.abs(excess) <= 1e-7) return t + halley;
    if (excess > 0) high = t;
    else low = t;
    let next = t + halley;
    if (!(next > low && next < high)) next = t + newton;
    if (!(next > low && next < high)) next = (low + high) / 2;
    t = next;
  }
  return t;
}
