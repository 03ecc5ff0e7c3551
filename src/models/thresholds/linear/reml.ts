import { InputError } from "../../../base/errors.js";
import { log } from "../../../numeric/elementary.js";
import { choleskyInPlace, choleskyInverse, choleskyLogDeterminant } from "../../../numeric/linear/cholesky.js";
import { multiply, transpose } from "../../../numeric/linear/matrix.js";
import { type Climb, climb } from "../../../numeric/optimize/climb.js";
import { withDifferencedHessian } from "../../../numeric/optimize/differenced-hessian.js";
import { multistart } from "../../../numeric/optimize/multistart.js";
import type { LinearRow } from "./linear-rows.js";
import { type RandomTerm, termValue } from "./mixed-models.js";

/** A linear mixed model fitted by restricted maximum likelihood. */
export interface RemlFit {
  readonly coefficients: readonly number[];
  /** (XᵀV⁻¹X)⁻¹, variance components taken as known. */
  readonly covariance: readonly (readonly number[])[];
  /** Covariance of the random effects. */
  readonly randomCovariance: readonly (readonly number[])[];
  /** Standard deviation of a residual of weight 1. */
  readonly sigma: number;
  /** −2 × the restricted log-likelihood. */
  readonly criterion: number;
  readonly climb: Climb;
  readonly starts: number;
  /** Starts that ended within 1e-4 of the best. */
  readonly agreeing: number;
  /** Whether a higher maximum was passed over, since it was not `acceptable`. */
  readonly passedOver: boolean;
}

const notEstimable = (rows: number, p: number): InputError =>
  new InputError(
    "not-estimable",
    `studies: the linear mixed model can't be estimated from ${rows} rows: they lie on their lines exactly, or the ${p} coefficients leave nothing to estimate variances from.`,
    { where: "studies", got: rows, wanted: "studies whose cut-offs differ, more rows than coefficients" },
  );

/** What the criterion needs of one study, row by row: ZᵀWZ, ZᵀW[X y], and of all studies [X y]ᵀW[X y]. */
interface Sums {
  readonly zz: readonly Float64Array[];
  readonly zg: readonly Float64Array[];
  readonly gg: Float64Array;
}

/** Columns of the random effects as they enter the search: centred and brought to size 1, with the way back. */
interface RandomColumns {
  readonly values: (row: LinearRow) => readonly number[];
  /** Raw effects = back · scaled effects. */
  readonly back: readonly (readonly number[])[];
}

/** Centring a column of cut-offs changes nothing where its constant stands beside it; elsewhere it would change the model. */
function randomColumns(rows: readonly LinearRow[], terms: readonly RandomTerm[]): RandomColumns {
  const constantOf: Partial<Record<RandomTerm, RandomTerm>> = { cutoff: "intercept", "group × cutoff": "group" };
  const mean = rows.reduce((sum, { cutoff }) => sum + cutoff, 0) / rows.length;
  const centreOf = (term: RandomTerm): number => {
    const constant = constantOf[term];
    return constant !== undefined && terms.includes(constant) ? mean : 0;
  };
  const spreadOf = (term: RandomTerm): number => {
    const centre = centreOf(term);
    return Math.sqrt(rows.reduce((sum, { cutoff }) => sum + (cutoff - centre) * (cutoff - centre), 0) / rows.length);
  };
  const isCutoff = (term: RandomTerm): boolean => constantOf[term] !== undefined;
  return {
    values: (row) =>
      terms.map((term) => termValue(term, { ...row, cutoff: (row.cutoff - centreOf(term)) / spreadOf(term) })),
    // the effect of (x − centre)/spread is that of x times 1/spread, and −centre/spread of the constant
    back: terms.map((term, i) =>
      terms.map((other, j) => {
        if (i === j) return isCutoff(term) ? 1 / spreadOf(term) : 1;
        return constantOf[other] === term ? -centreOf(other) / spreadOf(other) : 0;
      }),
    ),
  };
}

function sumsOf(rows: readonly LinearRow[], fixed: readonly RandomTerm[], columns: RandomColumns, r: number): Sums {
  const p1 = fixed.length + 1;
  const studies = [...new Set(rows.map(({ study }) => study))];
  const gg = new Float64Array(p1 * p1);
  const zz = studies.map(() => new Float64Array(r * r));
  const zg = studies.map(() => new Float64Array(r * p1));
  for (const row of rows) {
    const i = studies.indexOf(row.study);
    const g = [...fixed.map((term) => termValue(term, row)), row.response];
    const z = columns.values(row);
    for (let a = 0; a < p1; a++) for (let b = 0; b < p1; b++) gg[a * p1 + b]! += row.weight * g[a]! * g[b]!;
    for (let a = 0; a < r; a++) {
      for (let b = 0; b < r; b++) zz[i]![a * r + b]! += row.weight * z[a]! * z[b]!;
      for (let b = 0; b < p1; b++) zg[i]![a * p1 + b]! += row.weight * z[a]! * g[b]!;
    }
  }
  return { zz, zg, gg };
}

