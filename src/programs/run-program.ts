import { checkChoice } from "../base/checks.js";
import { InputError } from "../base/errors.js";
import type { ModelOption } from "../models/fit.js";
import { estimators } from "../models/normal/estimators.js";
import { checkStudies } from "../tables/check-studies.js";
import type { Correction } from "../tables/correction.js";
import type { Study } from "../tables/study.js";
import { dtaMeta } from "./dta-meta.js";
import { lme4 } from "./lme4.js";
import { mada } from "./mada.js";
import { meqrlogit } from "./meqrlogit.js";
import { metaDisc } from "./meta-disc.js";
import { metaDisc2 } from "./meta-disc-2.js";
import { metaDta } from "./meta-dta.js";
import { metadas } from "./metadas.js";
import { metadta } from "./metadta.js";
import { metandi } from "./metandi.js";
import { metandi2 } from "./metandi2.js";
import { midas } from "./midas.js";
import type { ProgramOutput } from "./program-output.js";
import { type RMetaOptions, rMeta } from "./r-meta.js";
import { revman } from "./revman.js";

/** How a program was called, as far as it differs from its defaults; each takes what it knows and refuses the rest. */
export interface ProgramOptions {
  /** `dta-meta`: the binomial model or Reitsma's. */
  readonly model?: ModelOption | undefined;
  /** Quadrature nodes: `metandi`, `metadta`, `meqrlogit`, `dta-meta`. */
  readonly nodes?: number | undefined;
  /** Estimator: of `mada` and `dta-meta` "reml", "ml", "mm", "fixed"; of `meta` "reml", "dl", "pm", "fixed"; of the ratios of `meta-disc` "dl", "mh". */
  readonly method?: string | undefined;
  /** Continuity correction: `mada`, `dta-meta`. */
  readonly correction?:
    | {
        /** What is added to each of the four cells. */
        readonly value?: number | undefined;
        /** Which studies get it. */
        readonly when?: Correction["when"] | undefined;
      }
    | undefined;
  /** Covariate of a meta-regression (`midas`, `mada`), or the test of a comparison (`metadta`, `meqrlogit`). */
  readonly covariate?: string | undefined;
  /** Covariates of a meta-regression on several: `mada`. */
  readonly moderators?: readonly string[] | undefined;
  /** Scale that `meta` pools proportions on: "logit", "raw", "double-arcsine". */
  readonly scale?: RMetaOptions["scale"] | undefined;
  /** Knapp & Hartung's intervals: `meta`. */
  readonly hartungKnapp?: boolean | undefined;
  /** Pre-test probability: `midas`, `mada`, `lme4`, `dta-meta`. */
  readonly prior?: number | undefined;
  /** Standard deviation of the pre-test probability: `mada`. */
  readonly priorSd?: number | undefined;
}

/** The options without those that are `undefined`. */
function given<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** What a program's row is given: its options without those that are undefined. */
type Given = { readonly [K in keyof ProgramOptions]: Exclude<ProgramOptions[K], undefined> };

/**
 * What a program's numbers here were held against: what it printed of known data, what it computes when run, its source alone, or
 * its source in part (the rest as its paper has it).
 */
export type HeldAgainst = "printed output" | "running program" | "source" | "source in part" | "itself";

/** One program: the options that it knows, and what it prints. */
interface Program {
  readonly knows: readonly (keyof ProgramOptions)[];
  /** What its numbers were held against. */
  readonly heldAgainst: HeldAgainst;
  readonly run: (studies: readonly Study[], options: Given) => ProgramOutput;
}

/** Options with the estimator checked against those that a program has. */
function by<M extends string, O extends Given>(
  { method, ...rest }: O,
  choices: readonly M[],
): Omit<O, "method"> & { method?: M } {
  return method === undefined ? rest : { ...rest, method: checkChoice("options.method", method as M, choices) };
}

const corrected = ({ correction, ...rest }: Given) =>
  correction === undefined ? rest : { ...rest, correction: given(correction) };

