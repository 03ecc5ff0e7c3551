import { checkOptions } from "../../base/check-options.js";
import { checkChoice, checkCount, checkLevel, checkObject } from "../../base/checks.js";
import { InputError } from "../../base/errors.js";
import type { Signal } from "../../base/interruptible.js";
import { MAX_GAUSS_HERMITE_NODES } from "../../numeric/quadrature/gauss-hermite.js";
import { type Correction, resolveCorrection } from "../../tables/correction.js";
import type { ComparativeFit, ComparativeFitOptions } from "./comparative-fit.js";
import type { Structure, StructureChoice } from "./structure.js";

/** Options of `fitComparative`. */
export interface ComparativeOptions {
  /** Covariate that names the index test of a row. */
  readonly test: string;
  /** Covariate that says which rows are one study; default `"cluster"`: the rows' cluster, else every row is a study. */
  readonly study?: string;
  /** The test that the others are compared with; default the first in the data. */
  readonly reference?: string;
  /** Tests to compare, of those in the data; default all. */
  readonly tests?: readonly string[];
  /**
   * How the random effects hang together. `"auto"` (default): `"nested"` from 5 studies with two tests on, else `"independent"`.
   * - `"independent"`: every row has its own effects; the pairing of tests within studies is thrown away.
   * - `"shared"`: all tests of a study have the same effects, so that the difference between tests is the same in every study
   *   (metadta's default). Its standard errors of comparisons are far too small where that is not so.
   * - `"nested"`: effects of the study, and of the test within the study.
   * - `"unstructured"`: two tests, any covariance of their four effects.
   */
  readonly structure?: Structure | "auto";
  /** Of `"independent"`: one covariance for all tests (default), or one for each. */
  readonly variances?: StructureChoice["variances"];
  /** Of `"nested"`: covariance of the test-within-study effects; default `"unstructured"`. */
  readonly within?: StructureChoice["within"];
  /** All studies (default), or only those with at least two of the tests. */
  readonly evidence?: "all" | "direct";
  /** `"common"`: one sensitivity for all tests, the null model of its test. */
  readonly sensitivity?: "test" | "common";
  /** `"common"`: one specificity for all tests. */
  readonly specificity?: "test" | "common";
  /** Binomial within studies (default), or normal: a quick look, and for large networks. */
  readonly model?: "binomial" | "normal";
  /** Of the normal model; default `"ml"`, as likelihood ratio tests need it. */
  readonly method?: "ml" | "reml";
  /** Continuity correction of the normal model. */
  readonly correction?: Partial<Correction>;
  /** Quadrature nodes a dimension, 1 (Laplace) or at least 5; default as many as each study needs. */
  readonly nodes?: number;
  /** Whether the covariance is a sandwich over studies; by default where `"auto"` comes out at `"independent"` with paired studies. */
  readonly robust?: boolean;
  /** Fewest studies that are pooled; default 4. */
  readonly minStudies?: number;
  /** Confidence level; default 0.95. */
  readonly level?: number;
  /** An `AbortSignal`, or anything like it: looked at between the steps of every search; once `aborted`, its `reason` is thrown. */
  readonly signal?: Signal | undefined;
}

/** How `fitComparative` is called from within. */
export interface ComparativeStart {
  /** A fit of a similar model to start from, beside starts of its own. */
  readonly startFrom?: ComparativeFit;
  /** Whether the log-likelihood alone is wanted: without information, all standard errors are beyond use. */
  readonly logLikOnly?: boolean;
}

/** Options with defaults, and what the structure is made of where it was asked for. */
export interface ResolvedOptions extends ComparativeFitOptions {
  readonly reference: string | null;
  readonly variances: StructureChoice["variances"];
  readonly within: StructureChoice["within"];
}

/** Fills in defaults and checks every option. */
export function resolveOptions(options: ComparativeOptions & ComparativeStart): ResolvedOptions {
  checkObject("options", options, "an object with `test`, the covariate that names the index test");
  const { startFrom: _, logLikOnly: __, ...rest } = options;
  checkOptions(rest);
  if (typeof options.test !== "string" || options.test === "") {
    throw new InputError("bad-option", "test: say which covariate names the index test.", {
      where: "options.test",
      got: options.test,
      wanted: "the name of a covariate",
    });
  }
  const nodes = options.nodes ?? null;
  if (nodes !== null && nodes !== 1) checkCount("nodes", nodes, 5, MAX_GAUSS_HERMITE_NODES);
  const model = checkChoice("model", options.model ?? "binomial", ["binomial", "normal"]);
  return {
    test: options.test,
    study: options.study ?? "cluster",
    tests: options.tests ?? null,
    reference: options.reference ?? null,
    structure: checkChoice("structure", options.structure ?? "auto", [
      "auto",
      "independent",
      "shared",
      "nested",
      "unstructured",
    ]),
    variances: checkChoice("variances", options.variances ?? "equal", ["equal", "unequal"]),
    within: checkChoice("within", options.within ?? "unstructured", ["unstructured", "diagonal", "identity"]),
    evidence: checkChoice("evidence", options.evidence ?? "all", ["all", "direct"]),
    sensitivity: checkChoice("sensitivity", options.sensitivity ?? "test", ["test", "common"]),
    specificity: checkChoice("specificity", options.specificity ?? "test", ["test", "common"]),
    model,
    method: checkChoice("method", options.method ?? "ml", model === "binomial" ? ["ml"] : ["ml", "reml"]),
    correction: resolveCorrection(options.correction),
    nodes,
    robust: options.robust ?? "auto",
    minStudies: checkCount("minStudies", options.minStudies ?? 4, 1),
    level: checkLevel(options.level ?? 0.95),
  };
}
