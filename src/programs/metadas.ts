import { given } from "../base/given.js";
import { expit, logit } from "../numeric/distributions/logistic.js";
import { normalQuantile } from "../numeric/distributions/normal.js";
import { studentTQuantile } from "../numeric/distributions/student-t.js";
import { exp, log } from "../numeric/elementary.js";
import type { Study } from "../tables/study.js";
import {
  betweenStudyQuantities,
  fitNotes,
  hsrocQuantities,
  logitQuantities,
  summaryQuantities,
} from "./bivariate-quantities.js";
import { decimals, type ProgramOutput, type ProgramQuantity } from "./program-output.js";
import { sharedFit } from "./shared-fit.js";

type Scale = { readonly to: (x: number) => number; readonly from: (x: number) => number };
const LOGIT: Scale = { to: logit, from: expit };
const LOG: Scale = { to: log, from: exp };
const NORMAL = normalQuantile(0.975);
/** What the macro gives NLMIXED in place of the number of studies less that of random effects. */
const DEGREES_OF_FREEDOM = 1000;
const NATURAL: Scale = { to: (x) => x, from: (x) => x };

/** A Wald interval remade with another quantile, on the scale that it is symmetric on. */
function widened(quantity: ProgramQuantity, factor: number, { to, from }: Scale): ProgramQuantity {
  const { estimate, lower, upper } = quantity;
  if (estimate == null || lower == null || upper == null) return quantity;
  const half = ((to(upper) - to(lower)) / 2) * factor;
  return { ...quantity, lower: from(to(estimate) - half), upper: from(to(estimate) + half) };
}

/**
 * What SAS's macro MetaDAS 1.3 (Takwoingi & Deeks 2010) prints from PROC NLMIXED, and reviewers copy into RevMan: the exact model by
 * adaptive quadrature; the bivariate and the HSROC parameters, each with a Wald interval on its own scale; sensitivity and specificity
 * back from the logit scale, DOR and likelihood ratios from the log scale. The macro asks NLMIXED for 1,000 degrees of freedom, so
 * that the quantile of t is 1.9623. Held against the macro's source; no printed output was at hand, so the decimals are a guess.
 */
export function metadas(studies: readonly Study[]): ProgramOutput {
  const fit = sharedFit(studies, { minStudies: 3 });
  const four = decimals(4);
  const factor = studentTQuantile(0.975, DEGREES_OF_FREEDOM) / NORMAL;
  const all: Readonly<Record<string, ProgramQuantity>> = {
    ...logitQuantities(fit, four),
    ...betweenStudyQuantities(fit, four),
    ...hsrocQuantities(fit, four),
    ...summaryQuantities(fit, {
      sensitivity: four,
      specificity: four,
      plr: four,
      nlr: four,
      inverseNlr: four,
      dor: four,
    }),
  };
  const scaleOf = (name: string): Scale => {
    if (name === "sensitivity" || name === "specificity") return LOGIT;
    return /^(?:plr|nlr|inverseNlr|dor)$/.test(name) ? LOG : NATURAL;
  };
  // variances are Wald on their own scale in NLMIXED
  const natural = ({ estimate, standardError, ...rest }: ProgramQuantity): ProgramQuantity =>
    estimate == null || standardError == null
      ? {
          ...rest,
          ...given({ estimate, standardError }),
        }
      : {
          ...rest,
          estimate,
          standardError,
          lower: estimate - NORMAL * standardError,
          upper: estimate + NORMAL * standardError,
        };
  return {
    program: "metadas",
    label: "SAS MetaDAS 1.3 (PROC NLMIXED)",
    k: fit.k,
    quantities: Object.fromEntries(
      Object.entries(all).map(([name, quantity]) => [
        name,
        widened(
          /var(?:Sens|Spec|Alpha|Theta)|covariance$|correlation/.test(name) ? natural(quantity) : quantity,
          factor,
          scaleOf(name),
        ),
      ]),
    ),
    notes: fitNotes(fit),
  };
}
