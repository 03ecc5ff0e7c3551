import { divide } from "../range.js";
import type { AuditedResult } from "./audited-report.js";
import { type Implied, jointSeverity, ratioOf, relate } from "./relation.js";
import { type AuditRule, combine, NOT_CHECKED } from "./rule.js";

const ID = "dor-from-likelihood-ratios";

function impliedDor(result: AuditedResult): Implied | null {
  const plr = ratioOf(result, "plr");
  const nlr = ratioOf(result, "nlr");
  if (plr === undefined || nlr === undefined || plr.bound !== "none" || nlr.bound !== "none") return null;
  return { range: divide(plr, nlr), from: `LR+ / LR− = ${plr.text} / ${nlr.text}` };
}

/** DOR = LR+/LR−. */
export const dorFromRatios: AuditRule = {
  id: ID,
  severity: "error",
  title: "The diagnostic odds ratio is the quotient of the likelihood ratios.",
  explanation:
    "An identity of every 2×2 table that pooled values of one fit share. Each pooled on its own, as in Meta-DiSc, they don't, and are not checked.",
  formula: "DOR = LR+ / LR−",
  check: ({ results }) =>
    combine(
      results.map((result) =>
        result.plugInRatios === "none"
          ? NOT_CHECKED
          : relate(
              result,
              ID,
              "dor",
              impliedDor(result),
              jointSeverity(result.plugInRatios),
              "One of the three numbers is wrong, or they don't come from one fit.",
            ),
      ),
    ),
};
