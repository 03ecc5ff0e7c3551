import * as z from "zod/mini";
import { programNames } from "../programs/run-program.js";
import { PRINTED_NUMBER } from "./printed-number.js";
import { GROUPED_QUANTITIES, HETEROGENEITY_MEASURES, SUMMARY_QUANTITIES } from "./quantities.js";

/** A copy of the schema with a description for the JSON Schema. */
const about = <T extends z.ZodMiniType>(schema: T, description: string): T =>
  (schema as z.ZodMiniType).check(z.describe(description)) as T;

/** The same, with a name under which the JSON Schema defines it once. */
const named = <T extends z.ZodMiniType>(schema: T, id: string, description: string): T =>
  (schema as z.ZodMiniType).check(z.meta({ id, description })) as T;

const text = z.string().check(z.minLength(1));
const count = z.int().check(z.nonnegative());

/** A number as printed: text keeps its rounding, a JSON number stands for its shortest decimal form. */
export const printedNumber = named(
  z.union([z.string().check(z.regex(PRINTED_NUMBER)), z.number()]),
  "printedNumber",
  'A number exactly as printed, as text so that its rounding stays visible: "0.92", ".92", "92.3%", "1,234", "<0.001".',
);

const quantityParts = named(
  z.strictObject({
    estimate: z.nullish(printedNumber),
    lower: z.nullish(printedNumber),
    upper: z.nullish(printedNumber),
    standardError: z.nullish(printedNumber),
    z: z.nullish(printedNumber),
    pValue: z.nullish(printedNumber),
    level: z.optional(about(z.number(), "Ignored; the level of all intervals stands at the top of the file.")),
  }),
  "printedParts",
  "An estimate with its confidence limits, standard error, z and P, as far as printed; null is the same as left out.",
);

/** A printed quantity: the number alone, or with its limits and what else is printed of it. */
const printedQuantity = named(
  z.union([printedNumber, quantityParts]),
  "printedQuantity",
  "A printed number, or an estimate with its confidence limits, standard error, z and P as far as printed.",
);

const quantities = <K extends string>(names: Readonly<Record<K, { readonly label: string }>>) =>
  Object.fromEntries(
    (Object.entries(names) as [K, { readonly label: string }][]).map(([name, { label }]) => [
      name,
      z.optional(about(z.union([printedNumber, quantityParts]), `${label[0]!.toUpperCase()}${label.slice(1)}.`)),
    ]),
  ) as Record<K, z.ZodMiniOptional<typeof printedQuantity>>;

const group = <K extends string>(names: Readonly<Record<K, { readonly label: string }>>) =>
  z.optional(z.strictObject(quantities(names)));

const chiSquaredTest = named(
  z.strictObject({
    chiSquared: z.optional(printedQuantity),
    q: z.optional(printedQuantity),
    df: z.optional(printedNumber),
    pValue: z.optional(printedNumber),
    iSquared: z.optional(printedQuantity),
    tauSquared: z.optional(printedQuantity),
  }),
  "chiSquaredTest",
  "A χ² test: χ² or Q, its degrees of freedom and P, and I² (in percent) and τ² where printed with it.",
);

const program = named(
  z.enum(programNames),
  "program",
  "The program whose conventions made the numbers: its model, estimator, intervals, corrections and slips.",
);

