import { exp, log1p } from "../../numeric/elementary.js";
import { allowsZero, type SdDensity } from "./density.js";
import type { BayesFit, BayesQuantity, PosteriorSummary } from "./fit.js";
import type { ResolvedPrior } from "./prior.js";

type Summary = NonNullable<BayesFit["summary"]>;

/** So many draws expected where a ratio's square outgrows the tail, and its standard deviation is an accident of the draws. */
const SEEN = 0.05;

/** Degrees of freedom by which a power tail of σ's density adds to those of the studies; `null` where the density falls faster. */
function powerTail(density: SdDensity): number | null {
  return density.family === "gamma-precision" || density.family === "inverse-gamma-variance" ? 2 * density.shape : null;
}

/**
 * Whether the posterior of a mean logit has a tail like Student's t of k − 1 studies and σ's power tail, and draws come as far as
 * half its degrees of freedom from the middle: beyond, e^2μ grows faster than the density falls.
 */
function outgrown(density: SdDensity, sd: number, k: number, draws: number): boolean {
  const tail = powerTail(density);
  if (tail === null) return false;
  const df = tail + k - 1;
  const distance = df / 2 / sd;
  return draws * exp((-(df + 1) / 2) * log1p((distance * distance) / df)) > SEEN;
}

/**
 * Takes away the errors of standard deviations that do not exist, or that a handful of draws decide whatever their number: of Λ and Θ
 * where σ = 0 has a density (they hold √(σ₂/σ₁), whose square is 1/σ, and ∫ dσ/σ has no end), of the likelihood and odds ratios where a
 * power tail of σ gives the mean logits one.
 */
export function withoutMomentless(summary: Summary, { sd }: ResolvedPrior, k: number, draws: number): Summary {
  const none = new Set<BayesQuantity>();
  if (allowsZero(sd.sensitivity) || allowsZero(sd.specificity)) none.add("lambda").add("theta");
  const sensitivity = outgrown(sd.sensitivity, summary.logitSensitivity.sd, k, draws);
  const specificity = outgrown(sd.specificity, summary.logitSpecificity.sd, k, draws);
  if (sensitivity || specificity) none.add("plr").add("nlr").add("dor");
  const rows = Object.entries(summary).map(([name, row]: [string, PosteriorSummary]) => [
    name,
    none.has(name as BayesQuantity) ? { ...row, errors: { ...row.errors, sd: null } } : row,
  ]);
  return Object.fromEntries(rows) as Summary;
}
