import * as z from "zod/mini";
import { modelOptions } from "../../models/fit.js";
import { estimators } from "../../models/normal/estimators.js";
import { programNames } from "../../programs/run-program.js";
import { GROUPED_QUANTITIES, HETEROGENEITY_MEASURES, SUMMARY_QUANTITIES } from "../quantities.js";
import { about, chiSquaredTest, correction, count, group, named, printedQuantity, quantities, text } from "./pieces.js";
import { refit } from "./refit.js";

/** The programs by name. */
export const program = named(
  z.enum(programNames),
  "program",
  "The program whose conventions made the numbers: its model, estimator, intervals, corrections and slips.",
);

/** How a program was called. */
export const programOptions = named(
  z.strictObject({
    model: z.optional(about(z.enum(modelOptions), "dta-meta: the binomial model, or the normal-normal one.")),
    nodes: z.optional(
      about(z.int().check(z.positive()), "Quadrature points per random effect; 1 is Laplace's approximation."),
    ),
    method: z.optional(
      about(
        z.enum([...estimators, "dl", "mh"]),
        "Estimator: of mada and dta-meta reml, ml, mm or fixed; of Meta-DiSc's ratios dl or mh.",
      ),
    ),
    correction: z.optional(correction),
    covariate: z.optional(about(text, "The covariate of a meta-regression, or the column that names the test.")),
    moderators: z.optional(about(z.array(text).check(z.minLength(1)), "Covariates of a meta-regression on several.")),
    scale: z.optional(
      about(z.enum(["logit", "raw", "double-arcsine"]), "meta: the scale that proportions are pooled on."),
    ),
    hartungKnapp: z.optional(about(z.boolean(), "meta: Knapp and Hartung's intervals.")),
    prior: z.optional(about(z.number().check(z.gt(0), z.lt(1)), "Pre-test probability.")),
    priorSd: z.optional(about(z.number().check(z.gt(0), z.lt(1)), "Standard deviation of the pre-test probability.")),
  }),
  "programOptions",
  "How the program was called, as far as it differs from its defaults.",
);

const where = named(
  z.union([
    text,
    z.record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))]),
    ),
  ]),
  "where",
  'Which studies: an expression such as "test == \\"CT\\" and year > 2000", or values by column such as {"test": "CT"}.',
);

/** One set of pooled numbers, as one row of a table or one run of a program prints them. */
export const publishedResult = named(
  z.strictObject({
    id: z.optional(about(text, "A short name, unique in the file.")),
    label: z.optional(text),
    k: z.optional(about(count, "Number of 2×2 tables pooled.")),
    participants: z.optional(count),
    note: z.optional(text),
    model: z.optional(about(text, "The model, in the paper's words.")),
    software: z.optional(text),
    as: z.optional(program),
    options: z.optional(programOptions),
    refit: z.optional(refit),
    where: z.optional(where),
    ...quantities(SUMMARY_QUANTITIES),
    logits: group(GROUPED_QUANTITIES.logits),
    betweenStudy: group(GROUPED_QUANTITIES.betweenStudy),
    hsroc: group(GROUPED_QUANTITIES.hsroc),
    fitStatistics: group(GROUPED_QUANTITIES.fitStatistics),
    iSquared: group(GROUPED_QUANTITIES.iSquared),
    threshold: group(GROUPED_QUANTITIES.threshold),
    fagan: group(GROUPED_QUANTITIES.fagan),
    deeks: group(GROUPED_QUANTITIES.deeks),
    heterogeneity: z.optional(
      z.strictObject(
        Object.fromEntries(HETEROGENEITY_MEASURES.map((measure) => [measure, z.optional(chiSquaredTest)])) as Record<
          (typeof HETEROGENEITY_MEASURES)[number],
          z.ZodMiniOptional<typeof chiSquaredTest>
        >,
      ),
    ),
    tests: z.optional(about(z.record(text, chiSquaredTest), "χ² tests by the program's name for them.")),
    quantities: z.optional(
      about(
        z.record(text, printedQuantity),
        'Everything else that was printed, by the program\'s name for it, such as "icc.sensitivity".',
      ),
    ),
    explanations: z.optional(
      about(
        z.record(text, text),
        'Why a printed number is not reproduced, by its name ("nlr.lower"), its quantity ("nlr") or its group ("phm"); "*" for all.',
      ),
    ),
  }),
  "result",
  "One set of pooled numbers.",
);
