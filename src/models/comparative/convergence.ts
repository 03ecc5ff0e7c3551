import type { MixedFit } from "../engine/maximize.js";
import type { ComparativeConvergence, UnboundedMean } from "./comparative-fit.js";
import type { ResolvedOptions } from "./options.js";
import type { Solution } from "./solve.js";
import { type ComparativeRow, covarianceNames, type StructureChoice } from "./structure.js";

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

/**
 * The means that have no finite optimum: of a test alone, or of all tests where they have one in common. What was added to cells of the
 * normal model bounds them.
 */
export function unboundedMeans(
  rows: readonly ComparativeRow[],
  tests: readonly string[],
  { model, ...effects }: Pick<ResolvedOptions, "model" | "sensitivity" | "specificity">,
): UnboundedMean[] {
  if (model === "normal") return [];
  return (
    [
      ["sensitivity", "tp", "fn"],
      ["specificity", "tn", "fp"],
    ] as const
  ).flatMap(([outcome, right, wrong]) => {
    const agree = (own: readonly ComparativeRow[]): boolean =>
      [right, wrong].some((cell) => own.every(({ table }) => table[cell] === 0));
    return tests
      .filter((_, test) => agree(effects[outcome] === "common" ? rows : rows.filter((row) => row.test === test)))
      .map((test) => ({ outcome, test }));
  });
}

const SIDES = { sensitivity: "diseased", specificity: "non-diseased" } as const;

/** The optimiser's story in words. */
export function convergenceOf(
  { choice, model, found }: Solution,
  tests: readonly string[],
  runaway: readonly UnboundedMean[],
): ComparativeConvergence {
  const names = covarianceNames(choice, tests);
  const boundary = found.zero.map((position) => names[position - model.fixed]!);
  const edges = boundary.flatMap((name) => meaning(name, boundary, choice) ?? []);
  const rank = boundary.filter((name) => name.startsWith("W")).length;
  if (rank > 0) edges.push(`the covariance of the four effects has rank ${4 - rank}`);
  const unbounded = found.converged ? runaway : [];
  return {
    converged: found.converged && unbounded.length === 0,
    iterations: found.iterations,
    evaluations: found.evaluations,
    gradientNorm: found.gradientNorm,
    boundary,
    unbounded,
    message: !found.converged
      ? `Did not converge: the score is still ${found.gradientNorm.toExponential(1)}, or the likelihood is flat${found.covariance === null ? " and its information has no inverse, so that no standard error is known" : ""}. Do not use the estimates.`
      : unbounded.length > 0
        ? `There is no optimum: ${unbounded.map(({ outcome, test }) => `all ${SIDES[outcome]} of "${test}" had one result, so that its mean logit ${outcome} grows without bound`).join("; ")}. The other means stand.`
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
