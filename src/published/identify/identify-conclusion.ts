import type { ProgramName } from "../../programs/run-program.js";
import { add, type Candidate, NOTHING } from "./candidate.js";
import { agreeing, orderOf, type Verdict, verdictOf } from "./rank.js";

/** Which conventions reproduce one set of printed numbers, the best first. */
export interface ResultIdentification {
  /** Id of the result. */
  readonly id: string;
  /** Pooled numbers that were compared. */
  readonly numbers: number;
  /** The conventions, the best first. */
  readonly candidates: readonly Candidate[];
  /** Ids of the best candidates; several where they can't be told apart, none where no convention explains the numbers. */
  readonly best: readonly string[];
  /** Programs of the best candidates. */
  readonly programs: readonly (ProgramName | null)[];
  /**
   * How sure it is. `must`: no contradiction, every other convention ruled out by two numbers at least, and a chance below
   * 1 in 10,000 that a paper made otherwise has the same numbers. `consistent`: no contradiction, but less than that.
   * `several`: the same of more than one program. `nearest`: some numbers are otherwise, but too many agree for chance.
   * `none`: no known convention.
   */
  readonly verdict: Verdict;
  /**
   * Chance, by a model of how far methods lie apart, that some convention of those tried agrees so with a paper that was made otherwise.
   * No less than 0.01 where some numbers are otherwise, as nearly the same studies agree in part; 1 where nothing is named. How far
   * it holds is in the guide (identify-rates.md).
   */
  readonly falseMatchProbability: number;
  /** What that means, in words. */
  readonly conclusion: string;
}

/** Which conventions reproduce the printed numbers of a paper: all of them together, and result by result. */
export interface Identification extends ResultIdentification {
  /** Changes when the shape of this object does. */
  readonly schema: "dta-meta/identification/2";
  /** The same for each result by itself. */
  readonly results: readonly ResultIdentification[];
}

const quote = (words: readonly string[]): string =>
  words.length === 1 ? words[0]! : `${words.slice(0, -1).join("; or it ")}; or it ${words[words.length - 1]}`;

/** A chance as a reader takes it: "1 in 20,000", or a number where it is large. */
function chanceWords(chance: number): string {
  if (chance >= 0.05) return `about ${chance >= 0.995 ? "1" : chance.toFixed(2)}`;
  const odds = 1 / chance;
  if (odds >= 1e6) return "less than 1 in a million";
  const digits = odds >= 1000 ? 1000 : odds >= 100 ? 100 : 1;
  return `about 1 in ${String(Math.round(odds / digits) * digits).replace(/\B(?=(\d{3})+$)/g, ",")}`;
}

/** Ranks the candidates for one set of numbers and says what the ranking means. */
export function conclude(id: string, numbers: number, candidates: readonly Candidate[]): ResultIdentification {
  const order = orderOf(candidates);
  const ranked = [...candidates].sort(order);
  const [first] = ranked;
  const tied = first === undefined ? [] : ranked.filter((candidate) => order(first, candidate) === 0);
  const { verdict, chance } = verdictOf(ranked, tied);
  const best = verdict === "none" ? [] : tied;
  return {
    id,
    numbers,
    candidates: ranked,
    best: best.map((candidate) => candidate.id),
    programs: [...new Set(best.map(({ program }) => program))],
    verdict,
    falseMatchProbability: chance,
    conclusion: wordsOf(verdict, chance, numbers, ranked, tied),
  };
}

const OPENINGS: Readonly<Record<Verdict, string>> = {
  must: "The paper must have",
  consistent: "The numbers are consistent with one convention: the paper",
  several: "Several conventions can't be told apart: the paper",
  nearest: "No known convention gives all of the numbers; nearest to them comes that the paper",
  none: "None of the known conventions explains the printed numbers.",
};

