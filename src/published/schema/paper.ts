import * as z from "zod/mini";
import { SUMMARY_QUANTITIES } from "../quantities.js";
import { about, count, named, printedNumber, printedQuantity, quantities, text } from "./pieces.js";

/** Subsets that a paper describes study by study. */
export const unpooled = z.strictObject({
  subset: z.optional(text),
  label: z.optional(text),
  k: z.optional(count),
  sensitivity: z.optional(z.array(printedQuantity)),
  specificity: z.optional(z.array(printedQuantity)),
  reason: z.optional(text),
});

/** Results whose tables are those of others together. */
export const partition = z.strictObject({
  of: text,
  into: z.array(text).check(z.minLength(1)),
  by: z.optional(about(text, "What the parts differ in, in the paper's words.")),
});

/** Results that are made of some of another's tables. */
export const subsets = z.strictObject({
  of: text,
  into: z.array(text).check(z.minLength(1)),
  by: z.optional(about(text, "What the subsets differ in, in the paper's words.")),
  overlap: z.optional(
    about(
      z.boolean(),
      "Whether a table may be in several of them; where it can't, together they have no more than the whole.",
    ),
  ),
});

/** A result that the paper prints a second time. */
export const restatement = z.strictObject({
  of: about(text, "The id of the result that is printed again."),
  where: z.optional(about(text, "Where it is printed again: abstract, discussion, Table 2.")),
  k: z.optional(count),
  participants: z.optional(count),
  ...quantities(SUMMARY_QUANTITIES),
});

/** A number of studies, and the parts that the paper splits it into. */
export const studyCounts = z.strictObject({
  label: z.optional(about(text, "What is counted, in the paper's words.")),
  total: z.optional(count),
  exclusive: z.optional(
    about(z.boolean(), "Whether the parts are said to make up the total, each study in one of them."),
  ),
  parts: z.array(
    z.strictObject({
      label: z.optional(text),
      n: count,
      references: z.optional(about(count, "How many references the paper cites for the part.")),
    }),
  ),
});

/** The study flow, its fields in the order of the steps. */
export const flow = z
  .record(text, z.union([count, z.record(text, count)]))
  .check(
    z.refine(
      (fields) =>
        ["total", "duplicates", "screened", "assessed", "included"].every((field) => typeof fields[field] !== "object"),
      "total, duplicates, screened, assessed and included are single numbers",
    ),
  );

/** A likelihood ratio test of a covariate on both logits together. */
export const jointModel = z.strictObject({
  covariate: text,
  chiSquared: z.optional(printedNumber),
  df: z.optional(printedNumber),
  pValue: z.optional(printedNumber),
  iSquared: z.optional(printedQuantity),
});

const span = {
  start: about(count, "Where it begins in the paper's text, in characters."),
  end: about(count, "Where it ends in the paper's text, in characters."),
  quote: about(z.string(), "The words of the paper."),
};

/** Where in a paper the numbers of a file stand. */
export const extraction = named(
  z.strictObject({
    file: z.optional(text),
    format: z.optional(text),
    characters: z.optional(count),
    sources: z.array(
      z.strictObject({
        at: about(text, "Path of the number in this file: results[ct].plr."),
        ...span,
        section: z.optional(z.string()),
      }),
    ),
    unread: z.array(z.strictObject({ why: about(text, "Why it was not taken over, or how it was read."), ...span })),
  }),
  "extraction",
  "Where in the paper each number was read, and what was not understood; written by `dta extract`, to check by eye.",
);