const programOptions = named(
  z.strictObject({
    model: z.optional(
      about(z.enum(["binomial", "reitsma"]), "dta-meta: the binomial model, or the normal-normal one."),
    ),
    nodes: z.optional(
      about(z.int().check(z.positive()), "Quadrature points per random effect; 1 is Laplace's approximation."),
    ),
    method: z.optional(
      about(
        z.enum(["reml", "ml", "mm", "fixed", "dl", "mh"]),
        "Estimator: of mada and dta-meta reml, ml, mm or fixed; of Meta-DiSc's ratios dl or mh.",
      ),
    ),
    correction: z.optional(
      about(
        z.strictObject({ value: z.optional(z.number()), when: z.optional(z.enum(["single", "all", "none"])) }),
        "Continuity correction: what is added to the four cells, and to which studies.",
      ),
    ),
    covariate: z.optional(about(text, "The covariate of a meta-regression, or the column that names the test.")),
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

const unpooled = z.strictObject({
  subset: z.optional(text),
  label: z.optional(text),
  k: z.optional(count),
  sensitivity: z.optional(z.array(printedNumber)),
  specificity: z.optional(z.array(printedNumber)),
  reason: z.optional(text),
});

const interval = z.strictObject({
  lower: z.union([z.string(), z.number()]),
  upper: z.union([z.string(), z.number()]),
  level: z.optional(z.number()),
  method: z.optional(text),
});

const metric = z.optional(printedNumber);
/** What a paper reports of one study: counts where it gives them, and metrics as printed. */
const studyReport = named(
  z.strictObject({
    id: z.optional(text),
    n: z.optional(count),
    diseased: z.optional(count),
    nonDiseased: z.optional(count),
    tp: z.optional(count),
    fp: z.optional(count),
    fn: z.optional(count),
    tn: z.optional(count),
    sensitivity: metric,
    specificity: metric,
    ppv: metric,
    npv: metric,
    accuracy: metric,
    balancedAccuracy: metric,
    youden: metric,
    f1: metric,
    plr: metric,
    nlr: metric,
    dor: metric,
    mcc: metric,
    kappa: metric,
    prevalence: metric,
    sensitivityInterval: z.optional(interval),
    specificityInterval: z.optional(interval),
  }),
  "study",
  "What is reported of one study.",
);

/** The format of published results. */
export const publishedReport = about(
  z.strictObject({
    $schema: z.optional(z.string()),
    citation: z.optional(about(text, "The paper.")),
    doi: z.optional(z.nullable(text)),
    url: z.optional(z.nullable(text)),
    dataSource: z.optional(about(text, "Where the 2×2 tables come from, if not from the paper itself.")),
    software: z.optional(text),
    model: z.optional(about(text, "The model, in the paper's words.")),
    pooling: z.optional(
      about(
        z.enum(["bivariate", "univariate"]),
        "Whether sensitivity, specificity and the ratios come from one bivariate fit, or each was pooled on its own.",
      ),
    ),
    level: z.optional(
      about(z.number().check(z.gt(0), z.lt(1)), "Confidence level of all intervals; 0.95 if left out."),
    ),
    note: z.optional(text),
    as: z.optional(program),
    options: z.optional(programOptions),
    data: z.optional(
      about(
        z.strictObject({
          file: z.optional(about(text, "A CSV file, relative to this one.")),
          csv: z.optional(about(text, "The tables as CSV text.")),
          studies: z.optional(
            about(z.array(z.unknown()), "The tables as rows with id, tp, fp, fn, tn and covariates."),
          ),
        }),
        "The 2×2 tables, for `reproduce` and `identify`: one of file, csv and studies.",
      ),
    ),
    results: z._default(z.array(publishedResult), []),
    partitions: z.optional(
      about(
        z.array(z.strictObject({ of: text, into: z.array(text).check(z.minLength(1)) })),
        "Results whose tables split without overlap into other results.",
      ),
    ),
    narrative: z.optional(about(z.union([unpooled, z.array(unpooled)]), "Subsets that were described, not pooled.")),
    reviewerAgreement: z.optional(
      z.strictObject({ kappa: z.optional(printedNumber), percentage: z.optional(printedNumber) }),
    ),
    flow: z.optional(
      about(
        z.catchall(
          z.object({
            identified: z.optional(z.union([z.record(text, count), count])),
            total: z.optional(count),
            duplicates: z.optional(count),
            included: z.optional(count),
          }),
          count,
        ),
        "The study flow. Every field beside identified, total and included is a number of records taken out.",
      ),
    ),
    jointModels: z.optional(
      about(
        z.array(
          z.strictObject({
            covariate: text,
            chiSquared: z.optional(printedNumber),
            df: z.optional(printedNumber),
            pValue: z.optional(printedNumber),
            iSquared: z.optional(printedQuantity),
          }),
        ),
        "Likelihood ratio tests of covariates on sensitivity and specificity together.",
      ),
    ),
    comparators: z.optional(z.array(z.strictObject({ label: text, ...quantities(SUMMARY_QUANTITIES) }))),
    studies: z.optional(about(z.array(studyReport), "Rows of the table of studies.")),
  }),
  "Published results of a meta-analysis of diagnostic test accuracy, as printed.",
);

/** What a schema lets through, under one name. */
type Parsed<T extends z.ZodMiniType> = { [K in keyof z.infer<T>]: z.infer<T>[K] };

/**
 * Published results of a meta-analysis, as `parsePublished` returns them: `citation`, `doi`, `data` (the 2×2 tables, for
 * `reproduce` and `identify`), `as` (the program), `level`, `results` and `studies`, beside others. Each field is described in
 * the JSON Schema of the format, which the package exports as `dta-meta/published.schema.json`.
 */
export type PublishedReport = Parsed<typeof publishedReport>;

/**
 * One set of pooled numbers, as one row of a table or one run of a program prints them: `id`, `k`, `sensitivity`,
 * `specificity`, `plr`, `nlr`, `dor`, `auc`, `hsroc`, `betweenStudy`, `heterogeneity`, `deeks` and so on. A quantity is the
 * printed number, or an object with `estimate`, `lower`, `upper`, `standardError`, `z` and `pValue` as far as printed. Each
 * field is described in the JSON Schema of the format, `dta-meta/published.schema.json`.
 */
export type PublishedResult = Parsed<typeof publishedResult>;

/** What a paper reports of one study: the fields of an `AccuracyReport`, and the study's `id`. */
export type PublishedStudy = Parsed<typeof studyReport>;

/**
 * The format as a JSON Schema (draft 2020-12), for editors and other languages.
 *
 * @example
 * ```ts
 * import { publishedJsonSchema } from "dta-meta/published";
 *
 * publishedJsonSchema().title; // "Published results of a meta-analysis of diagnostic test accuracy"
 * ```
 */
export function publishedJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(publishedReport, { io: "input" }),
    title: "Published results of a meta-analysis of diagnostic test accuracy",
  };
}
