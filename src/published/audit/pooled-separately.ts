import type { AuditedReport, AuditedResult } from "./audited-report.js";
import { hasNaturalRatios } from "./interval-symmetry.js";
import { looksLikeMeansOfDraws } from "./means-of-draws.js";
import { type AuditRule, type Finding, NOT_CHECKED } from "./rule.js";

const ID = "pooled-separately";

/** Rules that hold for one bivariate fit alone, with the numbers that each of them compares beside its own. */
const JOINT: Readonly<Record<string, readonly string[]>> = {
  "plr-from-sensitivity-specificity": ["sensitivity", "specificity"],
  "nlr-from-sensitivity-specificity": ["sensitivity", "specificity"],
  "dor-from-sensitivity-specificity": ["sensitivity", "specificity"],
  "dor-from-likelihood-ratios": ["plr", "nlr"],
  "interval-widths-agree": ["sensitivity", "specificity"],
  "interval-symmetric-on-logit-scale": [],
  "interval-symmetric-on-log-scale": [],
};

/** The numbers that one of them being wrong would explain a finding. */
const suspects = ({ rule, where }: Finding): string[] => [where.slice(where.lastIndexOf(".") + 1), ...JOINT[rule]!];

/** Whether one wrong number explains all of the findings. */
function haveOneCause(findings: readonly Finding[]): boolean {
  const [first, ...others] = findings.map(suspects);
  return first?.some((name) => others.every((names) => names.includes(name))) ?? false;
}

/** What mada's means and quantiles of draws break: everything that is asked of ratios, nothing that is asked of proportions. */
const OF_RATIOS = new Set(Object.keys(JOINT).filter((rule) => rule !== "interval-symmetric-on-logit-scale"));

/** What limits on the natural scale break. */
const OF_LIMITS = new Set(["interval-symmetric-on-log-scale", "interval-widths-agree"]);

/** The findings of one result in one note, where they are a pattern and not a mistake. */
function patternOf(result: AuditedResult, findings: readonly Finding[], critical: number): Finding | null {
  if (result.program !== null || findings.length === 0) return null;
  const mada = findings.every(({ rule }) => OF_RATIOS.has(rule)) && looksLikeMeansOfDraws(result, critical);
  const natural = findings.every(({ rule }) => OF_LIMITS.has(rule)) && hasNaturalRatios(result);
  if (!mada && !natural && haveOneCause(findings)) return null;
  const declared = findings.some(({ severity }) => severity === "error");
  if (declared && !mada && !natural) return null;
  const places = findings.map(({ where }) => where.slice(where.lastIndexOf(".") + 1));
  const names = [...new Set(places)];
  return {
    rule: ID,
    severity: "note",
    where: result.where,
    printed: names.map((name) => `${name} ${result.quantities.get(name)?.estimate?.text ?? ""}`.trim()).join(", "),
    expected: "the program and the model that made the numbers, named in the paper",
    explanation: natural
      ? `${result.name}: the intervals of LR+, LR− and DOR lie about them on the natural scale, as Meta-DiSc 2.0 takes them, and not on the log scale. If another program was used, they are wrong.`
      : mada
        ? `${result.name}: ${names.join(", ")} don't follow from sensitivity and specificity as in other programs, but lie above them as means of random draws do, which R's mada prints. If another program was used, they are wrong.`
        : `${result.name}: ${names.join(", ")} don't come from one bivariate fit. So it is where each quantity was pooled on its own, as Meta-DiSc does; if the paper fitted a bivariate model, they are wrong.`,
  };
}

/** Numbers that don't come from one fit, where the report doesn't say that they should: said once a result. */
export const pooledSeparately: AuditRule = {
  id: ID,
  severity: "note",
  title: "What was not made by one bivariate fit is not held to it.",
  explanation:
    "Meta-DiSc pools each quantity on its own, mada prints means of random draws for the ratios, and Meta-DiSc 2.0 takes their intervals on the natural scale. Where a report names no program, and no single wrong number explains why the ratios don't follow from sensitivity and specificity, that is one note for the result. Where it says that the model was bivariate, they stay errors, unless LR+, LR− and DOR with all of their limits are what mada would print, or lie within limits as Meta-DiSc 2.0's.",
  formula: "no number is common to all of the relations that fail",
  check: () => NOT_CHECKED,
  gather: (findings, { results, critical }: AuditedReport) => {
    let kept = [...findings];
    for (const result of results) {
      const own = kept.filter(({ rule, where }) => rule in JOINT && where.startsWith(`${result.where}.`));
      const pattern = patternOf(result, own, critical);
      if (pattern !== null) kept = [...kept.filter((finding) => !own.includes(finding)), pattern];
    }
    return kept;
  },
};
