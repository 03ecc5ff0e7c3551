import { InputError } from "../../base/errors.js";
import { checkShape } from "../../base/shape.js";
import { figureShapes } from "../figure-shapes.js";

/** How a judgement counts: its place between good and bad decides its colour. */
export type JudgementRole = "low" | "unclear" | "high" | "missing";

/** One of the answers that a tool knows. */
export interface Judgement {
  /** As it stands in data. */
  readonly value: string;
  /** As readers see it. */
  readonly label: string;
  /** One character, drawn into the mark, so that colour isn't needed. */
  readonly symbol: string;
  /** Decides the colour. */
  readonly role: JudgementRole;
}

/** A domain of a tool, such as patient selection. */
export interface QualityDomain {
  /** As it stands in data. */
  readonly key: string;
  /** As readers see it. */
  readonly label: string;
  /** How many signalling questions lead to its judgement. */
  readonly questions?: number;
}

/** Domains that are judged by the same question, such as risk of bias. */
export interface QualitySection {
  /** As it stands in data. */
  readonly key: string;
  /** As readers see it. */
  readonly label: string;
  /** The domains in order. */
  readonly domains: readonly QualityDomain[];
  /** The overall judgement, where the tool has one that follows from the domains: any high, high; all low, low. */
  readonly overall?: QualityDomain;
}

/** A tool for judging studies, as data; any other than those below can be written down the same way. */
export interface QualitySchema {
  /** Name of the tool, e.g. QUADAS-2. */
  readonly name: string;
  /** What is judged: a study (default), each of its estimates, or a comparison of tests in it. */
  readonly unit?: "study" | "estimate" | "comparison";
  /** The answers that the tool knows, from good to bad. */
  readonly judgements: readonly Judgement[];
  /** The questions, each with its domains. */
  readonly sections: readonly QualitySection[];
}

/** The judgements of a study, or of one of its estimates or comparisons, by section and domain; what is missing or `null` was not judged. */
export interface QualityAssessment {
  /** Name of the study. */
  readonly id: string;
  /** Which of its estimates, or which comparison of tests, where the tool judges these. */
  readonly of?: string;
  /** Values of judgements, by the keys of section and domain. */
  readonly judgements: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
}

/** Returns a tool for judging studies; throws `InputError` (`bad-data`) on anything else. */
export function checkSchema(schema: QualitySchema): QualitySchema {
  checkShape("schema", schema, figureShapes, { name: "QualitySchema", wanted: "a tool such as quadas2" });
  return schema;
}

/** The judgement of a study in a domain, `null` where there is none. Throws `InputError` where the tool doesn't know the answer. */
export function judgementOf(
  schema: QualitySchema,
  study: QualityAssessment,
  section: string,
  domain: string,
): Judgement | null {
  const value = study.judgements[section]?.[domain] ?? null;
  if (value === null) return null;
  const judgement = schema.judgements.find((candidate) => candidate.value === value);
  if (judgement !== undefined) return judgement;
  const known = schema.judgements.map((candidate) => JSON.stringify(candidate.value)).join(", ");
  throw new InputError(
    "bad-judgement",
    `${assessmentName(study)}: ${schema.name} has no judgement ${JSON.stringify(value)} (${section}, ${domain}); it has ${known}.`,
    {
      where: `${study.id}: ${section}.${domain}`,
      got: value,
      wanted: known,
    },
  );
}

/** What an assessment is called: its study, with the estimate or comparison where it names one. */
export const assessmentName = ({ id, of }: QualityAssessment): string => (of === undefined ? id : `${id}: ${of}`);
