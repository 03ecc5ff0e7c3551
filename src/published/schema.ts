import * as z from "zod/mini";
import { SUMMARY_QUANTITIES } from "./quantities.js";
import {
  extraction,
  flow,
  jointModel,
  partition,
  restatement,
  studyCounts,
  subsets,
  unpooled,
} from "./schema/paper.js";
import { about, printedNumber, printedQuantity, quantities, text } from "./schema/pieces.js";
import { refit } from "./schema/refit.js";
import { program, programOptions, publishedResult } from "./schema/result.js";
import { studyReport } from "./schema/study.js";

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
    refit: z.optional(refit),
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
    partitions: z.optional(about(z.array(partition), "Results whose tables split without overlap into other results.")),
    subsets: z.optional(
      about(z.array(subsets), "Results made of some of the tables of another; no subset can have more than its whole."),
    ),
    restated: z.optional(about(z.array(restatement), "Results that the paper prints again, in the abstract for one.")),
    counts: z.optional(about(z.array(studyCounts), "Numbers of studies by their characteristics.")),
    narrative: z.optional(about(z.union([unpooled, z.array(unpooled)]), "Subsets that were described, not pooled.")),
    reviewerAgreement: z.optional(
      z.strictObject({ kappa: z.optional(printedQuantity), percentage: z.optional(printedNumber) }),
    ),
    flow: z.optional(
      about(
        flow,
        "The study flow, its fields in the order of its steps: identified (by source), total, duplicates, screened and assessed (what was left when titles and full texts were read), included. Every other field is a number of records taken out, or such numbers by reason.",
      ),
    ),
    jointModels: z.optional(
      about(z.array(jointModel), "Likelihood ratio tests of covariates on sensitivity and specificity together."),
    ),
    comparators: z.optional(z.array(z.strictObject({ label: text, ...quantities(SUMMARY_QUANTITIES) }))),
    studies: z.optional(about(z.array(studyReport), "Rows of the table of studies.")),
    extraction: z.optional(extraction),
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
