import { InputError } from "../../base/errors.js";
import { interruptible } from "../../base/interruptible.js";
import { withinWork } from "../../base/work.js";
import { normalUpperQuantile, normalUpperTail } from "../../numeric/distributions/normal.js";
import { checkStudies } from "../../tables/check-studies.js";
import type { Study } from "../../tables/study.js";
import { informationCriteria } from "../assemble-fit.js";
import { mixedLikelihood } from "../engine/likelihood.js";
import { spreadOf } from "../engine/model.js";
import { clusterSandwich } from "../engine/sandwich.js";
import type { Outcome } from "../fit.js";
import { structurePlans } from "./choose-structure.js";
import { COMPARATIVE_SCHEMA, type ComparativeFit, type TestCoefficient } from "./comparative-fit.js";
import { convergenceOf, methodName, unboundedMeans } from "./convergence.js";
import { type ComparativeOptions, type ComparativeStart, type ResolvedOptions, resolveOptions } from "./options.js";
import { hasSeveralTests, prepareRows, unknownTest } from "./rows.js";
import { correctRows, type Solution, solveStructure } from "./solve.js";
import { spreadOfFit } from "./spread-of-fit.js";
import type { ComparativeStudies, StructureChoice } from "./structure.js";
import { structureCovariances, totalVariation } from "./variation.js";
import { comparativeWarnings } from "./warnings.js";

const OUTCOMES: readonly Outcome[] = ["sensitivity", "specificity"];

/** Nodes that a search may take up to 50 studies: 38 studies of two tests with any covariance take less than a third. */
const MOST_WORK = 3e8;

/**
 * Fits a model of several index tests, some or all of which were applied in the same studies: a mean logit sensitivity and
 * specificity for every test, and random effects of studies, and of tests within studies, by one of several structures.
 *
 * A row is one 2×2 table of one test in one study. Counts are binomial within rows; the marginal likelihood is integrated by
 * adaptive Gauss–Hermite quadrature, with as many nodes as each study needs, and maximised with the boundaries of every
 * covariance compared. Estimates are at the median study (random effects 0). `model: "normal"` takes the observed logits as
 * normal instead, in closed form.
 *
 * `structure: "auto"` never chooses `"shared"`, the structure of metadta's comparative design, which takes the difference
 * between tests to be the same in every study. That two tests were applied to the same patients is not used: without the
 * joint tables (see `compareTests`) nobody knows how their results go together, and intervals come out
 * slightly too wide.
 *
 * Nyaga, Aerts & Arbyn 2018, Stat Methods Med Res 27:1766, doi:10.1177/0962280216669182 (study and test-within-study effects);
 * Hoyer & Kuss 2018, Stat Methods Med Res 27:1410, doi:10.1177/0962280216661587 (four effects of two tests); Takwoingi et al.
 * 2013, Ann Intern Med 158:544, doi:10.7326/0003-4819-158-7-201304020-00006 (comparative and non-comparative studies).
 *
 * @param studies rows, each with its test among the covariates
 * @returns logits; sensitivities of all tests before specificities in every vector and matrix
 * @throws InputError on options (`bad-option`, `bad-level`), rows without a test (`missing-test`) or study (`missing-study`), tests
 *   that are not there (`unknown-test`) or are spelt in two ways (`similar-tests`), a test without diseased or non-diseased
 *   participants (`empty-margin`), `"unstructured"` with other than two tests (`bad-structure`)
 * @throws InsufficientStudiesError with fewer studies than `minStudies`
 *
 * @example
 * ```ts
 * import { fitComparative, readStudies } from "dta-meta";
 *
 * const csv =
 *   "study,cluster,test,tp,fp,fn,tn\nA1,A,RepC,6,14,4,28\nA2,A,HC2,9,25,1,17\nB1,B,RepC,8,28,4,71\nB2,B,HC2,10,28,1,58\n" +
 *   "C1,C,RepC,20,191,13,483\nC2,C,HC2,27,282,6,392\nD1,D,RepC,4,20,3,56\nD2,D,HC2,6,27,1,49\nE1,E,RepC,48,324,21,597\nE2,E,HC2,64,350,5,571";
 * const fit = fitComparative(readStudies(csv), { test: "test" });
 * fit.structure; // "nested"
 * fit.tests; // ["RepC", "HC2"]
 * fit.coefficients.map(({ estimate }) => estimate.toFixed(2)); // ["0.62", "2.11", "0.80", "0.42"]
 * ```
 */
