import * as z from "zod/mini";
import { InputError } from "../../base/errors.js";
import type { PrismaInput, QualityAssessment } from "../../figures.js";

const count = z.int().check(z.nonnegative());
const counts = z.array(z.object({ label: z.string(), n: count }));

const prisma = z.object({
  identified: counts,
  removed: z.optional(counts),
  screened: z.optional(count),
  excluded: z.optional(count),
  sought: z.optional(count),
  notRetrieved: z.optional(count),
  assessed: z.optional(count),
  excludedReports: z.optional(counts),
  includedStudies: count,
  includedReports: z.optional(count),
});

const assessments = z.array(
  z.object({
    id: z.string(),
    of: z.optional(z.string()),
    judgements: z.record(z.string(), z.record(z.string(), z.nullable(z.string()))),
  }),
);

/** The value as a schema has it. Throws one `InputError` that names the place, and says what it wants there. */
function parse(schema: z.ZodMiniType, value: unknown, what: string, wanted: string): unknown {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.map(String).join(".") || what;
  throw new InputError(
    "bad-figure-input",
    `${what}: ${where} is not what it should be (${issue?.message}); ${wanted}.`,
    {
      where,
      wanted,
    },
  );
}

/** The numbers of a PRISMA flow diagram from JSON. Throws `InputError` where they aren't such. */
export function parsePrisma(value: unknown): PrismaInput {
  const wanted = `wanted are whole numbers, at least "identified": [{ "label": "MEDLINE", "n": 10 }] and "includedStudies"`;
  return parse(prisma, value, "PRISMA numbers", wanted) as PrismaInput;
}

/** Judgements of studies from JSON. Throws `InputError` where they aren't such. */
export function parseAssessments(value: unknown): QualityAssessment[] {
  const wanted = `wanted is [{ "id": "Study", "judgements": { "bias": { "indexTest": "low" } } }]`;
  return parse(assessments, value, "quality judgements", wanted) as QualityAssessment[];
}
