import { InputError } from "../../base/errors.js";
import type { ComparativeFit } from "../../models/comparative/comparative-fit.js";
import { contrastProfiler, type LogitQuantity } from "../../models/comparative/profile-contrast.js";
import type { Outcome } from "../../models/fit.js";
import type { ProfileLimits } from "../../models/profile-limits.js";
import { expit, log1pExp, logit } from "../../numeric/distributions/logistic.js";
import { exp, log } from "../../numeric/elementary.js";
import type { ContrastName, ContrastProfile } from "./contrasts.js";

/** ln(e^(−v) − 1) of a negative v. */
const oddsAgainst = (v: number): number => (v < 0 ? (v < -30 ? -v : log(exp(-v) - 1)) : Number.NaN);

const PROPORTION: LogitQuantity = {
  value: (x) => 0 - log1pExp(-x),
  slope: (x) => expit(-x),
  inverse: (v) => 0 - oddsAgainst(v),
};
const COMPLEMENT: LogitQuantity = { value: (x) => 0 - log1pExp(x), slope: (x) => -expit(x), inverse: oddsAgainst };
const DIFFERENCE: LogitQuantity = {
  value: expit,
  slope: (x) => expit(x) * expit(-x),
  inverse: (p) => (p > 0 && p < 1 ? logit(p) : Number.NaN),
};
const ODDS: LogitQuantity = { value: (x) => x, slope: () => 1, inverse: (v) => v };

/** The contrasts of one outcome alone, whose profile ties two means; those of both have none here. */
const PROFILED: Readonly<
  Partial<Record<ContrastName, { readonly outcome: Outcome; readonly quantity: LogitQuantity }>>
> = {
  relativeSensitivity: { outcome: "sensitivity", quantity: PROPORTION },
  relativeSpecificity: { outcome: "specificity", quantity: PROPORTION },
  relativeMissed: { outcome: "sensitivity", quantity: COMPLEMENT },
  relativeFalseAlarms: { outcome: "specificity", quantity: COMPLEMENT },
  differenceSensitivity: { outcome: "sensitivity", quantity: DIFFERENCE },
  differenceSpecificity: { outcome: "specificity", quantity: DIFFERENCE },
  oddsRatioSensitivity: { outcome: "sensitivity", quantity: ODDS },
  oddsRatioSpecificity: { outcome: "specificity", quantity: ODDS },
};

/**
 * The profile likelihood of a fit's contrasts, with limits where the root of twice its fall is `critical`.
 *
 * @throws InputError `bad-option` where there is none: a cluster-robust covariance, a restricted likelihood, a null model, or a fit that
 *   did not converge
 */
export function contrastProfile(fit: ComparativeFit, critical: number): ContrastProfile {
  const { options } = fit;
  const why = fit.robust
    ? "a cluster-robust covariance belongs to no likelihood (robust: false fits without)"
    : fit.restricted
      ? "a restricted likelihood has no means to profile"
      : options.sensitivity === "common" || options.specificity === "common"
        ? "the fit is a null model of the tests"
        : fit.convergence.converged
          ? null
          : "the fit did not converge";
  if (why !== null) {
    throw new InputError("bad-option", `interval: profile likelihood intervals are not to be had here: ${why}.`, {
      where: "interval",
      got: "profile",
      wanted: '"z" or "t"',
    });
  }
  const { limits } = contrastProfiler(fit);
  const drop = (critical * critical) / 2;
  const found = new Map<string, ProfileLimits>();
  return (name, test, reference, standardError) => {
    const profiled = PROFILED[name];
    if (profiled === undefined || !(standardError > 0)) return null;
    const key = JSON.stringify([name, test, reference]);
    const known = found.get(key) ?? limits({ ...profiled, test, reference, standardError }, drop);
    found.set(key, known);
    return known;
  };
}
