import { checkOptions } from "../../base/check-options.js";
import { checkChoice, checkLevel } from "../../base/checks.js";
import { shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import { finiteResult } from "../../base/finite-result.js";
import type { AppliedCorrection, Exclusion } from "../../models/fit.js";
import { chiSquaredUpperTail } from "../../numeric/distributions/chi-squared.js";
import { square } from "../../numeric/elementary.js";
import { checkStudies } from "../../tables/check-studies.js";
import { type Correction, resolveCorrection } from "../../tables/correction.js";
import type { CovariateValue, Study } from "../../tables/study.js";
import { cochranQ } from "./inverse-variance.js";
import { type Measure, type ProportionScale, studyEffects, withMargins } from "./study-effects.js";
import {
  POOL_METHODS,
  type PoolInput,
  type PoolSettings,
  pool,
  type UnivariateMethod,
  type UnivariatePool,
} from "./univariate-pool.js";

/** How `poolUnivariate` computes. */
export interface UnivariateOptions {
  /** What is pooled. */
  readonly measure: Measure;
  /** Default `"dl"`. */
  readonly method?: UnivariateMethod;
  /** Default 0.5 in the studies with a zero cell. The methods `logistic` and `pooled` need none and use the raw counts. */
  readonly correction?: Partial<Correction>;
  /** Scale that a proportion is pooled on by the inverse-variance methods. Default `"logit"`. */
  readonly scale?: ProportionScale;
  /**
   * What Q, and with it the moment estimate of τ², is taken around, for the ratios. Default `"inverse-variance"` (metafor;
   * Stata's `metan, randomi`); `"mh"`, the Mantel–Haenszel estimate, is Meta-DiSc 1.4's and `metan, random`'s.
   */
  readonly around?: "inverse-variance" | "mh";
  /** A covariate: pools each of its levels as well, and compares them. */
  readonly by?: string;
  /** Default 0.95. */
  readonly level?: number;
}

/** A measure pooled on its own. */
export interface Univariate {
  /** What was pooled. */
  readonly measure: Measure;
  /** How it was pooled. */
  readonly method: UnivariateMethod;
  /** What the result is and is not. */
  readonly label: string;
  /** The test of heterogeneity that `q` belongs to, in words. */
  readonly test: string;
  /** All studies together. */
  readonly overall: UnivariatePool;
  /** Level by level, in code-unit order; empty without `by`. */
  readonly subgroups: readonly ({
    /** The value of the covariate. */
    readonly level: string;
  } & UnivariatePool)[];
  /** Test that the levels have one pooled value: Q between them on levels − 1 degrees of freedom; `null` without two levels. */
  readonly between: {
    /** Q between the levels. */
    readonly q: number;
    /** Levels less 1. */
    readonly df: number;
    /** From the χ² distribution. */
    readonly pValue: number;
  } | null;
  /** The continuity correction that was asked for. */
  readonly correction: Correction;
  /** Continuity corrections that were made, study by study. */
  readonly corrections: readonly AppliedCorrection[];
  /** Studies left out, each with the reason. */
  readonly excluded: readonly Exclusion[];
}

/** Said of every univariate result. */
const univariateLabel =
  "Univariate pooling: one measure at a time, ignoring the correlation of sensitivity and specificity and differing thresholds. For comparison with older papers, not for inference.";

const methods = Object.keys(POOL_METHODS) as readonly UnivariateMethod[];

function checkMethod(measure: Measure, method: UnivariateMethod): void {
  checkChoice("measure", measure, ["sensitivity", "specificity", "plr", "nlr", "dor"]);
  checkChoice("method", method, methods);
  const allowed = methods.filter((one) => POOL_METHODS[one].measures.includes(measure));
  if (allowed.includes(method)) return;
  throw new InputError(
    "method-not-for-measure",
    `the method "${method}" does not pool ${measure}; for ${measure} choose one of ${allowed.join(", ")}.`,
    { where: "method", got: method, wanted: allowed.join(" | ") },
  );
}

/** Everything that is pooled, in the order of the studies, with what was left out. */
function prepare(
  studies: readonly Study[],
  method: UnivariateMethod,
  { measure, scale }: PoolSettings,
  correction: Correction,
): {
  studies: readonly Study[];
  input: PoolInput;
  excluded: readonly Exclusion[];
  corrections: readonly AppliedCorrection[];
} {
  if (POOL_METHODS[method].ofCounts) {
    const { whole, excluded } = withMargins(studies, measure);
    return {
      studies: whole,
      input: { counts: whole, tables: whole, values: [], variances: [] },
      excluded,
      corrections: [],
    };
  }
  const {
    studies: included,
    tables,
    values,
    variances,
    excluded,
    corrections,
  } = studyEffects(studies, measure, correction, scale);
  return { studies: included, input: { counts: included, tables, values, variances }, excluded, corrections };
}

function subset(input: PoolInput, keep: readonly boolean[]): PoolInput {
  const chosen = <T>(items: readonly T[]): T[] => items.filter((_, i) => keep[i]);
  return {
    counts: chosen(input.counts),
    tables: chosen(input.tables),
    values: chosen(input.values),
    variances: chosen(input.variances),
  };
}

const levelOf = (value: CovariateValue): string | null => (value === null ? null : String(value));

function checkCovariate(studies: readonly Study[], by: string): void {
  if (studies.some(({ covariates }) => (covariates?.[by] ?? null) !== null)) return;
  throw new InputError("unknown-covariate", `no study has a value of ${shown(by)}, so there are no subgroups.`, {
    where: "by",
    got: by,
    wanted: "the name of a covariate",
  });
}

/**
 * Pools one measure of the studies on its own, as Stata's `metan` and many older papers do, overall and by subgroup:
 *
 * - `dl`, `reml`: inverse-variance random effects, τ² by DerSimonian–Laird or REML; `fixed`: the same with τ² = 0.
 *   Proportions on the logit scale (or as they are), ratios on the log scale, Wald intervals there. As metafor's `rma.uni`.
 * - `mh`: Mantel–Haenszel, for the ratios; Q is taken around its estimate, as `metan` does.
 * - `logistic`: fixed-effect logistic regression; a proportion is Σx/Σn with a Wald interval on the logit scale, the odds
 *   ratio has an intercept for each study (`stratifiedLogistic`).
 * - `pooled`: a proportion Σx/Σn with its Clopper–Pearson interval, as Meta-DiSc 1.4 gives it.
 *
 * Meta-DiSc's likelihood ratios and odds ratios are `{ method: "dl", around: "mh" }`.
 *
 * The correlation of sensitivity and specificity is ignored, and so are differing thresholds; `label` says so. Between
 * subgroups Σ(θ_g − θ̄)²/SE_g² is compared with χ². A subgroup of one study has an estimate and no heterogeneity; none of them
 * throws. Throws `InputError` on a method that does not fit the measure (`method-not-for-measure`), an unknown covariate
 * (`unknown-covariate`), or a bad correction (`bad-correction`) or level (`bad-level`).
 *
 * @example
 * ```ts
 * import { poolUnivariate, readStudies } from "dta-meta";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const { overall } = poolUnivariate(readStudies(csv), { measure: "dor" });
 * overall.estimate.estimate?.toFixed(2); // "26.58"
 * overall.q?.toFixed(2); // "11.82"
 * ```
 */
export function poolUnivariate(studies: readonly Study[], options: UnivariateOptions): Univariate {
  checkStudies(studies);
  checkOptions(options);
  const { measure, method = "dl", scale = "logit", around = "inverse-variance", level = 0.95, by } = options;
  checkMethod(measure, method);
  checkChoice("scale", scale, ["logit", "identity"]);
  checkChoice("around", around, ["inverse-variance", "mh"]);
  checkLevel(level);
  const correction = resolveCorrection(options.correction);
  const settings: PoolSettings = { measure, scale, around, level };
  const prepared = prepare(studies, method, settings, correction);
  if (by !== undefined) checkCovariate(studies, by);
  const levels = prepared.studies.map(({ covariates }) =>
    by === undefined ? null : levelOf(covariates?.[by] ?? null),
  );
  const names = [...new Set(levels)].filter((name) => name !== null).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const subgroups = names.map((name) => ({
    level: name,
    ...pool(
      subset(
        prepared.input,
        levels.map((one) => one === name),
      ),
      method,
      settings,
    ),
  }));
  return finiteResult("poolUnivariate", {
    measure,
    method,
    label: univariateLabel,
    test: POOL_METHODS[method].test(around),
    overall: pool(prepared.input, method, settings),
    subgroups,
    between: compare(subgroups),
    correction,
    corrections: prepared.corrections,
    excluded: prepared.excluded,
  });
}

function compare(groups: readonly UnivariatePool[]): Univariate["between"] {
  const known = groups.flatMap(({ scaleEstimate, standardError }) =>
    scaleEstimate === null || standardError === null || standardError === 0 ? [] : [{ scaleEstimate, standardError }],
  );
  if (known.length < 2) return null;
  const q = cochranQ({
    values: known.map(({ scaleEstimate }) => scaleEstimate),
    variances: known.map(({ standardError }) => square(standardError)),
  });
  const df = known.length - 1;
  return { q, df, pValue: chiSquaredUpperTail(q, df) };
}
