import { inOrder } from "./audited-report.js";
import { type AuditRule, combine, NOT_CHECKED, outcome, quantityText } from "./rule.js";

/** The limits of a confidence interval are in order and hold the estimate between them. */
export const intervalOrder: AuditRule = {
  id: "interval-contains-estimate",
  severity: "error",
  title: "A confidence interval contains its estimate, and its lower limit is the lower one.",
  explanation:
    "Every interval in use for pooled accuracy is built around its estimate. An estimate outside its limits means that one of the three numbers is wrong.",
  formula: "lower ≤ estimate ≤ upper",
  check: ({ results }) =>
    combine(
      results.flatMap(({ quantities, where, name }) =>
        [...quantities.values()].map((quantity) => {
          const { estimate, lower, upper, info } = quantity;
          if (lower === undefined && upper === undefined) return NOT_CHECKED;
          if (estimate === undefined && (lower === undefined || upper === undefined)) return NOT_CHECKED;
          const label = info?.label ?? quantity.name;
          const reversed = lower !== undefined && upper !== undefined && lower.lower > upper.upper;
          return outcome(!inOrder(quantity), () => ({
            rule: "interval-contains-estimate",
            severity: "error",
            where: `${where}.${quantity.name}`,
            printed: quantityText(quantity),
            expected: reversed ? "a lower limit below the upper one" : `an interval around ${estimate?.text}`,
            explanation: reversed
              ? `${name}: the lower limit of the ${label} (${lower.text}) is above its upper limit (${upper.text}).`
              : `${name}: the ${label} of ${estimate?.text} lies outside its own interval, ${lower?.text ?? "−∞"} to ${upper?.text ?? "∞"}. The estimate or a limit is wrong.`,
          }));
        }),
      ),
    ),
};
