import type { FreeParameters } from "../between-study.js";
import type { BetweenStudy, Outcome } from "../fit-core.js";
import type { BinomialCounts } from "./counts.js";
import { type Diagnosis, diagnose, unanimityMessage, unanimous } from "./diagnosis.js";
import { type BinomialOptimum, maximizeBinomial } from "./maximize.js";
import { canRefine, refinedNodes } from "./quadrature-check.js";

/** The model that was fitted in the end, and the way there. */
export interface LadderFit {
  readonly optimum: BinomialOptimum;
  /** The variance parameters of that model; on a boundary the optimum has fewer. */
  readonly model: FreeParameters;
  readonly simplifications: readonly string[];
  /** `null` where the fit went well. */
  readonly problem: Diagnosis | null;
}

/** Studies from which on the correlation is estimated: with fewer, five parameters meet at most six proportions. */
const LEAST_FOR_CORRELATION = 4;

const VARIANCE_OF = { a: "sensitivity", c: "specificity" } as const;

/** Drops the variances that were estimated as 0: the same optimum, of a smaller model. */
function dropZeroVariances(fit: LadderFit): LadderFit {
  const { optimum, model } = fit;
  if (optimum.boundary !== "variance") return fit;
  const gone = model.filter((name) => !optimum.free.includes(name));
  const steps = gone.flatMap((name) =>
    name === "b" ? [] : [`The between-study variance of logit ${VARIANCE_OF[name]} is estimated as 0 and was dropped.`],
  );
  if (optimum.free.length === 0) steps.push("No between-study variance is left: this is the fixed-effect model.");
  return {
    ...fit,
    optimum: { ...optimum, boundary: "none" },
    model: optimum.free,
    simplifications: [...fit.simplifications, ...steps],
  };
}

/** Fits one logit that has nothing but correct (or wrong) results without a variance of its own. */
function fitUnanimous(
  counts: BinomialCounts,
  nodes: number,
  correlated: boolean,
  found: readonly (readonly [Outcome, 0 | 1])[],
): LadderFit {
  const outcomes = found.map(([outcome]) => outcome);
  const model = (["a", "c"] as const).filter((name) => !outcomes.includes(VARIANCE_OF[name]));
  const problem: Diagnosis = {
    kind: "separation",
    message: found.map(([outcome, value]) => unanimityMessage(outcome, value)).join(" "),
  };
  const steps = outcomes.map(
    (outcome) => `All results that make up ${outcome} agree: its between-study variance was dropped.`,
  );
  if (correlated) steps.unshift("A correlation can't be estimated with a logit that doesn't vary: it was set to 0.");
  if (model.length === 0) steps.push("No between-study variance is left: this is the fixed-effect model.");
  const fit = { optimum: maximizeBinomial(counts, nodes, model), model, simplifications: steps, problem };
  return dropZeroVariances(fit);
}

/**
 * Fits the model asked for, or the first simpler one that the data support: full bivariate → no correlation → without a
 * variance that is 0 → fixed effect (Takwoingi 2017, Stat Methods Med Res 26:1896, doi:10.1177/0962280215592269).
 *
 * A step is taken where there are fewer than four studies, where the data don't identify all parameters, and where the
 * search for the optimum fails; not for a correlation of ±1 or a variance of 0, which are maximum-likelihood estimates. The
 * model asked for stays where the simpler ones fail as well. Between-study variances are never dropped because a search
 * failed (it fails where they are very large), nor where the likelihood asks for them. With `refine`, a search that fails is first tried with more nodes.
 */
export function fitWithLadder(
  counts: BinomialCounts,
  nodes: number,
  correlation: "estimated" | 0,
  refine: boolean,
  startFrom?: BetweenStudy,
): LadderFit {
  const correlated = correlation === "estimated";
  const found = (["sensitivity", "specificity"] as const).flatMap((outcome) => {
    const value = unanimous(counts, outcome);
    return value === null ? [] : [[outcome, value] as const];
  });
  if (found.length > 0) return fitUnanimous(counts, nodes, correlated, found);

  const attempt = (model: FreeParameters, simplifications: readonly string[]): LadderFit => {
    const optimum = maximizeBinomial(counts, nodes, model, startFrom);
    const problem = diagnose(counts, optimum);
    if (problem?.kind !== "stopped" || !refine || !canRefine(nodes))
      return { optimum, model, simplifications, problem };
    const finer = maximizeBinomial(counts, refinedNodes(nodes), model, startFrom);
    return { optimum: finer, model, simplifications, problem: diagnose(counts, finer) };
  };
  const few = counts.k < LEAST_FOR_CORRELATION;
  const first =
    correlated && !few
      ? attempt(["a", "b", "c"], [])
      : attempt(
          ["a", "c"],
          correlated
            ? [
                `A correlation can't be estimated from ${counts.k} ${counts.k === 1 ? "study" : "studies"}: it was set to 0.`,
              ]
            : [],
        );
  if (first.problem === null) return few ? dropZeroVariances(first) : first;
  if (first.problem.kind === "separation") return first;

  const steps = [...first.simplifications];
  if (first.model.includes("b")) {
    steps.push(`The correlation was set to 0: ${lowerFirst(first.problem.message)}`);
    const second = attempt(["a", "c"], steps);
    if (second.problem === null) return dropZeroVariances(second);
  }
  if (first.problem.kind !== "flat") return first;
  const last = attempt([], [...steps, "The between-study variances were dropped: this is the fixed-effect model."]);
  return last.problem === null && isEnough(last.optimum, first.optimum) ? last : first;
}

/** Whether the fixed-effect model is within what chance makes of three parameters (χ² of 3 df, 0.95 quantile 7.81). */
function isEnough(fixed: BinomialOptimum, random: BinomialOptimum): boolean {
  return 2 * (random.logLik - fixed.logLik) < 7.81;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
