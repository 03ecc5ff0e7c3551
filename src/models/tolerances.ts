/** The numbers that decide when a search is over and which of several optima is reported, each with its reason. */
export const TOLERANCES = {
  /**
   * An optimum on the edge of the parameter space stands unless one off it is better by this, in log-likelihood: a thousandth
   * of the 1e-3 that any printed deviance shows, and a thousand times the rounding of a sum over studies.
   */
  edge: 1e-6,
  /** A better log-likelihood by this is never given up, whatever the curvature says. */
  loss: 1e-4,
  /** Valleys are compared when a Newton step would bring less than this: a hundredth of what tells edges apart. */
  scout: 1e-8,
  /** Optima this far below the best are not followed up by a finer search: what a coarse one may err by, many times over. */
  hopeless: 4,
  /** The search ends where a Newton step would move the estimates by less than 1e-8 standard errors (½ of its square). */
  decrement: 5e-21,
  /** Rounding may keep a search from that; an optimum is one where 1e-5 standard errors are left at most. */
  converged: 5e-11,
} as const;
