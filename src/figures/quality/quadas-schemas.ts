import type { Judgement, QualityDomain, QualitySchema } from "./quadas-data.js";

const LOW: Judgement = { value: "low", label: "Low", symbol: "+", role: "low" };
const UNCLEAR: Judgement = { value: "unclear", label: "Unclear", symbol: "?", role: "unclear" };
const HIGH: Judgement = { value: "high", label: "High", symbol: "−", role: "high" };
const INSUFFICIENT: Judgement = {
  value: "insufficient information",
  label: "Insufficient information",
  symbol: "?",
  role: "unclear",
};

const OVERALL: QualityDomain = { key: "overall", label: "Overall" };

const DOMAINS_2: readonly QualityDomain[] = [
  { key: "patientSelection", label: "Patient selection" },
  { key: "indexTest", label: "Index test" },
  { key: "referenceStandard", label: "Reference standard" },
  { key: "flowAndTiming", label: "Flow and timing" },
];

const DOMAINS_3: readonly QualityDomain[] = [
  { key: "participants", label: "Participants", questions: 4 },
  { key: "indexTest", label: "Index test", questions: 4 },
  { key: "targetCondition", label: "Target condition", questions: 8 },
  { key: "analysis", label: "Analysis", questions: 4 },
];

const withoutQuestions = ({ key, label }: QualityDomain): QualityDomain => ({ key, label });

/** QUADAS-2 (Whiting et al. 2011, Ann Intern Med 155:529, doi:10.7326/0003-4819-155-8-201110180-00009). */
export const quadas2: QualitySchema = {
  name: "QUADAS-2",
  unit: "study",
  judgements: [LOW, UNCLEAR, HIGH],
  sections: [
    { key: "bias", label: "Risk of bias", domains: DOMAINS_2 },
    { key: "applicability", label: "Applicability concerns", domains: DOMAINS_2.slice(0, 3) },
  ],
};

/**
 * QUADAS-3, judged estimate by estimate (Whiting et al. 2026, Ann Intern Med 179:548, doi:10.7326/ANNALS-25-02104), with its overall
 * judgements of bias and of applicability, which follow from the domains by a rule (see `overallJudgements`).
 */
export const quadas3: QualitySchema = {
  name: "QUADAS-3",
  unit: "estimate",
  judgements: [LOW, INSUFFICIENT, HIGH],
  sections: [
    { key: "bias", label: "Risk of bias", domains: DOMAINS_3, overall: OVERALL },
    {
      key: "applicability",
      label: "Applicability concerns",
      domains: DOMAINS_3.slice(0, 3).map(withoutQuestions),
      overall: OVERALL,
    },
  ],
};

/**
 * QUADAS-C, on top of QUADAS-2, for comparisons of tests (Yang et al. 2021, Ann Intern Med 174:1592, doi:10.7326/M21-2234): risk of
 * bias, judged comparison by comparison.
 */
export const quadasC: QualitySchema = {
  name: "QUADAS-C",
  unit: "comparison",
  judgements: [LOW, UNCLEAR, HIGH],
  sections: [{ key: "bias", label: "Risk of bias in the comparison", domains: DOMAINS_2 }],
};

/** QUADAS-C on top of QUADAS-3: the domains bear that tool's names. */
export const quadasCWith3: QualitySchema = {
  ...quadasC,
  sections: [{ ...quadasC.sections[0]!, domains: DOMAINS_3.map(withoutQuestions) }],
};