function wordsOf(
  verdict: Verdict,
  chance: number,
  numbers: number,
  ranked: readonly Candidate[],
  best: readonly Candidate[],
): string {
  const [first] = best;
  if (verdict === "none" || first === undefined) {
    if (first === undefined || agreeing(first) === 0) return OPENINGS.none;
    return `${OPENINGS.none} The nearest (${first.id}) gives ${agreeing(first)} of ${numbers}, and ${first.off} otherwise.`;
  }
  const next = ranked[best.length];
  const sentences = [
    `${OPENINGS[verdict]} ${quote(best.map(({ description }) => description))}.`,
    `This gives ${countWords(first, numbers)}.`,
  ];
  const unseen = [
    ...new Set(best.filter(({ heldAgainst }) => heldAgainst?.startsWith("source")).map(({ program }) => program)),
  ];
  if (unseen.length > 0)
    sentences.push(`What ${unseen.join(" and ")} prints was taken from its source; no output of it was at hand.`);
  if (first.off > 0) {
    const shown = first.contradicted.slice(0, 5).join(", ");
    sentences.push(`Otherwise are ${shown}${first.off > 5 ? ` and ${first.off - 5} more` : ""}.`);
  }
  sentences.push(`The chance that a paper made in another way has numbers that fit so well is ${chanceWords(chance)}.`);
  if (next !== undefined && agreeing(next) > 0)
    sentences.push(`The next (${next.id}) gives ${countWords(next, numbers)}${whyNext(first, next)}.`);
  if (verdict === "consistent" && chance < 0.01)
    sentences.push("Another convention is not ruled out by two numbers or more, so it is not certain.");
  return sentences.join(" ");
}

/** "56 of 60 printed numbers, 2 of them to four digits, contradicts 3 and doesn't print 1". */
function countWords(candidate: Candidate, numbers: number): string {
  const { near, off, tried, missing } = candidate;
  const rest = [
    near > 0 ? `${near} of them to four digits alone` : "",
    off > 0 ? `${off} otherwise` : "",
    missing > 0 ? `does not print ${missing}` : "",
    tried < numbers ? `was not tried on ${numbers - tried} of studies that it refuses` : "",
  ].filter((part) => part !== "");
  return [`${agreeing(candidate)} of ${numbers} printed numbers`, ...rest].join(", ");
}

/** What puts the next candidate behind, where it isn't what it gives otherwise. */
function whyNext(first: Candidate, next: Candidate): string {
  if (next.off !== first.off || agreeing(next) !== agreeing(first)) return "";
  if (next.near !== first.near) return ", but fewer to the last digit";
  if (next.tooFine > first.tooFine) return `, but prints fewer digits than ${next.tooFine} of them have`;
  return next.rowsOff > first.rowsOff || next.rowsReproduced < first.rowsReproduced
    ? ", but not the rows of the studies"
    : "";
}

/** The fewest programs that between them are among the best for every result, those that explain most results first. */
function coveringPrograms(results: readonly ResultIdentification[]): Map<ProgramName | null, string[]> {
  const cover = new Map<ProgramName | null, string[]>();
  let open = results.filter(({ best }) => best.length > 0);
  while (open.length > 0) {
    const counts = new Map<ProgramName | null, number>();
    for (const { programs } of open)
      for (const program of programs) counts.set(program, (counts.get(program) ?? 0) + 1);
    // A method that many programs have, this library's too, explains a result only where no other program does.
    const common = (program: ProgramName | null): number => Number(program === null || program === "dta-meta");
    const program = [...counts].sort(([a, x], [b, y]) => common(a) - common(b) || y - x)[0]![0];
    cover.set(
      program,
      open.filter(({ programs }) => programs.includes(program)).map(({ id }) => id),
    );
    open = open.filter(({ programs }) => !programs.includes(program));
  }
  return cover;
}

/** All results of a paper taken together. A convention that was not tried on a result, since it isn't of its kind, doesn't print it. */
export function together(
  results: readonly ResultIdentification[],
  tallied: readonly { readonly numbers: number; readonly candidates: readonly Candidate[] }[],
): Identification {
  const total = new Map<string, Candidate>();
  for (const { candidates } of tallied)
    for (const candidate of candidates) total.set(candidate.id, { ...candidate, ...NOTHING });
  for (const { numbers, candidates } of tallied) {
    for (const [id, before] of total) {
      const own = candidates.find((candidate) => candidate.id === id) ?? {
        ...NOTHING,
        tried: numbers,
        missing: numbers,
      };
      total.set(id, { ...before, ...add(before, own) });
    }
  }
  const numbers = tallied.reduce((sum, one) => sum + one.numbers, 0);
  const whole = conclude("all", numbers, [...total.values()]);
  const cover = coveringPrograms(results);
  const programs = [...cover.keys()];
  const schema = "dta-meta/identification/2";
  if (programs.length < 2) return { schema, ...whole, results };
  const parts = [...cover].map(([program, ids]) => `${program ?? "no program in particular"} (${ids.join(", ")})`);
  const conclusion = `The results don't come from one program. Those that explain them between them: ${parts.join("; ")}.`;
  return { schema, ...whole, verdict: "several", programs, conclusion, results };
}
