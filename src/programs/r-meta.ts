import { proportionInterval } from "../accuracy/proportion-interval.js";
import { type Effects, TAU_SQUARED, weightedMean } from "../inference/univariate/inverse-variance.js";
import { randomEffects } from "../inference/univariate/random-effects.js";
import { studyEffects } from "../inference/univariate/study-effects.js";
import { chiSquaredUpperTail } from "../numeric/distributions/chi-squared.js";
import { expit } from "../numeric/distributions/logistic.js";
import { normalQuantile } from "../numeric/distributions/normal.js";
import { studentTQuantile } from "../numeric/distributions/student-t.js";
import { atan2, cos, exp, log, sin, square } from "../numeric/elementary.js";
import { resolveCorrection } from "../tables/correction.js";
import type { Study } from "../tables/study.js";
import { decimals, interval, type ProgramOutput, type ProgramQuantity, single } from "./program-output.js";

/** How R's meta and metafor are called. */
export interface RMetaOptions {
  /** Estimator of τ²; `"reml"` by default, `"dl"` in versions of meta before 5. */
  readonly method?: "dl" | "reml" | "pm" | "fixed";
  /** Scale of the proportions: logits by default (`PLOGIT`, `PLO`), as they are (`PRAW`, `PR`), or Freeman & Tukey's (`PFT`). */
  readonly scale?: "logit" | "raw" | "double-arcsine";
  /** Knapp & Hartung's interval, `method.random.ci = "HK"` or `test = "knha"`. */
  readonly hartungKnapp?: boolean;
}

type Proportion = { readonly x: number; readonly n: number };

/** Study effects of a scale, and the way back, which for the double arcsine depends on the harmonic mean of the sizes. */
interface Scale {
  readonly effect: (proportion: Proportion) => { readonly value: number; readonly variance: number };
  readonly back: (value: number, harmonicMean: number) => number;
}

const asin = (x: number): number => atan2(x, Math.sqrt(Math.max(0, 1 - x * x)));

/** ½ in both cells of a proportion of 0 or 1; the other margin has no part in it. */
const corrected = ({ x, n }: Proportion): Proportion => (x === 0 || x === n ? { x: x + 0.5, n: n + 1 } : { x, n });

/** Miller's way back from the double arcsine (1978, Am Stat 32:138, equation 2), cut where no proportion has the value. */
function fromDoubleArcsine(value: number, n: number): number {
  const least = 0.5 * asin(Math.sqrt(1 / (n + 1)));
  const most = 0.5 * (asin(Math.sqrt(n / (n + 1))) + Math.PI / 2);
  if (value <= least) return 0;
  if (value >= most) return 1;
  const s = sin(2 * value);
  const sign = cos(2 * value) < 0 ? -1 : 1;
  return 0.5 * (1 - sign * Math.sqrt(Math.max(0, 1 - square(s + (s - 1 / s) / n))));
}

const SCALES: Readonly<Record<NonNullable<RMetaOptions["scale"]>, Scale>> = {
  logit: {
    effect: (proportion) => {
      const { x, n } = corrected(proportion);
      return { value: log(x / (n - x)), variance: 1 / x + 1 / (n - x) };
    },
    back: expit,
  },
  raw: {
    effect: (proportion) => {
      const { x, n } = corrected(proportion);
      return { value: proportion.x / proportion.n, variance: (x * (n - x)) / (n * n * n) };
    },
    back: (value) => value,
  },
  "double-arcsine": {
    effect: ({ x, n }) => ({
      value: 0.5 * (asin(Math.sqrt(x / (n + 1))) + asin(Math.sqrt((x + 1) / (n + 1)))),
      variance: 1 / (4 * n + 2),
    }),
    back: fromDoubleArcsine,
  },
};

const four = decimals(4);

