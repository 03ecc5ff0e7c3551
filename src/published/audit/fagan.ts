import { apart, complement, divide, multiply, type Range, range, rising } from "../range.js";
import type { AuditedResult } from "./audited-report.js";
import { impliedRatio } from "./ratios-from-proportions.js";
import { estimateOf, type Implied, proportionOf, ratioOf, relate } from "./relation.js";
import { type AuditRule, combine, NOT_CHECKED, type RuleOutcome } from "./rule.js";

/**
 * The pooled ratio as printed, or else what sensitivity and specificity imply. The printed one is not narrowed by what they
 * imply, since a nomogram may have been fed the rounded ratio.
 */
function pooledRatio(result: AuditedResult, ratio: "plr" | "nlr"): Implied | null {
  const printed = ratioOf(result, ratio);
  if (printed !== undefined && printed.bound === "none") {
    return { range: printed, from: `${ratio === "plr" ? "LR+" : "LR−"} = ${printed.text}` };
  }
  return result.plugInRatios === "none" ? null : impliedRatio(result, ratio);
}

const odds = (p: Range): Range => divide(p, complement(p));
const probability = (o: Range): Range => rising(o, (x) => (x === Number.POSITIVE_INFINITY ? 1 : x / (1 + x)));

/** Bayes' theorem in odds: the probability of disease after a result with that likelihood ratio. */
function posttest(result: AuditedResult, ratio: "plr" | "nlr"): Implied | null {
  const prior = proportionOf(result, "fagan.prior");
  const pooled = pooledRatio(result, ratio);
  if (prior === undefined || pooled === null || prior.bound !== "none") return null;
  return {
    range: probability(multiply(odds(prior), pooled.range)),
    from: `a prior of ${prior.text} with ${pooled.from}`,
  };
}

const EXPLANATION =
  "A Fagan plot turns a pre-test probability and a pooled likelihood ratio into a post-test probability: odds after = odds before · LR. The three printed numbers must agree to their rounding.";

/** The probability of disease after a positive result. */
export const posttestPositive: AuditRule = {
  id: "posttest-positive",
  severity: "error",
  title: "The probability after a positive result follows from prior and LR+.",
  explanation: EXPLANATION,
  formula: "post = prior·LR+ / (1 − prior + prior·LR+)",
  check: ({ results }) =>
    combine(
      results.map((result) =>
        relate(result, "posttest-positive", "fagan.posttestPositive", posttest(result, "plr"), "error", WRONG),
      ),
    ),
};

function complementOf({ range: inner, from }: Implied): Implied {
  return { range: complement(inner), from };
}

const WRONG = "The prior, the ratio or the probability is wrong.";

/** What may have happened where a probability after a negative result is wrong: the other one stands under its label. */
function slipOf(result: AuditedResult, name: string, implied: Range): string {
  const printed = estimateOf(result, name);
  const instead = name === "fagan.predictiveNegative" && printed?.bound === "below";
  if (printed === undefined || (!instead && apart(printed, complement(implied)))) return WRONG;
  if (instead) return "It is the probability of no disease; the article may have printed that of disease in its place.";
  return name === "fagan.posttestNegative"
    ? "As the probability of no disease it would be right: the label is wrong."
    : "As the probability of disease it would be right: the article printed that in its place.";
}

function checkNegative(result: AuditedResult): RuleOutcome {
  const implied = posttest(result, "nlr");
  if (implied === null) return NOT_CHECKED;
  const expected = { "fagan.posttestNegative": implied, "fagan.predictiveNegative": complementOf(implied) };
  return combine(
    Object.entries(expected).map(([name, one]) =>
      relate(result, "posttest-negative", name, one, "error", slipOf(result, name, one.range)),
    ),
  );
}

/** The probabilities of disease and of no disease after a negative result. */
export const posttestNegative: AuditRule = {
  id: "posttest-negative",
  severity: "error",
  title: "The probability after a negative result follows from prior and LR−.",
  explanation: `${EXPLANATION} The negative predictive value is the probability of no disease, one less the other.`,
  formula: "post = prior·LR− / (1 − prior + prior·LR−); predictive value = 1 − post",
  check: ({ results }) => combine(results.map(checkNegative)),
};

/** The two ways to print the probability after a negative result agree. */
export const predictiveNegative: AuditRule = {
  id: "predictive-negative",
  severity: "error",
  title: "The probabilities of disease and of no disease after a negative result add up to 1.",
  explanation: "One of the two is printed as one less the other.",
  formula: "predictiveNegative = 1 − posttestNegative",
  check: ({ results }) =>
    combine(
      results.map((result) => {
        const post = proportionOf(result, "fagan.posttestNegative");
        if (post === undefined) return NOT_CHECKED;
        return relate(
          result,
          "predictive-negative",
          "fagan.predictiveNegative",
          { range: range(1 - post.upper, 1 - post.lower), from: `1 − ${post.text}` },
          "error",
          "One of the two is wrong.",
        );
      }),
    ),
};
