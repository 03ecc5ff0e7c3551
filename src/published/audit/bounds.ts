import type { PrintedNumber } from "../printed-number.js";
import { type PrintedQuantity, QUANTITY_PARTS, type QuantityPart } from "../printed-quantities.js";
import type { QuantityKind } from "../quantities.js";
import { range } from "../range.js";
import { hasNaturalRatios } from "./interval-symmetry.js";
import { type AuditRule, apart, combine, NOT_CHECKED, outcome, type Range, type RuleOutcome } from "./rule.js";

const ALLOWED: Readonly<Partial<Record<QuantityKind, Range>>> = {
  proportion: range(0, 1),
  probability: range(0, 1),
  "p-value": range(0, 1),
  correlation: range(-1, 1),
  percentage: range(0, 100),
  ratio: range(0, Number.POSITIVE_INFINITY),
  variance: range(0, Number.POSITIVE_INFINITY),
  statistic: range(0, Number.POSITIVE_INFINITY),
};
/** Quantities whose Wald limits may leave the range that the quantity itself has. */
const LOOSE_LIMITS = new Set<QuantityKind>(["correlation", "percentage", "variance"]);

function allowed({ info }: PrintedQuantity, part: QuantityPart): Range | null {
  if (part === "standardError") return range(0, Number.POSITIVE_INFINITY);
  if (part === "pValue") return range(0, 1);
  if (part === "z" || info === null) return null;
  if (part !== "estimate" && LOOSE_LIMITS.has(info.kind)) return null;
  return ALLOWED[info.kind] ?? null;
}

function words({ lower, upper }: Range): string {
  return Number.isFinite(upper) ? `a number from ${lower} to ${upper}` : `a number of at least ${lower}`;
}

function check(
  printed: PrintedNumber,
  limits: Range | null,
  where: string,
  name: string,
  label: string,
  natural: boolean,
): RuleOutcome {
  if (limits === null) return NOT_CHECKED;
  const asPercentage = limits.upper === 1 && printed.value > 1 && printed.value <= 100;
  return outcome(apart(printed, limits), () => ({
    rule: "out-of-bounds",
    severity: natural ? "warning" : "error",
    where,
    printed: printed.text,
    expected: words(limits),
    explanation: `${name}: the ${label} is printed as ${printed.text}, but it can only be ${words(limits)}.${
      asPercentage ? ` If it is a percentage, write ${printed.text}%.` : ""
    }${natural ? " Meta-DiSc 2.0 prints such limits, since it takes them on the natural scale." : ""}`,
  }));
}

/** Printed numbers are possible values of what they are printed for. */
export const bounds: AuditRule = {
  id: "out-of-bounds",
  severity: "error",
  title: "Every number is one that its quantity can have.",
  explanation:
    "Probabilities lie between 0 and 1, correlations between −1 and 1, ratios and variances are not negative.",
  formula: "0 ≤ probability ≤ 1; −1 ≤ correlation ≤ 1; 0 ≤ I² ≤ 100 %; ratio, variance, χ² ≥ 0",
  check: ({ results }) =>
    combine([
      ...results.flatMap((result) => {
        const { quantities, where, name } = result;
        // the limits of one program alone, where the others of its kind lie so as well
        const ofNature = result.program === "meta-disc-2" || (result.program === null && hasNaturalRatios(result));
        return [...quantities.values()].flatMap((quantity) =>
          QUANTITY_PARTS.map((part) => {
            const printed = quantity[part];
            if (printed === undefined) return NOT_CHECKED;
            const path = `${where}.${quantity.name}${part === "estimate" ? "" : `.${part}`}`;
            const natural = ofNature && part === "lower" && quantity.info?.kind === "ratio";
            return check(printed, allowed(quantity, part), path, name, quantity.info?.label ?? quantity.name, natural);
          }),
        );
      }),
    ]),
};
