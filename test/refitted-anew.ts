import { expect } from "vitest";
import { type BivariateFit, DtaError } from "../src/index.js";
import { RESAMPLINGS, type Resampling } from "../src/inference/bootstrap/draw-studies.js";
import { modelOf, refit } from "../src/models/models.js";
import { seededRandom } from "../src/numeric/random/random.js";
import type { Study } from "../src/tables/study.js";

/** How many refits came from the whole fit's landscape, of how many. */
export interface Share {
  near: number;
  all: number;
}

/**
 * Holds every refit (or every so manieth) without one study that came from the whole fit's landscape against a fit made anew: the same optimum, the same verdict,
 * log-likelihood within 1e-8, means and (co)variances within 1e-6 of their standard errors (of themselves), standard errors within 1e-6.
 */
export function expectAsAnew(
  studies: readonly Study[],
  make: (studies: readonly Study[]) => BivariateFit,
  share: Share,
  every = 1,
): void {
  let fit: BivariateFit;
  try {
    fit = make(studies);
  } catch (error) {
    if (error instanceof DtaError) return;
    throw error;
  }
  const without = modelOf(fit).withoutEach?.(fit);
  for (let i = 0; i < fit.k; i += every) {
    share.all++;
    const near = without?.(i) ?? null;
    if (near === null) continue;
    share.near++;
    const anew = make(fit.studies.toSpliced(i, 1));
    expect(Math.abs(near.logLik - anew.logLik), `log-likelihood without study ${i + 1}`).toBeLessThan(1e-8);
    const { boundary, converged, message } = anew.convergence;
    expect(near.convergence).toMatchObject({ boundary, converged, message });
    // whether 21 nodes are enough can be a close thing: then either answer is within what was asked for
    const kind = (method: string): string => method.replace(/adaptive.*/, "");
    expect(kind(near.method)).toBe(kind(anew.method));
    expect(near.studies).toEqual(anew.studies);
    expect(near.corrections).toEqual(anew.corrections);
    for (const [j, { estimate, standardError }] of anew.coefficients.entries()) {
      const coefficient = near.coefficients[j]!;
      expect(Math.abs(coefficient.estimate - estimate) / standardError).toBeLessThan(1e-6);
      expect(Math.abs(coefficient.standardError / standardError - 1)).toBeLessThan(1e-6);
    }
    for (const name of ["varSensitivity", "varSpecificity", "covariance"] as const) {
      const value = anew.betweenStudy[name];
      expect(Math.abs(near.betweenStudy[name] - value)).toBeLessThan(1e-6 * Math.max(1e-3, Math.abs(value)));
    }
  }
}

/** Holds the estimates of draws that came from a fit's landscape against a refit's, within 1e-6 standard errors (of Ψ: relatively). */
export function expectDrawsAsAnew(fit: BivariateFit, resampling: Resampling, draws: number, share: Share): void {
  const estimates = modelOf(fit).estimatesNear?.(fit);
  const draw = RESAMPLINGS[resampling](fit);
  for (let i = 0; i < draws; i++) {
    const studies = draw(seededRandom(1, i));
    share.all++;
    const near = estimates?.(studies) ?? null;
    if (near === null) continue;
    share.near++;
    const anew = refit(fit, studies);
    expect(anew.convergence.converged).toBe(true);
    for (const [j, { estimate, standardError }] of anew.coefficients.entries()) {
      expect(Math.abs(near.coefficients[j]! - estimate) / standardError).toBeLessThan(1e-6);
    }
    for (const name of ["varSensitivity", "varSpecificity", "covariance"] as const) {
      const value = anew.betweenStudy[name];
      expect(Math.abs(near.betweenStudy[name] - value)).toBeLessThan(1e-6 * Math.max(0.01, Math.abs(value)));
    }
  }
}
