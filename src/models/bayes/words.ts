import { count } from "../../base/count.js";
import type { BayesFit } from "./fit.js";
import type { PriorInterval } from "./prior.js";

const shown = (value: number): string => String(Number(value.toPrecision(2)));
const range = ({ lower, upper }: PriorInterval): string => `${shown(lower)} to ${shown(upper)}`;

/** What a prior says of each quantity before any data, as 95 % intervals. */
export function priorIntervalWords({ intervals }: BayesFit["prior"]): string {
  const { sensitivity, specificity, sdSensitivity, sdSpecificity, correlation } = intervals;
  return (
    `sensitivity ${range(sensitivity)}, specificity ${range(specificity)}, standard deviation of logit sensitivity ${range(sdSensitivity)} ` +
    `and of logit specificity ${range(sdSpecificity)}, correlation ${range(correlation)}`
  );
}

/** What was fitted, in the sentences of a methods section: model, prior, computation, and what stands in for convergence checks. */
export function bayesWords(fit: BayesFit): string {
  const { prior, diagnostics, options } = fit;
  const { engine, points, effectiveDraws, largestWeight, paretoK, latticeChange } = diagnostics;
  const whose = prior.name === "custom" ? "a prior of our own" : `the prior "${prior.name}"`;
  const computation =
    engine === "importance"
      ? `No Markov chains were run: the studies' effects were integrated out by adaptive Gauss–Hermite quadrature (${options.nodes} nodes per dimension) and the other parameters drawn by importance sampling from an adapted mixture of t distributions with Pareto-smoothed weights (Vehtari et al. 2024): ${points} draws (seed ${options.seed}), effective draws ${Math.round(effectiveDraws)}, largest weight ${largestWeight.toPrecision(2)}, Pareto k ${paretoK === null ? "not known" : paretoK.toFixed(2)}; convergence statistics of chains do not apply.`
      : `No Markov chains were run: the studies' effects were integrated out by adaptive Gauss–Hermite quadrature (${options.nodes} nodes per dimension) and the posterior summed over a lattice of ${points} points; halving the lattice moves no mean by more than ${(latticeChange ?? 0).toPrecision(2)} posterior standard deviations.`;
  return (
    `Sensitivity and specificity were pooled with the exact bivariate random-effects model, binomial counts within studies and bivariate normal logits between them (Chu & Cole 2006), in a Bayesian analysis of ${count(fit.k, "table")}. ` +
    `Under ${whose} (${prior.source}) ${prior.words}; before the data that puts 95 % of ${priorIntervalWords(prior)}. ` +
    `${computation} Estimates are posterior medians with equal-tailed credible intervals.`
  );
}
