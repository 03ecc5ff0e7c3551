import { expit } from "../../numeric/distributions/logistic.js";
import { exp } from "../../numeric/elementary.js";
import type { PrintedQuantity } from "../printed-quantities.js";
import { apart, logits, logs, range, rising, scale } from "../range.js";
import type { AuditedResult, JointFit } from "./audited-report.js";
import { jointSeverity } from "./relation.js";
import {
  type AuditRule,
  combine,
  NOT_CHECKED,
  outcome,
  quantityText,
  type Range,
  type RuleOutcome,
  rangeText,
} from "./rule.js";

interface Scale {
  readonly name: string;
  readonly to: (range: Range) => Range;
  readonly from: (x: number) => number;
}

const LOGIT: Scale = { name: "logit", to: logits, from: expit };
const LOG: Scale = { name: "log", to: logs, from: exp };
const NATURAL: Scale = { name: "natural", to: (x) => x, from: (x) => x };

/** The middle of two limits on a scale; everything where both limits may be infinite. */
function middle(lower: Range, upper: Range): Range {
  const sum = (a: number, b: number, none: number): number =>
    Number.isFinite(a) || Number.isFinite(b) || a === b ? a + b : none;
  return scale(
    range(
      sum(lower.lower, upper.lower, Number.NEGATIVE_INFINITY),
      sum(lower.upper, upper.upper, Number.POSITIVE_INFINITY),
    ),
    0.5,
  );
}

/** Whether limits and estimate can be symmetric on a scale. */
function symmetric({ estimate, lower, upper }: PrintedQuantity, { to }: Scale): boolean {
  if (estimate === undefined || lower === undefined || upper === undefined) return true;
  return !apart(to(estimate), middle(to(lower), to(upper)));
}

/** Whether the interval of a quantity is symmetric on one of the scales that its like are computed on. */
export function isSymmetric(quantity: PrintedQuantity): boolean {
  return scalesOf(quantity.name).some((one) => symmetric(quantity, one));
}

const PROPORTIONS = ["sensitivity", "specificity", "falsePositiveRate"];
const RATIOS = ["plr", "nlr", "inverseNlr", "dor"];
const REALS = [
  "logits.sensitivity",
  "logits.specificity",
  "logits.falsePositiveRate",
  "hsroc.lambda",
  "hsroc.theta",
  "hsroc.beta",
];

function scalesOf(name: string): readonly Scale[] {
  if (PROPORTIONS.includes(name)) return [LOGIT, NATURAL];
  return RATIOS.includes(name) ? [LOG] : [NATURAL];
}

/** Whether LR+, LR− and DOR are printed with limits that lie about them on the natural scale, as Meta-DiSc 2.0 takes them. */
export const hasNaturalRatios = ({ quantities }: AuditedResult): boolean =>
  (["plr", "nlr", "dor"] as const).every((name) => {
    const quantity = quantities.get(name);
    return quantity?.lower !== undefined && quantity.upper !== undefined && symmetric(quantity, NATURAL);
  });

function check(result: AuditedResult, id: string, name: string, fit: JointFit, why: string): RuleOutcome {
  const quantity = result.quantities.get(name);
  if (fit === "none" || quantity === undefined || !result.sound(name)) return NOT_CHECKED;
  const { estimate, lower, upper, info } = quantity;
  if (estimate === undefined || lower === undefined || upper === undefined) return NOT_CHECKED;
  if ([estimate, lower, upper].some(({ bound }) => bound !== "none")) return NOT_CHECKED;
  return outcome(!isSymmetric(quantity), () => {
    const main = scalesOf(name)[0]!;
    const centre = rangeText(rising(middle(main.to(lower), main.to(upper)), main.from));
    return {
      rule: id,
      severity: jointSeverity(fit),
      where: `${result.where}.${name}`,
      printed: quantityText(quantity),
      expected: `an estimate of ${centre}`,
      explanation:
        `${result.name}: the interval of the ${info?.label ?? name}, ${lower.text} to ${upper.text}, is centred on ${centre} ` +
        `${main.name === "natural" ? "" : `on the ${main.name} scale `}and not on its estimate ${estimate.text}. ${why} The estimate or a limit is wrong.`,
    };
  });
}

/** Intervals of proportions are symmetric on the logit scale. */
export const logitSymmetry: AuditRule = {
  id: "interval-symmetric-on-logit-scale",
  severity: "error",
  title: "Intervals of pooled sensitivity and specificity are symmetric on the logit scale.",
  explanation:
    "Bivariate models estimate mean logits with Wald intervals, which are carried back. A few programs compute them on the probability scale instead; symmetry there is accepted as well. Exact intervals of plain sums (Meta-DiSc) are symmetric on no scale and not checked.",
  formula: "logit(upper) − logit(estimate) = logit(estimate) − logit(lower)",
  check: ({ results }) =>
    combine(
      results.flatMap((result) =>
        PROPORTIONS.map((name) =>
          check(
            result,
            "interval-symmetric-on-logit-scale",
            name,
            result.jointFit,
            "Intervals of a bivariate model are symmetric on the logit scale.",
          ),
        ),
      ),
    ),
};

/** Intervals of ratios are symmetric on the log scale. */
export const logSymmetry: AuditRule = {
  id: "interval-symmetric-on-log-scale",
  severity: "error",
  title: "Intervals of likelihood ratios and odds ratios are symmetric on the log scale.",
  explanation:
    "The interval of a ratio is exp(ln ratio ± z·SE), whether it comes from a bivariate fit or was pooled on its own. mada's, quantiles of random draws, are not checked, nor those of Meta-DiSc 2.0, which takes them on the natural scale.",
  formula: "ln(upper) − ln(estimate) = ln(estimate) − ln(lower), that is, estimate² = lower · upper",
  check: ({ results }) =>
    combine(
      results.flatMap((result) => {
        const fit =
          result.program === "mada" || result.program === "meta-disc-2"
            ? "none"
            : result.program === "meta-disc"
              ? "declared"
              : result.plugInRatios;
        return RATIOS.map((name) =>
          check(
            result,
            "interval-symmetric-on-log-scale",
            name,
            fit,
            "Intervals of ratios are symmetric on the log scale.",
          ),
        );
      }),
    ),
};

/** Wald intervals of logits and HSROC parameters are symmetric as they are. */
export const waldSymmetry: AuditRule = {
  id: "interval-symmetric",
  severity: "error",
  title: "Wald intervals of mean logits and of Λ, Θ and β are symmetric.",
  explanation: "They are the estimate ± z times its standard error, so that the estimate lies in the middle.",
  formula: "upper − estimate = estimate − lower",
  check: ({ results }) =>
    combine(
      results.flatMap((result) =>
        REALS.map((name) =>
          check(result, "interval-symmetric", name, result.jointFit, "Wald intervals are symmetric."),
        ),
      ),
    ),
};
