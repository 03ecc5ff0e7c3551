import type { ProgramName } from "../../programs/run-program.js";
import { add, type Candidate, NOTHING } from "./candidate.js";

/** Which conventions reproduce one set of printed numbers, the best first. */
export interface ResultIdentification {
  /** Id of the result. */
  readonly id: string;
  /** Printed numbers that were compared. */
  readonly numbers: number;
  /** The conventions, the best first. */
  readonly candidates: readonly Candidate[];
  /** Ids of the best candidates; several where they can't be told apart. */
  readonly best: readonly string[];
  /** Programs of the best candidates. */
  readonly programs: readonly (ProgramName | null)[];
  /** What the paper must have done, in words. */
  readonly conclusion: string;
}

/** Which conventions reproduce the printed numbers of a paper: all of them together, and result by result. */
export interface Identification extends ResultIdentification {
  /** Changes when the shape of this object does. */
  readonly schema: "dta-meta/identification/1";
  /** The same for each result by itself. */
  readonly results: readonly ResultIdentification[];
}

/**
 * The better first: the share of the numbers tried that is reproduced, then to the last digit, then fewer that are too fine. One
 * that could be tried on less than half of the numbers comes after the others.
 */
function byMerit(numbers: number): (a: Candidate, b: Candidate) => number {
  const share = (count: number, { tried }: Candidate): number => (tried > 0 ? count / tried : 0);
  const half = ({ tried }: Candidate): number => (2 * tried >= numbers ? 1 : 0);
  return (a, b) =>
    half(b) - half(a) ||
    share(b.reproduced, b) - share(a.reproduced, a) ||
    share(b.exact, b) - share(a.exact, a) ||
    a.tooFine - b.tooFine;
}

const quote = (words: readonly string[]): string =>
  words.length === 1 ? words[0]! : `${words.slice(0, -1).join("; or it ")}; or it ${words[words.length - 1]}`;

/** Ranks the candidates for one set of numbers and says what the ranking means. */
export function conclude(id: string, numbers: number, candidates: readonly Candidate[]): ResultIdentification {
  const order = byMerit(numbers);
  const ranked = [...candidates].sort(order);
  const [first] = ranked;
  if (first === undefined || first.reproduced === 0) {
    const conclusion = "None of the conventions tried reproduces any of the printed numbers.";
    return { id, numbers, candidates: ranked, best: [], programs: [], conclusion };
  }
  const best = ranked.filter((candidate) => order(first, candidate) === 0);
  const next = ranked[best.length];
  const of = (candidate: Candidate): string =>
    `${candidate.reproduced} of ${candidate.tried}${candidate.tried < numbers ? ` (the other ${numbers - candidate.tried} are of studies that it refuses)` : ""}`;
  const opening = best.length === 1 ? "The paper must have" : "Several conventions can't be told apart: the paper";
  const rest =
    next === undefined || next.reproduced === 0
      ? ""
      : ` The next (${next.id}) reproduces ${of(next)}${whyNext(first, next)}.`;
  return {
    id,
    numbers,
    candidates: ranked,
    best: best.map((candidate) => candidate.id),
    programs: [...new Set(best.map(({ program }) => program))],
    conclusion: `${opening} ${quote(best.map(({ description }) => description))}. This reproduces ${of(first)} printed numbers.${rest}`,
  };
}

/** What puts the next candidate behind, where it isn't the number reproduced. */
function whyNext(first: Candidate, next: Candidate): string {
  if (next.reproduced * first.tried !== first.reproduced * next.tried) return "";
  if (next.exact < first.exact) return ", but fewer to the last digit";
  return next.tooFine > first.tooFine ? `, but prints fewer digits than ${next.tooFine} of them have` : "";
}

/** The fewest programs that between them are among the best for every result, those that explain most results first. */
function coveringPrograms(results: readonly ResultIdentification[]): Map<ProgramName | null, string[]> {
  const cover = new Map<ProgramName | null, string[]>();
  let open = results.filter(({ best }) => best.length > 0);
  while (open.length > 0) {
    const counts = new Map<ProgramName | null, number>();
    for (const { programs } of open)
      for (const program of programs) counts.set(program, (counts.get(program) ?? 0) + 1);
    // A method that many programs have explains a result only where no program does.
    const program = [...counts].sort(([a, x], [b, y]) => Number(a === null) - Number(b === null) || y - x)[0]![0];
    cover.set(
      program,
      open.filter(({ programs }) => programs.includes(program)).map(({ id }) => id),
    );
    open = open.filter(({ programs }) => !programs.includes(program));
  }
  return cover;
}

/** All results of a paper taken together. A convention that was not tried on a result, since it isn't of its kind, missed it. */
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
  const schema = "dta-meta/identification/1";
  if (programs.length < 2)
    return { schema, ...whole, programs: programs.length === 0 ? whole.programs : programs, results };
  const parts = [...cover].map(([program, ids]) => `${program ?? "no program in particular"} (${ids.join(", ")})`);
  const conclusion = `The results don't come from one program. Those that explain them between them: ${parts.join("; ")}.`;
  return { schema, ...whole, programs, conclusion, results };
}