/** The pooled value with its interval, Q, I² and τ², by the names of the measure. */
function pooled(
  measure: string,
  effects: Effects,
  options: RMetaOptions,
  back: (value: number) => number,
): Record<string, ProgramQuantity> {
  const { method = "reml", hartungKnapp = false } = options;
  const k = effects.values.length;
  if (k < 2) return {};
  const tauSquared = TAU_SQUARED[method](effects);
  const { mean, variance } = weightedMean(effects, tauSquared);
  const spread =
    effects.values.reduce((sum, y, i) => sum + square(y - mean) / (effects.variances[i]! + tauSquared), 0) / (k - 1);
  const half = hartungKnapp
    ? studentTQuantile(0.975, k - 1) * Math.sqrt(variance * spread)
    : normalQuantile(0.975) * Math.sqrt(variance);
  const { q } = randomEffects(effects, { method: "fixed", level: 0.95 });
  const df = k - 1;
  return {
    [measure]: interval({ estimate: back(mean), lower: back(mean - half), upper: back(mean + half) }, four),
    ...(q === null
      ? {}
      : {
          [`heterogeneity.${measure}.q`]: single(q, decimals(2)),
          [`heterogeneity.${measure}.df`]: single(df, decimals(0)),
          [`heterogeneity.${measure}.pValue`]: single(chiSquaredUpperTail(q, df), four),
          [`heterogeneity.${measure}.iSquared`]: single(q > df ? (100 * (q - df)) / q : 0, decimals(1)),
        }),
    [`heterogeneity.${measure}.tauSquared`]: single(tauSquared, four),
  };
}

/** A proportion of each study with its exact interval, as the rows of `metaprop` have it. */
function rowQuantities(studies: readonly Study[]): Record<string, ProgramQuantity> {
  const exact = ({ x, n }: Proportion): ProgramQuantity =>
    interval(
      proportionInterval(x, n, { method: "clopper-pearson" }) ?? { estimate: null, lower: null, upper: null },
      four,
    );
  return Object.fromEntries(
    studies.flatMap(({ id, tp, fp, fn, tn }) => [
      [`studies.${id}.sensitivity`, exact({ x: tp, n: tp + fn })],
      [`studies.${id}.specificity`, exact({ x: tn, n: tn + fp })],
    ]),
  );
}

/**
 * What R's `meta` (`metaprop`, `metabin`) and `metafor` (`rma`) print where sensitivity, specificity and the ratios are each pooled on
 * their own: inverse variance weights, τ² by REML, DerSimonian–Laird or Paule–Mandel, Wald or Hartung–Knapp intervals, on the
 * logit scale, as they are, or by Freeman & Tukey's double arcsine, brought back with the harmonic mean of the sizes.
 *
 * A proportion of 0 or 1 gets ½ in its own two cells; a ratio gets ½ in all four cells of a study with a zero.
 */
export function rMeta(studies: readonly Study[], options: RMetaOptions = {}): ProgramOutput {
  const { method = "reml", scale = "logit", hartungKnapp = false } = options;
  const { effect, back } = SCALES[scale];
  const proportions = {
    sensitivity: studies.map(({ tp, fn }) => ({ x: tp, n: tp + fn })),
    specificity: studies.map(({ tn, fp }) => ({ x: tn, n: tn + fp })),
  };
  const ofProportions = Object.entries(proportions).map(([measure, all]) => {
    const whole = all.filter(({ n }) => n > 0);
    const effects = whole.map(effect);
    const harmonicMean = whole.length / whole.reduce((sum, { n }) => sum + 1 / n, 0);
    return pooled(
      measure,
      { values: effects.map(({ value }) => value), variances: effects.map(({ variance }) => variance) },
      options,
      (value) => back(value, harmonicMean),
    );
  });
  const ofRatios = (["plr", "nlr", "dor"] as const).map((measure) =>
    pooled(measure, studyEffects(studies, measure, resolveCorrection({})), options, exp),
  );
  return {
    program: "meta",
    label: `R meta and metafor, each measure on its own, ${method.toUpperCase()}${hartungKnapp ? ", Hartung–Knapp" : ""}, proportions ${scale}`,
    k: studies.length,
    quantities: Object.assign({}, ...ofProportions, ...ofRatios, rowQuantities(studies)) as Record<
      string,
      ProgramQuantity
    >,
    notes: [],
  };
}
