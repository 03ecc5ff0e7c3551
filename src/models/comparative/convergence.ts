import type { MixedFit } from "../engine/maximize.js";
import type { ComparativeConvergence } from "./comparative-fit.js";
import type { ResolvedOptions } from "./options.js";
import type { Solution } from "./solve.js";
import { covarianceNames, type StructureChoice } from "./structure.js";

/** What it means that an element of a factor is 0, by its name. */
function meaning(name: string, names: readonly string[], { structure }: StructureChoice): string | null {
  const [element, test] = name.split(":");
  const of =
    test === undefined
      ? structure === "nested"
        ? "the study effects"
        : "the random effects"
      : `the effects of ${test}`;
  const also = (other: string): boolean => names.includes(test === undefined ? other : `${other}:${test}`);
  switch (element) {
    case "L11":
      return `${of} have a variance of 0`;
    case "L22":
      return also("L11") ? null : `${of} have a correlation of ±1`;
    case "M11":
      return "the test-within-study effects have a variance of 0";
    case "M22":
      return also("M11") ? null : "the test-within-study effects have a correlation of ±1";
    case "s":
      return "the test-within-study effects have a variance of 0";
    case "s_se":
      return "the test-within-study effects on sensitivity have a variance of 0";
    case "s_sp":
      return "the test-within-study effects on specificity have a variance of 0";
    default:
      return null;
  }
}

/** The optimiser's story in words. */
export function convergenceOf({ choice, model, found }: Solution, tests: readonly string[]): ComparativeConvergence {
  const names = covarianceNames(choice, tests);
  const boundary = found.zero.map((position) => names[position - model.fixed]!);
  const edges = boundary.flatMap((name) => meaning(name, boundary, choice) ?? []);
  const rank = boundary.filter((name) => name.startsWith("W")).length;
  if (rank > 0) edges.push(`the covariance of the four effects has rank ${4 - rank}`);
  return {
    converged: found.converged,
    iterations: found.iterations,
    evaluations: found.evaluations,
    gradientNorm: found.gradientNorm,
    boundary,
    message: !found.converged
      ? `Did not converge: the score is still ${found.gradientNorm.toExponential(1)}, or the likelihood is flat${found.covariance === null ? " and its information has no inverse, so that no standard error is known" : ""}. Do not use the estimates.`
      : edges.length === 0
        ? "Converged to an optimum inside the parameter space."
        : `Converged on the boundary: ${edges.join("; ")}. The means stand; draw no conclusions from that covariance.`,
  };
}

/** The estimation method in words. */
export function methodName({ model, method, nodes }: ResolvedOptions, { quadrature }: MixedFit): string {
  if (model === "normal") return method === "reml" ? "restricted maximum likelihood" : "maximum likelihood";
  if (nodes === 1) return "maximum likelihood by Laplace's approximation";
  const rule = "maximum likelihood by adaptive Gauss–Hermite quadrature";
  return nodes === null
    ? `${rule}, up to ${quadrature.nodes} nodes a dimension as each study needs`
    : `${rule} with ${nodes} nodes a dimension`;
}