export function fitComparative(
  studies: readonly Study[],
  options: ComparativeOptions & ComparativeStart,
): ComparativeFit {
  checkStudies(studies);
  const resolved = resolveOptions(options);
  const prepared = prepareRows(studies, resolved, resolved.minStudies);
  const { tests } = prepared;
  const reference = resolved.reference ?? tests[0]!;
  if (!tests.includes(reference)) throw unknownTest("reference", reference, tests);
  if (resolved.structure === "unstructured" && tests.length !== 2) {
    throw new InputError(
      "bad-structure",
      `structure "unstructured" has a 4×4 covariance for two tests, got ${tests.length}; choose two by \`tests\`, or "nested".`,
      { where: "options.structure", got: tests.length, wanted: "two tests" },
    );
  }
  const corrected =
    resolved.model === "normal"
      ? correctRows(prepared.studies, resolved)
      : { studies: prepared.studies, excluded: [], corrections: [] };
  const plans = structurePlans(corrected.studies, resolved);
  const { startFrom, signal, logLikOnly } = options;
  const solve = ({ choice }: (typeof plans)[number]): Solution => {
    const near = startFrom !== undefined && isAlike(startFrom, choice) ? spreadOfFit(startFrom) : null;
    return solveStructure(corrected.studies, tests, choice, resolved, near, logLikOnly !== true);
  };
  let plan = plans[0]!;
  const solution = interruptible(signal, () =>
    withinWork("The search for the maximum", MOST_WORK * Math.max(1, corrected.studies.length / 50), () => {
      let solved = solve(plan);
      for (const next of plans.slice(1)) {
        if (solved.found.converged) break;
        plan = next;
        solved = solve(plan);
      }
      return solved;
    }),
  );
  const excluded = [...prepared.excluded, ...corrected.excluded];
  const left = new Set(excluded.map(({ id }) => id));
  return assemble(solution, {
    options: resolved,
    tests,
    reference,
    robust: plan.robust,
    choice: plan.why,
    grouped: corrected.studies,
    rows: prepared.rows.filter(({ id }) => !left.has(id)),
    excluded,
    corrections: corrected.corrections,
  });
}

const isAlike = (fit: ComparativeFit, { structure, variances, within }: StructureChoice): boolean =>
  fit.structure === structure &&
  (structure !== "independent" || fit.variances === variances) &&
  (structure !== "nested" || fit.within === within);

interface Story extends Pick<ComparativeFit, "tests" | "reference" | "robust" | "choice" | "excluded" | "corrections"> {
  readonly options: ResolvedOptions;
  readonly grouped: ComparativeStudies;
  readonly rows: readonly Study[];
}

/** Covariance of all parameters: of the free ones, robust where asked for, 0 for what is held. */
function fullCovariance(
  { model, likelihood, found, covariance }: Solution,
  robust: boolean,
  { grouped }: Story,
): number[][] | null {
  if (covariance === null) return null;
  const studyOfRow = grouped.flatMap((rows, study) => rows.map(() => study));
  const clusters = model.groups.length === grouped.length ? grouped.map((_, study) => study) : studyOfRow;
  const free = robust
    ? clusterSandwich(mixedLikelihood(model), found.parameters, found.free, covariance, clusters)
    : covariance;
  const at = new Map(found.free.map((position, i) => [position, i]));
  return Array.from({ length: likelihood.parameters }, (_, i) =>
    Array.from({ length: likelihood.parameters }, (__, j) => {
      const [row, column] = [at.get(i), at.get(j)];
      return row === undefined || column === undefined ? 0 : free[row]![column]!;
    }),
  );
}

