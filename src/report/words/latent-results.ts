import type { LatentClassFit, ReferenceEstimate } from "../../models/fit.js";
import { count, fixed } from "../render/format.js";
import { type NumberStyle, type Numbers, numbersOf } from "../render/numbers.js";
import { listed } from "./methods.js";

function ofReference(name: string, estimates: readonly ReferenceEstimate[], numbers: Numbers): string {
  const several = estimates.length > 1;
  return listed(
    estimates.map((one) => {
      const of = several ? ` of ${one.kind}` : "";
      if (one.fixed) return `${name}${of} was taken as ${numbers.given(one.estimate)}`;
      return one.boundary
        ? `${name}${of} was estimated at its edge, ${numbers.given(1)}`
        : `${name}${of} was ${numbers.withLimits(one)}`;
    }),
  );
}

/** What a latent-class analysis found, in the sentences of a results section, the perfect-reference analysis beside it. */
export function latentResults(fit: LatentClassFit, style: NumberStyle = {}): string[] {
  const numbers = numbersOf(style);
  const { withLimits, probability } = numbers;
  const { perfectReference, convergence, starts } = fit;
  const trouble = convergence.converged
    ? ""
    : " The fit did not converge; the numbers that follow must not be relied on.";
  const modes =
    starts.n > 1 && starts.agreeing < starts.n
      ? ` ${starts.agreeing} of ${starts.n} starts of the search ended at this optimum; the others ended as much as ${fixed(starts.spread, 2)} log-likelihood units lower.`
      : "";
  return [
    `${count(fit.k, "table")} entered the latent-class model.${trouble}`,
    `Against the truth, the index test had a sensitivity of ${withLimits(fit.sensitivity)} and a specificity of ${withLimits(fit.specificity)}; the prevalence was ${withLimits(fit.prevalence, probability)}. Taking the reference for the truth, they were ${withLimits(perfectReference.sensitivity)} and ${withLimits(perfectReference.specificity)}.`,
    `${ofReference("The sensitivity of the reference", fit.referenceSensitivity, numbers)}; ${ofReference("its specificity", fit.referenceSpecificity, numbers)}.${modes}`,
  ];
}
