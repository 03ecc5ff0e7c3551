import * as z from "zod/mini";
import { count, named, printedMetric, text } from "./pieces.js";

/** Confidence limits of one study, with their method where the paper names it. */
const interval = z.strictObject({
  lower: z.union([z.string(), z.number()]),
  upper: z.union([z.string(), z.number()]),
  level: z.optional(z.number()),
  method: z.optional(text),
});

const metric = z.optional(printedMetric);
/** What a paper reports of one study: counts where it gives them, and metrics as printed. */
export const studyReport = named(
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
