import { log10, power } from "../../numeric/elementary.js";
import type { Candidate } from "./candidate.js";

/** Numbers that agree: within their rounding, or to four digits where they have more. */
export const agreeing = ({ reproduced, near }: Candidate): number => reproduced + near;

/** Numbers that a candidate says something about. */
const covered = (candidate: Candidate): number => agreeing(candidate) + candidate.off;

/** How candidates compare; negative where the first is the better. */
export type Order = (a: Candidate, b: Candidate) => number;

/** A contradiction outweighs agreement that has a chance of 1 in 100: papers misprint about so often, and optimisers stop early. */
const COST = 2;
const worth = ({ evidence, off }: Candidate): number => evidence - COST * off;

/**
 * The better first: no contradictions before some, and where there are some by what agrees less what they weigh; then more
 * numbers that agree, within their rounding rather than nearly, with no more digits than the program prints, and last rows of
 * single studies. What a program doesn't print is not held against it, but one that speaks of less than two thirds as many
 * numbers as another comes after those that do.
 */
export function orderOf(candidates: readonly Candidate[]): Order {
  const most = Math.max(0, ...candidates.map(covered));
  const speaks = (candidate: Candidate): number => (3 * covered(candidate) >= 2 * most ? 1 : 0);
  return (a, b) =>
    speaks(b) - speaks(a) ||
    Math.min(1, a.off) - Math.min(1, b.off) ||
    (a.off > 0 ? worth(b) - worth(a) : 0) ||
    a.off - b.off ||
    agreeing(b) - agreeing(a) ||
    a.near - b.near ||
    a.tooFine - b.tooFine ||
    a.rowsOff - b.rowsOff ||
    b.rowsReproduced - a.rowsReproduced;
}

/** How sure it is where the numbers come from. */
export type Verdict = "must" | "consistent" | "several" | "nearest" | "none";

/** Above this chance that another method has the same numbers, nothing is certain. */
export const CERTAIN = 1e-4;
/**
 * Numbers that a program made of nearly the same studies agree with its twins in part: of reports that lack one study so many at most are
 * called nearest to something (simulated; identify-rates.md), whatever the chance for other studies.
 */
const NEARLY_SAME = 0.01;
/** So many contradictions at least rule out each other candidate, so that one misprint does not decide. */
const MARGIN = 2;

/** log₁₀ of the number of ways to choose `some` of `all`. */
function log10Choices(all: number, some: number): number {
  let sum = 0;
  for (let i = 1; i <= Math.min(some, all - some); i++) sum += log10((all - i + 1) / i);
  return sum;
}

/**
 * The chance that some convention of those tried agrees with so many numbers of a paper that was made otherwise: the chance of
 * the agreement itself, times the conventions tried, times the ways to choose which numbers agree.
 */
export function falseMatchProbability(candidate: Candidate, tried: number): number {
  const exponent = candidate.evidence - log10(Math.max(1, tried)) - log10Choices(covered(candidate), candidate.off);
  return exponent <= 0 ? 1 : power(10, -Math.min(300, exponent));
}

/** What the ranking means. `best` are the candidates that nothing tells apart, `ranked` all of them. */
export function verdictOf(
  ranked: readonly Candidate[],
  best: readonly Candidate[],
): { readonly verdict: Verdict; readonly chance: number } {
  const [first] = best;
  if (first === undefined || agreeing(first) === 0) return { verdict: "none", chance: 1 };
  const chance = falseMatchProbability(first, ranked.length);
  if (first.off > 0) {
    // where nothing is named, nothing can be named falsely; what agrees in part is as like to come of nearly the same studies
    const convincing = chance < CERTAIN && agreeing(first) > first.off;
    return convincing ? { verdict: "nearest", chance: Math.max(chance, NEARLY_SAME) } : { verdict: "none", chance: 1 };
  }
  if (new Set(best.map(({ program, id }) => program ?? id)).size > 1) return { verdict: "several", chance };
  const rivals = ranked.filter((candidate) => !best.includes(candidate) && 2 * agreeing(candidate) >= agreeing(first));
  const apart = rivals.every(
    ({ off, program }) => off >= MARGIN || (program !== null && program === first.program && off > 0),
  );
  const certain = chance < CERTAIN && apart && 10 * first.tooFine <= agreeing(first);
  return { verdict: certain ? "must" : "consistent", chance };
}
