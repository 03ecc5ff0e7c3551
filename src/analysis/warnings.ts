import type { UnanimousMargin } from "../inference/point/unanimous-margins.js";
import type { BivariateFit, Warning } from "../models/fit.js";

/** Warnings of a fit that say in other words that a margin's results all agree. */
const SAID_BY_UNANIMITY: ReadonlySet<string> = new Set([
  "not-converged",
  "boundary",
  "simplified",
  "coarse-quadrature",
]);

const NO_ERROR = { sensitivity: "false negative", specificity: "false positive" } as const;
const NO_SUCCESS = { sensitivity: "true positive", specificity: "true negative" } as const;
const WHO = { sensitivity: "diseased", specificity: "non-diseased" } as const;

function unanimityWarning(margins: readonly UnanimousMargin[]): Warning {
  const facts = margins.map(({ outcome, value, n, estimate }) => {
    const what = value === 1 ? NO_ERROR[outcome] : NO_SUCCESS[outcome];
    const side = value === 1 ? "lower" : "upper";
    return `No study has a ${what} among ${n.toLocaleString("en-US")} ${WHO[outcome]} people: no model gives such a ${outcome} an interval, and its ${side} limit is the exact one-sided ${Number((100 * estimate.level).toPrecision(6))}% bound (Clopper–Pearson) of all results together, which takes the studies as one.`;
  });
  return {
    code: "unanimous-margin",
    message: `${facts.join(" ")} Ratios that would divide by nothing are not given. Report the bound; finite ratios come from a continuity correction (--model reitsma) alone, and follow from its size.`,
  };
}

/** Every sentence once, in the first warning that says it; warnings of which nothing is left are dropped. */
function withoutRepeats(warnings: readonly Warning[]): Warning[] {
  const said = new Set<string>();
  return warnings.flatMap(({ code, message }) => {
    const kept = message.split(/(?<=[.!?])\s+(?=\p{Lu}|\d)/u).filter((sentence) => {
      const known = said.has(sentence);
      said.add(sentence);
      return !known;
    });
    return kept.length === 0 ? [] : [{ code, message: kept.join(" ") }];
  });
}

/** What a fit warns of, with one warning for margins whose results all agree in the place of all that follows from them. */
export function fitWarningsOnce(fit: BivariateFit, margins: readonly UnanimousMargin[]): Warning[] {
  if (margins.length === 0) return withoutRepeats(fit.warnings);
  const others = fit.warnings.filter(({ code }) => !SAID_BY_UNANIMITY.has(code));
  return withoutRepeats([unanimityWarning(margins), ...others]);
}