/** C = A·B, A n × m (its transpose stored where `flip`), B m × l. */
function product(a: Float64Array, b: Float64Array, n: number, m: number, l: number, flip = false): Float64Array {
  const c = new Float64Array(n * l);
  for (let i = 0; i < n; i++) {
    for (let t = 0; t < m; t++) {
      const value = flip ? a[t * n + i]! : a[i * m + t]!;
      if (value !== 0) for (let j = 0; j < l; j++) c[i * l + j]! += value * b[t * l + j]!;
    }
  }
  return c;
}

/** ln |A| and A⁻¹ of a positive definite n × n matrix, which is overwritten; `null` for others. */
function factored(
  a: Float64Array,
  n: number,
): { readonly logDeterminant: number; readonly inverse: Float64Array } | null {
  if (!choleskyInPlace(a, n)) return null;
  const inverse = new Float64Array(n * n);
  choleskyInverse(a, n, inverse, new Float64Array(n));
  return { logDeterminant: choleskyLogDeterminant(a, n), inverse };
}

/** Everything at one relative factor Λ: V = σ²(W⁻¹ + ZΛΛᵀZᵀ), σ² and the coefficients profiled out. */
function profile({ zz, zg, gg }: Sums, lambda: Float64Array, r: number, p: number, freedom: number) {
  const p1 = p + 1;
  const total = Float64Array.from(gg);
  let logM = 0;
  const parts: { readonly right: Float64Array; readonly k: Float64Array }[] = [];
  for (let i = 0; i < zz.length; i++) {
    const m = product(lambda, product(zz[i]!, lambda, r, r, r), r, r, r, true);
    for (let a = 0; a < r; a++) m[a * r + a]! += 1;
    const inverted = factored(m, r);
    if (inverted === null) return null;
    logM += inverted.logDeterminant;
    // M⁻¹Λᵀ, by the symmetry of M: (ΛM⁻¹)ᵀ
    const right = new Float64Array(r * r);
    const left = product(lambda, inverted.inverse, r, r, r);
    for (let a = 0; a < r; a++) for (let b = 0; b < r; b++) right[a * r + b] = left[b * r + a]!;
    const k = product(lambda, right, r, r, r);
    const down = product(zg[i]!, product(k, zg[i]!, r, r, p1), p1, r, p1, true);
    for (let a = 0; a < p1 * p1; a++) total[a]! -= down[a]!;
    parts.push({ right, k });
  }
  const xx = new Float64Array(p * p);
  for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) xx[a * p + b] = total[a * p1 + b]!;
  const s = factored(xx, p);
  if (s === null) return null;
  const coefficients = Array.from({ length: p }, (_, a) => {
    let sum = 0;
    for (let b = 0; b < p; b++) sum += s.inverse[a * p + b]! * total[b * p1 + p]!;
    return sum;
  });
  let rss = total[p * p1 + p]!;
  for (let b = 0; b < p; b++) rss -= coefficients[b]! * total[b * p1 + p]!;
  const value = logM + s.logDeterminant + freedom * log(rss);
  return { logM, logS: s.logDeterminant, inverse: s.inverse, coefficients, rss, parts, value };
}

/**
 * Fits y = Xβ + Zu + ε, ε ~ N(0, σ²/w), by REML as lme4's `lmer` states it (criterion ln|V| + ln|XᵀV⁻¹X| + (N − p) ln 2π + rᵀV⁻¹r):
 * Λ, the factor of the covariance of u over σ², is searched for from several starts with the exact gradient; the rest is profiled out.
 * Of several maxima the highest whose coefficients are `acceptable` is taken, where there is one.
 */
