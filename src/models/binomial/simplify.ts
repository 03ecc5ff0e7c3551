import type { Outcome } from "../fit-core.js";
import { type PsiModel, psiParameters } from "../psi-spaces.js";
import type { BinomialCounts } from "./counts.js";
import { unanimityMessage, unanimous } from "./diagnosis.js";
import type { BinomialOptimum } from "./maximize.js";

/** The model that the data allow, and why it is simpler than the one asked for. */
export interface ChosenModel {
  readonly model: PsiModel;
  readonly simplifications: readonly string[];
  /** Whether variances that are estimated as 0 are dropped from the model; in the model asked for they are estimates. */
  readonly drop: boolean;
  /** Outcomes with nothing but correct (or wrong) results, whose mean has no finite estimate; `null` for none. */
  readonly unanimity: string | null;
}

/** Studies from which on the correlation is estimated: with fewer, five parameters meet at most six proportions. */
const LEAST_FOR_CORRELATION = 4;

const FIXED_EFFECT = "No between-study variance is left: this is the fixed-effect model.";

/**
 * The model asked for, or a simpler one where there are fewer than four studies, or where a logit has nothing but correct (or
 * wrong) results (Takwoingi 2017, Stat Methods Med Res 26:1896, doi:10.1177/0962280215592269). Never for the sake of a search,
 * nor of a curvature: correlations of ±1 and variances of 0 are maximum-likelihood estimates.
 */
export function chooseModel(counts: BinomialCounts, correlation: "estimated" | 0): ChosenModel {
  const found = (["sensitivity", "specificity"] as const).flatMap((outcome) => {
    const value = unanimous(counts, outcome);
    return value === null ? [] : [[outcome, value] as const];
  });
  const correlated = correlation === "estimated";
  if (found.length > 0) {
    const gone = found.map(([outcome]): Outcome => outcome);
    const simplifications = gone.map(
      (outcome) => `All results that make up ${outcome} agree: its between-study variance was dropped.`,
    );
    if (correlated) {
      simplifications.unshift("A correlation can't be estimated with a logit that doesn't vary: it was set to 0.");
    }
    if (gone.length === 2) simplifications.push(FIXED_EFFECT);
    return {
      model: gone.length === 2 ? "none" : gone[0] === "sensitivity" ? "specificity" : "sensitivity",
      simplifications,
      drop: true,
      unanimity: found.map(([outcome, value]) => unanimityMessage(outcome, value)).join(" "),
    };
  }
  if (!correlated) return { model: "uncorrelated", simplifications: [], drop: false, unanimity: null };
  if (counts.k >= LEAST_FOR_CORRELATION) {
    return { model: "correlated", simplifications: [], drop: false, unanimity: null };
  }
  const step = `A correlation can't be estimated from ${counts.k} ${counts.k === 1 ? "study" : "studies"}: it was set to 0.`;
  return { model: "uncorrelated", simplifications: [step], drop: true, unanimity: null };
}

/** The (co)variances in the model that was fitted in the end, where it lies, and the steps there. */
export function dropZeroVariances(
  { model, simplifications, drop }: ChosenModel,
  optimum: BinomialOptimum,
): {
  readonly variances: number;
  readonly boundary: BinomialOptimum["boundary"];
  readonly simplifications: readonly string[];
} {
  if (!drop || optimum.boundary !== "variance") {
    return { variances: psiParameters(model), boundary: optimum.boundary, simplifications };
  }
  const had = model === "uncorrelated" ? (["sensitivity", "specificity"] as const) : ([model] as readonly Outcome[]);
  const kept = optimum.free[0] === "a" ? "sensitivity" : optimum.free[0] === "b" ? "specificity" : null;
  const steps = had
    .filter((outcome) => outcome !== kept)
    .map((outcome) => `The between-study variance of logit ${outcome} is estimated as 0 and was dropped.`);
  if (kept === null) steps.push(FIXED_EFFECT);
  return { variances: optimum.free.length, boundary: "none", simplifications: [...simplifications, ...steps] };
}
