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
import { metadta } from "./metadta.js";
import { metandi } from "./metandi.js";
import { metandi2 } from "./metandi2.js";
import { midas } from "./midas.js";
import type { ProgramOutput } from "./program-output.js";

/** The programs whose conventions are known. */
export const programNames = [
  "midas",
  "metandi",
  "metadta",
  "mada",
  "meta-disc",
  "lme4",
  "metandi2",
  "meqrlogit",
  "dta-meta",
] as const;
/** A program whose conventions are known. */
export type ProgramName = (typeof programNames)[number];

/** How a program was called, as far as it differs from its defaults; each takes what it knows and refuses the rest. */
export interface ProgramOptions {
  /** `dta-meta`: the binomial model or Reitsma's. */
  readonly model?: ModelOption | undefined;
  /** Quadrature nodes: `metandi`, `metadta`, `meqrlogit`, `dta-meta`. */
  readonly nodes?: number | undefined;
  /** Estimator: of `mada` and `dta-meta` "reml", "ml", "mm", "fixed"; of the ratios of `meta-disc` "dl", "mh". */
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
  /** Pre-test probability: `midas`, `mada`, `lme4`. */
  readonly prior?: number | undefined;
  /** Standard deviation of the pre-test probability: `mada`. */
  readonly priorSd?: number | undefined;
}

const KNOWN: Readonly<Record<ProgramName, readonly (keyof ProgramOptions)[]>> = {
  midas: ["covariate", "prior"],
  metandi: ["nodes"],
  metadta: ["nodes", "covariate"],
  mada: ["method", "correction", "covariate", "prior", "priorSd"],
  "meta-disc": ["method"],
  lme4: ["prior"],
  metandi2: [],
  meqrlogit: ["nodes", "covariate"],
  "dta-meta": ["model", "nodes", "method", "correction"],
};

/** The options without those that are `undefined`. */
function given<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function checkOptions(program: ProgramName, options: ProgramOptions): void {
  const known = KNOWN[program];
  for (const name of Object.keys(given(options))) {
    if ((known as readonly string[]).includes(name)) continue;
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
  return finite(run(program, studies, options));
}

/** Quantities without the numbers that the program prints as missing, infinite or not a number: `null`. */
function finite(output: ProgramOutput): ProgramOutput {
  const parts = ["estimate", "lower", "upper", "standardError", "z", "pValue"] as const;
  const quantities = Object.entries(output.quantities).map(([name, quantity]) => {
    const missing = parts.filter((part) => typeof quantity[part] === "number" && !Number.isFinite(quantity[part]));
    return [name, { ...quantity, ...Object.fromEntries(missing.map((part) => [part, null])) }] as const;
  });
  return { ...output, quantities: Object.fromEntries(quantities) };
}

function run(program: ProgramName, studies: readonly Study[], options: ProgramOptions): ProgramOutput {
  const { method, correction, covariate, ...rest } = given(options);
  const corrected = correction === undefined ? {} : { correction: given(correction) };
  const on = covariate === undefined ? {} : { covariate };
  const by = <M extends string>(choices: readonly M[]): { method?: M } =>
    method === undefined ? {} : { method: checkChoice("options.method", method as M, choices) };
  switch (program) {
    case "midas":
      return midas(studies, { ...rest, ...on });
    case "metandi":
      return metandi(studies, rest);
    case "metadta":
      return metadta(studies, { ...rest, ...on });
    case "mada":
      return mada(studies, { ...rest, ...on, ...corrected, ...by(estimators) });
    case "meta-disc":
      return metaDisc(studies, by(["dl", "mh"]));
    case "lme4":
      return lme4(studies, rest);
    case "metandi2":
      return metandi2(studies);
    case "meqrlogit":
      return meqrlogit(studies, { ...rest, ...on });
    case "dta-meta":
      return dtaMeta(studies, { ...rest, ...corrected, ...by(estimators) });
  }
}
