import { InputError } from "../../base/errors.js";

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
}

/** Domains that are judged by the same question, such as risk of bias. */
export interface QualitySection {
  /** As it stands in data. */
  readonly key: string;
  /** As readers see it. */
  readonly label: string;
  /** The domains in order. */
  readonly domains: readonly QualityDomain[];
}

/** A tool for judging studies, as data; any other than those below can be written down the same way. */
export interface QualitySchema {
  /** Name of the tool, e.g. QUADAS-2. */
  readonly name: string;
  /** The answers that the tool knows, from good to bad. */
  readonly judgements: readonly Judgement[];
  /** The questions, each with its domains. */
  readonly sections: readonly QualitySection[];
}

/** The judgements of a study, by section and domain; what is missing or `null` was not judged. */
export interface QualityAssessment {
  /** Name of the study. */
  readonly id: string;
  /** Values of judgements, by the keys of section and domain. */
  readonly judgements: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
}

const LOW: Judgement = { value: "low", label: "Low", symbol: "+", role: "low" };
const HIGH: Judgement = { value: "high", label: "High", symbol: "−", role: "high" };

/** QUADAS-2 (Whiting et al. 2011, Ann Intern Med 155:529, doi:10.7326/0003-4819-155-8-201110180-00009). */
export const quadas2: QualitySchema = {
  name: "QUADAS-2",
  judgements: [LOW, { value: "unclear", label: "Unclear", symbol: "?", role: "unclear" }, HIGH],
  sections: [
    {
      key: "bias",
      label: "Risk of bias",
      domains: [
        { key: "patientSelection", label: "Patient selection" },
        { key: "indexTest", label: "Index test" },
        { key: "referenceStandard", label: "Reference standard" },
        { key: "flowAndTiming", label: "Flow and timing" },
      ],
    },
    {
      key: "applicability",
      label: "Applicability concerns",
      domains: [
        { key: "patientSelection", label: "Patient selection" },
        { key: "indexTest", label: "Index test" },
        { key: "referenceStandard", label: "Reference standard" },
      ],
    },
  ],
};

/** QUADAS-3 (Whiting et al. 2026, Ann Intern Med 179:548, doi:10.7326/ANNALS-25-02104), with its overall judgements. */
export const quadas3: QualitySchema = {
  name: "QUADAS-3",
  judgements: [
    LOW,
    { value: "insufficient information", label: "Insufficient information", symbol: "?", role: "unclear" },
    HIGH,
  ],
  sections: [
    {
      key: "bias",
      label: "Risk of bias",
      domains: [
        { key: "participants", label: "Participants" },
        { key: "indexTest", label: "Index test" },
        { key: "targetCondition", label: "Target condition" },
        { key: "analysis", label: "Analysis" },
        { key: "overall", label: "Overall" },
      ],
    },
    {
      key: "applicability",
      label: "Applicability concerns",
      domains: [
        { key: "participants", label: "Participants" },
        { key: "indexTest", label: "Index test" },
        { key: "targetCondition", label: "Target condition" },
        { key: "overall", label: "Overall" },
      ],
    },
  ],
};

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
    `${study.id}: ${schema.name} has no judgement ${JSON.stringify(value)} (${section}, ${domain}); it has ${known}.`,
    {
      where: `${study.id}: ${section}.${domain}`,
      got: value,
      wanted: known,
    },
  );
}

/** How often each judgement was made in a domain. */
export interface DomainCount {
  readonly section: string;
  readonly label: string;
  /** In the schema's order; the last is the number of studies without a judgement. */
  readonly counts: readonly number[];
}

/** Counts the judgements, domain by domain. */
export function countJudgements(studies: readonly QualityAssessment[], schema: QualitySchema): DomainCount[] {
  return schema.sections.flatMap((section) =>
    section.domains.map((domain) => {
      const found = studies.map((study) => judgementOf(schema, study, section.key, domain.key));
      const counts = schema.judgements.map((judgement) => found.filter((one) => one?.value === judgement.value).length);
      return {
        section: section.key,
        label: domain.label,
        counts: [...counts, found.filter((one) => one === null).length],
      };
    }),
  );
}