export function fitReml(
  rows: readonly LinearRow[],
  fixed: readonly RandomTerm[],
  random: readonly RandomTerm[],
  acceptable: (coefficients: readonly number[]) => boolean = () => true,
): RemlFit {
  const r = random.length;
  const p = fixed.length;
  const p1 = p + 1;
  const freedom = rows.length - p;
  const columns = randomColumns(rows, random);
  const sums = sumsOf(rows, fixed, columns, r);
  const places = Array.from({ length: r }, (_, j) =>
    Array.from({ length: r - j }, (_, i) => [i + j, j] as const),
  ).flat();
  const factorOf = (x: ArrayLike<number>): Float64Array => {
    const lambda = new Float64Array(r * r);
    places.forEach(([i, j], place) => {
      lambda[i * r + j] = x[place]!;
    });
    return lambda;
  };
  const objective = (x: Float64Array, gradient: Float64Array): number => {
    const at = profile(sums, factorOf(x), r, p, freedom);
    if (at === null) return Number.POSITIVE_INFINITY;
    const byLambda = new Float64Array(r * r);
    for (let i = 0; i < at.parts.length; i++) {
      const { right, k } = at.parts[i]!;
      const zg = sums.zg[i]!;
      // d ln|M| = 2 tr(M⁻¹ΛᵀA dΛ); dK = E + Eᵀ, E = (I − KA) dΛ M⁻¹Λᵀ
      const first = product(right, sums.zz[i]!, r, r, r);
      const keep = product(k, sums.zz[i]!, r, r, r);
      for (let a = 0; a < r * r; a++) keep[a] = (a % (r + 1) === 0 ? 1 : 0) - keep[a]!;
      const weight = new Float64Array(r * r);
      for (let a = 0; a < r; a++) {
        for (let b = 0; b < r; b++) {
          let inside = 0;
          let left = zg[a * p1 + p]!;
          let other = zg[b * p1 + p]!;
          for (let c = 0; c < p; c++) {
            left -= zg[a * p1 + c]! * at.coefficients[c]!;
            other -= zg[b * p1 + c]! * at.coefficients[c]!;
            for (let d = 0; d < p; d++) inside += zg[a * p1 + c]! * at.inverse[c * p + d]! * zg[b * p1 + d]!;
          }
          weight[a * r + b] = inside + (freedom / at.rss) * left * other;
        }
      }
      const pulled = product(right, product(weight, keep, r, r, r), r, r, r);
      for (let a = 0; a < r; a++)
        for (let b = 0; b < r; b++) byLambda[a * r + b]! += 2 * first[b * r + a]! - 2 * pulled[b * r + a]!;
    }
    places.forEach(([i, j], place) => {
      gradient[place] = byLambda[i * r + j]!;
    });
    return at.value;
  };
  const starts = [
    [1, 0],
    [3, -0.4],
    [0.3, 0.4],
    [6, 0.4],
    [2, -0.8],
    [0.1, 0],
  ].map(([size, tie]) => Float64Array.from(places, ([i, j]) => size! * (i === j ? 1 : tie!)));
  const search = multistart(objective, starts, {
    enough: 3,
    valueTolerance: 1e-4,
    gradientTolerance: 1e-4,
    maxIterations: 300,
    acceptable: (x) => {
      const at = profile(sums, factorOf(x), r, p, freedom);
      return at !== null && acceptable(at.coefficients);
    },
  });
  if (!Number.isFinite(search.best.value)) throw notEstimable(rows.length, p);
  const best = climb(withDifferencedHessian(objective, places.length), search.best.x, {
    gradientTolerance: 1e-8,
    maxIterations: 60,
    radius: 0.3,
    valueError: 1e-12,
  });
  const at = profile(sums, factorOf(best.x), r, p, freedom);
  if (at === null || !(at.rss > 0) || !(freedom > 0) || !Number.isFinite(at.value)) throw notEstimable(rows.length, p);
  const sigma2 = at.rss / freedom;
  const lambda = Array.from({ length: r }, (_, i) => Array.from(factorOf(best.x).subarray(i * r, (i + 1) * r)));
  const raw = multiply(columns.back, lambda);
  const logWeights = rows.reduce((sum, { weight }) => sum + log(weight), 0);
  const criterion = freedom * (1 + log(2 * Math.PI * sigma2)) + at.logM + at.logS - logWeights;
  if (!Number.isFinite(criterion)) throw notEstimable(rows.length, p);
  return {
    coefficients: at.coefficients,
    covariance: Array.from({ length: p }, (_, a) =>
      Array.from({ length: p }, (_, b) => at.inverse[a * p + b]! * sigma2),
    ),
    randomCovariance: multiply(raw, transpose(raw)).map((row) => row.map((value) => value * sigma2)),
    sigma: Math.sqrt(sigma2),
    criterion,
    climb: best,
    starts: search.starts,
    agreeing: search.agreeing,
    passedOver: search.passedOver,
  };
}
