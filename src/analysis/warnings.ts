import { REMEDIES } from "../base/remedies.js";
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
  const facts = margins.map(({ outcome, value, n }) => {
    const what = value === 1 ? NO_ERROR[outcome] : NO_SUCCESS[outcome];
    return `No study has a ${what} (${n.toLocaleString("en-US")} ${WHO[outcome]} people), so ${outcome} has no finite interval.`;
  });
  const level = Number((100 * margins[0]!.estimate.level).toPrecision(6));
  const limit = margins.length === 1 ? "Its limit is the exact one-sided" : "Their limits are exact one-sided";
  const bound = margins.length === 1 ? "bound" : "bounds";
  return {
    code: "unanimous-margin",
    message: `${facts.join(" ")} ${limit} ${level}% ${bound} (Clopper–Pearson) of all results as of one study; ratios that divide by nothing are not given. Report the ${bound}; ${REMEDIES.normalModel} would follow from the continuity correction alone.`,
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
