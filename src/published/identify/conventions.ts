import { type ProportionMethod, proportionInterval } from "../../accuracy/proportion-interval.js";
import { given } from "../../base/given.js";
import { summaryPoint } from "../../inference/point/summary-point.js";
import { poolUnivariate, type UnivariateOptions } from "../../inference/univariate/univariate.js";
import type { BivariateFit } from "../../models/fit.js";
import { fitReitsma, type ReitsmaOptions } from "../../models/normal/fit-reitsma.js";
import { interval, type ProgramOutput, type ProgramQuantity, significant } from "../../programs/program-output.js";
import { type ProgramName, type ProgramOptions, runProgram } from "../../programs/run-program.js";
import type { Study } from "../../tables/study.js";

/** One way in which a paper may have come to its numbers. */
export interface Convention {
  readonly id: string;
  /** The program; `null` for a method that many programs have. */
  readonly program: ProgramName | null;
  /** What the paper did, if it did this, as the end of a sentence. */
  readonly description: string;
  readonly run: (studies: readonly Study[]) => ProgramOutput;
  /** What it was given beside the studies; the same convention with the same settings prints the same. */
  readonly settings: string;
}

const full = significant(7);

function programConvention(
  id: string,
  program: ProgramName,
  description: string,
  options: ProgramOptions = {},
): Convention {
  const settings = JSON.stringify(options);
  return { id, program, description, settings, run: (studies) => runProgram(program, studies, options) };
}

function method(
  id: string,
  description: string,
  quantities: (studies: readonly Study[]) => Readonly<Record<string, ProgramQuantity>>,
): Convention {
  return {
    id,
    program: null,
    description,
    settings: "",
    run: (studies) => ({
      program: id,
      label: description,
      k: studies.length,
      quantities: quantities(studies),
      notes: [],
    }),
  };
}

function ofFit(fit: BivariateFit): Record<string, ProgramQuantity> {
  const { sensitivity, specificity, plr, nlr, dor } = summaryPoint(fit);
  return {
    sensitivity: interval(sensitivity, full),
    specificity: interval(specificity, full),
    plr: interval(plr, full),
    nlr: interval(nlr, full),
    dor: interval(dor, full),
    "betweenStudy.varSensitivity": { estimate: fit.betweenStudy.varSensitivity, format: full },
    "betweenStudy.varSpecificity": { estimate: fit.betweenStudy.varSpecificity, format: full },
    "betweenStudy.correlation": { estimate: fit.betweenStudy.correlation, format: full },
  };
}

const reitsma = (id: string, description: string, options: ReitsmaOptions): Convention =>
  method(id, description, (studies) => ofFit(fitReitsma(studies, { minStudies: 2, ...options })));

const INTERVALS: Readonly<Record<ProportionMethod, string>> = {
  "clopper-pearson": "Clopper–Pearson",
  wilson: "Wilson",
  wald: "Wald",
  jeffreys: "Jeffreys",
  "agresti-coull": "Agresti–Coull",
};

/** Sums of the cells over all studies, as if they were one. */
function sums(name: ProportionMethod): Convention {
  return method(`sums-${name}`, `added up the cells of all studies, with ${INTERVALS[name]} intervals`, (studies) => {
    const add = (cell: "tp" | "fp" | "fn" | "tn"): number => studies.reduce((sum, study) => sum + study[cell], 0);
    const [tp, fp, fn, tn] = [add("tp"), add("fp"), add("fn"), add("tn")];
    const proportion = (x: number, n: number): ProgramQuantity =>
      interval(proportionInterval(x, n, { method: name }) ?? { estimate: null, lower: null, upper: null }, full);
    const [se, sp] = [tp / (tp + fn), tn / (tn + fp)];
    return {
      sensitivity: proportion(tp, tp + fn),
      specificity: proportion(tn, tn + fp),
      plr: { estimate: se / (1 - sp), format: full },
      nlr: { estimate: (1 - se) / sp, format: full },
      dor: { estimate: (tp * tn) / (fp * fn), format: full },
    };
  });
}

const PROPORTIONS = ["sensitivity", "specificity"] as const;
const RATIOS = ["plr", "nlr", "dor"] as const;

/** Each quantity pooled on its own. */
function univariate(
  id: string,
  description: string,
  ofProportions: Omit<UnivariateOptions, "measure">,
  ofRatios: Omit<UnivariateOptions, "measure">,
): Convention {
  return method(id, description, (studies) =>
    Object.fromEntries(
      [...PROPORTIONS, ...RATIOS].map((measure) => {
        const ratio = (RATIOS as readonly string[]).includes(measure);
        const { overall } = poolUnivariate(studies, { measure, ...(ratio ? ofRatios : ofProportions) });
        return [measure, interval(overall.estimate, full)];
      }),
    ),
  );
}