/** The programs whose conventions are known, a row each. */
const PROGRAMS = {
  midas: { knows: ["covariate", "prior"], heldAgainst: "printed output", run: midas },
  metandi: { knows: ["nodes"], heldAgainst: "printed output", run: metandi },
  metadta: { knows: ["nodes", "covariate"], heldAgainst: "printed output", run: metadta },
  mada: {
    knows: ["method", "correction", "covariate", "moderators", "prior", "priorSd"],
    heldAgainst: "running program",
    run: (studies, options) => mada(studies, by(corrected(options), estimators)),
  },
  "meta-disc": {
    knows: ["method"],
    heldAgainst: "printed output",
    run: (studies, options) => metaDisc(studies, by(options, ["dl", "mh"])),
  },
  "meta-disc-2": { knows: [], heldAgainst: "source in part", run: metaDisc2 },
  meta: {
    knows: ["method", "scale", "hartungKnapp"],
    heldAgainst: "running program",
    run: (studies, options) => rMeta(studies, by(options, ["dl", "reml", "pm", "fixed"])),
  },
  metadas: { knows: [], heldAgainst: "source", run: metadas },
  revman: { knows: [], heldAgainst: "printed output", run: revman },
  lme4: { knows: ["prior"], heldAgainst: "printed output", run: lme4 },
  "meta-dta": { knows: [], heldAgainst: "printed output", run: metaDta },
  metandi2: { knows: [], heldAgainst: "source", run: metandi2 },
  meqrlogit: { knows: ["nodes", "covariate"], heldAgainst: "printed output", run: meqrlogit },
  "dta-meta": {
    knows: ["model", "nodes", "method", "correction", "prior"],
    heldAgainst: "itself",
    run: (studies, options) => dtaMeta(studies, by(corrected(options), estimators)),
  },
} as const satisfies Readonly<Record<string, Program>>;

/** A program whose conventions are known. */
export type ProgramName = keyof typeof PROGRAMS;
/** The programs whose conventions are known. */
export const programNames = Object.keys(PROGRAMS) as readonly ProgramName[] as readonly [ProgramName, ...ProgramName[]];

function checkOptions(program: ProgramName, options: ProgramOptions): void {
  const known: readonly string[] = PROGRAMS[program].knows;
  for (const name of Object.keys(given(options))) {
    if (known.includes(name)) continue;
    const wanted = known.length > 0 ? known.join(", ") : "no options";
    throw new InputError("bad-option", `${program} has no option ${name}; it knows ${wanted}.`, {
      where: `options.${name}`,
      got: name,
      wanted,
    });
  }
}

/**
 * Everything that a program prints of the studies, by its own conventions, slips included.
 *
 * @throws InputError on an option that the program doesn't have (`bad-option`); InsufficientStudiesError where it refuses
 *   so few studies
 *
 * @example
 * ```ts
 * import { readStudies, runProgram } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { label, quantities } = runProgram("metandi", readStudies(csv));
 * label; // "Stata metandi 2.0, 5 quadrature points"
 * quantities["hsroc.lambda"]?.estimate?.toFixed(3); // "3.349"
 * ```
 */
export function runProgram(
  program: ProgramName,
  studies: readonly Study[],
  options: ProgramOptions = {},
): ProgramOutput {
  checkStudies(studies);
  checkChoice("program", program, programNames);
  checkOptions(program, options);
  const { run }: Program = PROGRAMS[program];
  return finite(run(studies, given(options)));
}

/** What a program's numbers were held against. */
export const heldAgainst = (program: ProgramName): HeldAgainst => PROGRAMS[program].heldAgainst;

/** The options that a program knows. */
export const optionsOf = (program: ProgramName): readonly (keyof ProgramOptions)[] => PROGRAMS[program].knows;

/** Quantities without the numbers that the program prints as missing, infinite or not a number: `null`. */
function finite(output: ProgramOutput): ProgramOutput {
  const parts = ["estimate", "lower", "upper", "standardError", "z", "pValue"] as const;
  const quantities = Object.entries(output.quantities).map(([name, quantity]) => {
    const missing = parts.filter((part) => typeof quantity[part] === "number" && !Number.isFinite(quantity[part]));
    return [name, { ...quantity, ...Object.fromEntries(missing.map((part) => [part, null])) }] as const;
  });
  return { ...output, quantities: Object.fromEntries(quantities) };
}
