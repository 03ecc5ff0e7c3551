import { shown } from "../base/describe.js";
import { InputError, InsufficientStudiesError } from "../base/errors.js";
import type { Auc } from "../inference/curve/auc.js";
import type { RegionsOptions } from "../inference/curve/regions.js";
import type { DeeksOptions } from "../inference/influence/deeks.js";
import type { ProgramOutput } from "../programs/program-output.js";
import { runProgram } from "../programs/run-program.js";
import type { Study } from "../tables/study.js";
import type { AnalyzedAs, AnalyzeOptions } from "./options.js";

/** The area under the curve with its interval; `"program"` where another program's convention gave both. */
export type AnalyzedAuc = Omit<Auc, "interval"> & {
  /** Where the interval comes from. */
  readonly interval: Auc["interval"] | "program";
};

/** What a program does, as far as the parts of an analysis know it. */
interface Habits {
  /** The options of `analyze` that make its fit; `null` where it fits no bivariate model. */
  readonly fit: Pick<AnalyzeOptions, "model" | "method" | "nodes" | "correction"> | null;
  readonly deeks: DeeksOptions;
  readonly regions: RegionsOptions;
}

const HABITS: Readonly<Record<AnalyzedAs, Habits>> = {
  midas: { fit: { nodes: 7 }, deeks: { effectiveSampleSize: "corrected" }, regions: {} },
  metandi: { fit: { nodes: 5 }, deeks: {}, regions: {} },
  metadta: { fit: { nodes: 7 }, deeks: {}, regions: {} },
  mada: {
    fit: { model: "reitsma", method: "reml", correction: { when: "all" } },
    deeks: { correction: { when: "all" } },
    regions: { critical: "chi-squared" },
  },
  "meta-disc": { fit: null, deeks: {}, regions: {} },
};

const OWN = ["model", "method", "nodes", "correction", "correlation", "interval", "prediction"] as const;

/** The habits of the program that `as` names; throws `InputError` where an option contradicts them. */
export function habitsOf(as: AnalyzedAs, options: AnalyzeOptions): Habits {
  const habits = HABITS[as];
  if (habits === undefined) {
    const known = Object.keys(HABITS).join(", ");
    throw new InputError("bad-option", `as must be one of ${known}, got ${shown(as)}.`, {
      where: "as",
      got: as,
      wanted: known,
    });
  }
  const contradicted = OWN.find((name) => options[name] !== undefined);
  if (contradicted !== undefined) {
    throw new InputError("bad-option", `${contradicted} can't be chosen beside as: ${shown(as)}, which has its own.`, {
      where: contradicted,
      wanted: `no ${contradicted}, or no as`,
    });
  }
  return habits;
}

/** Everything that the program prints of the studies; `null` where it refuses so few. */
export function programOutput(
  studies: readonly Study[],
  as: AnalyzedAs,
  options: AnalyzeOptions,
): ProgramOutput | null {
  const [covariate, second] = options.moderators ?? [];
  if (second !== undefined) {
    throw new InputError("bad-option", `${as} takes one covariate at a time, got ${options.moderators?.join(", ")}.`, {
      where: "moderators",
      got: options.moderators,
      wanted: "one covariate",
    });
  }
  const priorKnown = as === "midas" || as === "mada";
  try {
    return runProgram(as, studies, { covariate, ...(priorKnown ? { prior: options.prior } : {}) });
  } catch (error) {
    if (error instanceof InsufficientStudiesError) return null;
    throw error;
  }
}

/** The program's own area and interval in the place of ours, where it prints one. */
export function programAuc(auc: Auc | null, output: ProgramOutput | null): AnalyzedAuc | null {
  const printed = output?.quantities.auc;
  if (auc === null || printed === undefined) return auc;
  const { estimate = null, lower = null, upper = null } = printed;
  return {
    ...auc,
    estimate,
    lower,
    upper,
    interval: "program",
    logitStandardError: null,
    bootstrap: null,
    reason: printed.slip ?? null,
  };
}