/** Ways to call R's meta and metafor, in words. */
const R_META: readonly (readonly [id: string, words: string, options: ProgramOptions])[] = [
  ["meta", "τ² by REML, proportions as logits", {}],
  ["meta-hk", "τ² by REML, proportions as logits, Hartung–Knapp intervals", { hartungKnapp: true }],
  ["meta-dl", "τ² by DerSimonian & Laird, proportions as logits", { method: "dl" }],
  ["meta-pm", "τ² by Paule & Mandel, proportions as logits", { method: "pm" }],
  ["meta-raw", "τ² by REML, proportions as they are", { scale: "raw" }],
  ["meta-raw-dl", "τ² by DerSimonian & Laird, proportions as they are", { method: "dl", scale: "raw" }],
  ["meta-arcsine", "τ² by REML, double arcsine", { scale: "double-arcsine" }],
  ["meta-arcsine-dl", "τ² by DerSimonian & Laird, double arcsine", { method: "dl", scale: "double-arcsine" }],
];

/** The plain conventions, and those of meta-regressions on the covariates given, at the prior given. */
export function conventions(covariates: readonly string[], prior?: number, priorSd?: number): Convention[] {
  const at = given({ prior });
  const spread = given({ priorSd });
  return [
    programConvention("midas", "midas", "fitted the binomial bivariate model with Stata's midas", at),
    programConvention("metandi", "metandi", "fitted the binomial bivariate model with Stata's metandi, 5 points"),
    ...[7, 9].map((nodes) =>
      programConvention(
        `metandi-${nodes}`,
        "metandi",
        `fitted the binomial bivariate model with Stata's metandi, ${nodes} points`,
        {
          nodes,
        },
      ),
    ),
    programConvention("metadta", "metadta", "fitted the binomial bivariate model with Stata's metadta"),
    programConvention("lme4", "lme4", "fitted the binomial bivariate model with R's lme4 or MetaDTA (Laplace)", at),
    programConvention("meta-dta", "meta-dta", "fitted the binomial bivariate model with the web application MetaDTA"),
    programConvention("revman", "revman", "gave RevMan the parameters of the binomial bivariate model"),
    programConvention("metadas", "metadas", "fitted the binomial bivariate model with SAS's MetaDAS"),
    programConvention("meta-disc-2", "meta-disc-2", "fitted the binomial bivariate model with Meta-DiSc 2.0"),
    programConvention("metandi2", "metandi2", "fitted two univariate random-effects logistic models, as metandi2 does"),
    programConvention(
      "mada",
      "mada",
      "fitted the normal bivariate model by REML with R's mada, 0.5 added to all studies where one has a zero",
      {
        ...at,
        ...spread,
      },
    ),
    programConvention(
      "mada-single",
      "mada",
      "fitted the normal bivariate model by REML with R's mada, 0.5 added to studies with a zero",
      {
        correction: { when: "single" },
        ...at,
        ...spread,
      },
    ),
    programConvention("mada-ml", "mada", "fitted the normal bivariate model by maximum likelihood with R's mada", {
      method: "ml",
      ...at,
      ...spread,
    }),
    programConvention(
      "meta-disc",
      "meta-disc",
      "pooled each quantity on its own with Meta-DiSc, ratios with random effects",
    ),
    programConvention(
      "meta-disc-mh",
      "meta-disc",
      "pooled each quantity on its own with Meta-DiSc, ratios by Mantel–Haenszel",
      {
        method: "mh",
      },
    ),
    programConvention(
      "binomial",
      "dta-meta",
      "fitted the binomial bivariate model with exact quadrature, as dta-meta does",
    ),
    reitsma("normal-ml", "fitted the normal bivariate model by maximum likelihood, 0.5 added to studies with a zero", {
      method: "ml",
    }),
    reitsma("normal-mm", "fitted the normal bivariate model by moments", { method: "mm" }),
    reitsma("normal-fixed", "fitted the normal model without between-study variance", { method: "fixed" }),
    ...(["clopper-pearson", "wilson", "wald", "jeffreys", "agresti-coull"] as const).map(sums),
    ...R_META.map(([id, words, options]) =>
      programConvention(id, "meta", `pooled each quantity on its own with R's meta or metafor, ${words}`, options),
    ),
    univariate(
      "univariate-fixed",
      "pooled each quantity on its own with fixed effects",
      { method: "fixed" },
      { method: "mh" },
    ),
    ...covariates.flatMap((covariate) => [
      programConvention(`midas-${covariate}`, "midas", `made a meta-regression on ${covariate} with Stata's midas`, {
        covariate,
      }),
      programConvention(`mada-${covariate}`, "mada", `made a meta-regression on ${covariate} with R's mada`, {
        covariate,
      }),
      programConvention(`metadta-${covariate}`, "metadta", `compared the tests of ${covariate} with Stata's metadta`, {
        covariate,
      }),
      programConvention(
        `meqrlogit-${covariate}`,
        "meqrlogit",
        `compared the tests of ${covariate} with Stata's meqrlogit`,
        {
          covariate,
        },
      ),
    ]),
  ];
}
