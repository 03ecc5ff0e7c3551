import { numbersOf, readQuantity } from "../printed-quantities.js";
import { apart, range } from "../range.js";
import { type AuditRule, combine, type Finding, NOT_CHECKED, outcome } from "./rule.js";

const KAPPA = "kappa-in-range";

/** κ lies between −1 and 1. */
export const kappaInRange: AuditRule = {
  id: KAPPA,
  severity: "error",
  title: "κ lies between −1 and 1.",
  explanation: "Cohen's κ is at most 1, for perfect agreement, and never below −1.",
  formula: "−1 ≤ κ ≤ 1",
  check: ({ report: { reviewerAgreement } }) => {
    if (reviewerAgreement?.kappa === undefined) return NOT_CHECKED;
    const kappa = readQuantity("reviewerAgreement.kappa", reviewerAgreement.kappa);
    return combine(
      numbersOf(kappa).map(({ path, printed }) =>
        outcome(
          apart(printed, range(-1, 1)),
          (): Finding => ({
            rule: KAPPA,
            severity: "error",
            where: path,
            printed: printed.text,
            expected: "a number from −1 to 1",
            explanation: `A κ of ${printed.text} for the agreement of the reviewers is impossible: it lies between −1 and 1.`,
          }),
        ),
      ),
    );
  },
};
