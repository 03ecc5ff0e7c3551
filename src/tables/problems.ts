import { InputError } from "../base/errors.js";

/** One thing that is wrong with the input. The message is a whole sentence that says where it is and what would be right. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly where: string;
  readonly got?: unknown;
  readonly wanted: string;
}

/** How many problems one message lists; the rest are counted. */
const LISTED_PROBLEMS = 20;

/** Gathers the problems of one input, so that a user sees them together rather than one a run. */
export interface ProblemList {
  readonly add: (problem: Problem) => void;
  readonly count: () => number;
  /** Throws one `InputError` if anything was added: its code and place are those of the first problem, its message lists them all up to `LISTED_PROBLEMS`. */
  readonly throwIfAny: () => void;
}

/** An empty list of problems. */
export function collectProblems(): ProblemList {
  const listed: Problem[] = [];
  let count = 0;
  return {
    add(problem) {
      count += 1;
      if (listed.length < LISTED_PROBLEMS) listed.push(problem);
    },
    count: () => count,
    throwIfAny() {
      const [first, ...others] = listed;
      if (first === undefined) return;
      const lines = [first.message];
      if (others.length > 0) {
        lines.push(count === 2 ? "1 more problem:" : `${count - 1} more problems:`);
        for (const { message } of others) lines.push(`  - ${message}`);
        if (count > listed.length) lines.push(`  - … and ${count - listed.length} more`);
      }
      throw new InputError(first.code, lines.join("\n"), {
        where: first.where,
        got: first.got,
        wanted: first.wanted,
      });
    },
  };
}

/** Throws one problem at once, where nothing further can be checked. */
export function throwProblem({ code, message, where, got, wanted }: Problem): never {
  throw new InputError(code, message, { where, got, wanted });
}
