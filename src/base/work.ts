import { DtaError } from "./errors.js";

/** What the computations that are running may still spend, the outermost first. */
const purses: { left: number; readonly of: string }[] = [];

/**
 * Counts work, in evaluations of an integrand at one node (some tens of nanoseconds each), against what the computations that are
 * running may do. Counted and not timed, so that the same data end the same way everywhere.
 *
 * @throws DtaError `too-much-work` where one of them has no more to spend
 */
export function spend(work: number): void {
  for (const purse of purses) {
    purse.left -= work;
    if (purse.left >= 0) continue;
    throw new DtaError(
      "too-much-work",
      `${purse.of} was given up: the likelihood of these data is so far from any that can be integrated by a reasonable number of nodes ` +
        "that the search would take minutes or more. Look at the counts: results of 0 and of 100 % side by side, in studies of very different sizes, do this.",
      { wanted: "studies that one distribution can describe" },
    );
  }
}

/** Runs a computation that may spend no more than so much. */
export function withinWork<T>(of: string, most: number, run: () => T): T {
  purses.push({ left: most, of });
  try {
    return run();
  } finally {
    purses.pop();
  }
}