/** Rows that make (means of every test, total variations) of the parameters: cell means apart or common, then J of the variations. */
function transformation({ choice, model, found }: Solution, { tests, options }: Story): number[][] {
  const size = model.fixed + spreadOf(model);
  const unit = (position: number): number[] => Array.from({ length: size }, (_, j) => (j === position ? 1 : 0));
  const columns = options.sensitivity === "common" ? 1 : tests.length;
  const means = OUTCOMES.flatMap((outcome, o) =>
    tests.map((_, test) => unit((o === 0 ? 0 : columns) + (options[outcome] === "common" ? 0 : test))),
  );
  const spread = found.parameters.slice(model.fixed);
  const variations = tests.flatMap((_, test) =>
    totalVariation(choice, spread, test).jacobian.map((row) => [...Array<number>(model.fixed).fill(0), ...row]),
  );
  return [...means, ...variations];
}

/** T V Tᵀ. */
function transformed(
  covariance: readonly (readonly number[])[],
  transform: readonly (readonly number[])[],
): number[][] {
  const half = transform.map((row) =>
    covariance[0]!.map((_, j) => row.reduce((sum, t, m) => sum + (t === 0 ? 0 : t * covariance[m]![j]!), 0)),
  );
  return half.map((row) => transform.map((other) => other.reduce((sum, t, j) => sum + (t === 0 ? 0 : t * row[j]!), 0)));
}

function assemble(solution: Solution, story: Story): ComparativeFit {
  const { choice, model, found } = solution;
  const { options, tests, grouped, rows } = story;
  const robust = story.robust && options.model === "binomial" && grouped.length > 1;
  const spread = found.parameters.slice(model.fixed);
  const transform = transformation(solution, story);
  const full = fullCovariance(solution, robust, story);
  const parameterCovariance = full === null ? null : transformed(full, transform);
  const q = 2 * tests.length;
  const covariance = parameterCovariance?.slice(0, q).map((row) => row.slice(0, q)) ?? null;
  const estimates = transform.slice(0, q).map((row) => row.reduce((sum, t, j) => sum + t * found.parameters[j]!, 0));
  const parameters = model.fixed + spread.length;
  const { reference: _, variances: __, within: ___, ...asked } = options;
  const convergence = convergenceOf(solution, tests, unboundedMeans(grouped.flat(), tests, options));
  return {
    schema: COMPARATIVE_SCHEMA,
    model: options.model,
    method: methodName(options, found),
    ...choice,
    tests,
    reference: story.reference,
    k: grouped.length,
    rows: rows.length,
    pairedStudies: grouped.filter(hasSeveralTests).length,
    level: options.level,
    coefficients: coefficientsOf(tests, estimates, covariance, options.level),
    covariance,
    robust,
    ...structureCovariances(choice, spread, model.factors, tests),
    totalVariation: Object.fromEntries(
      tests.map((name, test) => [name, totalVariation(choice, spread, test).variation]),
    ),
    parameterCovariance,
    logLik: found.logLik,
    restricted: options.method === "reml",
    parameters,
    ...informationCriteria(found.logLik, parameters, rows.length),
    convergence,
    quadrature:
      options.model === "normal" ? null : { nodes: found.quadrature.nodes, logLikChange: found.quadrature.error },
    choice: story.choice,
    studies: rows,
    excluded: story.excluded,
    corrections: story.corrections,
    warnings: comparativeWarnings({ ...story, structure: choice.structure, convergence, robust }),
    options: asked,
  };
}

function coefficientsOf(
  tests: readonly string[],
  estimates: readonly number[],
  covariance: readonly (readonly number[])[] | null,
  level: number,
): TestCoefficient[] {
  const critical = normalUpperQuantile((1 - level) / 2);
  return OUTCOMES.flatMap((outcome, o) =>
    tests.map((test, t) => {
      const index = o * tests.length + t;
      const estimate = estimates[index]!;
      if (covariance === null) {
        return { outcome, test, estimate, standardError: null, z: null, pValue: null, lower: null, upper: null };
      }
      const standardError = Math.sqrt(covariance[index]![index]!);
      const z = estimate / standardError;
      return {
        outcome,
        test,
        estimate,
        standardError,
        z,
        pValue: 2 * normalUpperTail(Math.abs(z)),
        lower: estimate - critical * standardError,
        upper: estimate + critical * standardError,
      };
    }),
  );
}
