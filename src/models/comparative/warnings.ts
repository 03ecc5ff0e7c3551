import type { Warning } from "../fit.js";
import { PAIRED_ENOUGH } from "./choose-structure.js";
import type { ComparativeConvergence, ComparativeFit } from "./comparative-fit.js";
import { hasSeveralTests } from "./rows.js";
import type { ComparativeStudies, Structure } from "./structure.js";

interface Facts extends Pick<ComparativeFit, "tests" | "excluded" | "corrections" | "choice" | "robust"> {
  readonly grouped: ComparativeStudies;
  readonly structure: Structure;
  readonly convergence: ComparativeConvergence;
}

/** With more tests than these, or fewer rows a test, variation is not told apart test by test. */
const MANY_TESTS = 8;
const FEW_ROWS = 4;
/** A sandwich over fewer studies than these is too small (Cameron & Miller 2015, J Hum Resour 50:317). */
const FEW_CLUSTERS = 20;

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** Tests that no chain of studies joins, component by component. */
export function componentsOf(grouped: ComparativeStudies, tests: readonly string[]): string[][] {
  const label = tests.map((_, test) => test);
  for (const rows of grouped) {
    const least = Math.min(...rows.map(({ test }) => label[test]!));
    const joined = new Set(rows.map(({ test }) => label[test]!));
    label.forEach((value, test) => {
      if (joined.has(value)) label[test] = least;
    });
  }
  return [...new Set(label)].map((value) => tests.filter((_, test) => label[test] === value));
}

/** What every reader of a comparative fit has to be told. */
export function comparativeWarnings(facts: Facts): Warning[] {
  const { tests, grouped, structure, convergence } = facts;
  const warnings: Warning[] = [];
  const warn = (code: string, message: string): void => {
    warnings.push({ code, message });
  };
  const k = grouped.length;
  const paired = grouped.filter(hasSeveralTests);
  const rowsOf = (test: number): number => grouped.flat().filter((row) => row.test === test).length;
  if (!convergence.converged && convergence.unbounded.length === 0) warn("not-converged", convergence.message);
  else if (convergence.boundary.length > 0) warn("boundary", convergence.message);
  if (k < 10) warn("few-studies", `With ${k} studies the variation between and within studies is poorly identified.`);
  if (structure === "shared" && paired.length > 0) {
    warn(
      "shared-effects",
      "Test-by-study variation is left out: the difference between tests is taken to be the same in every study, and standard errors of comparisons are too small where it is not.",
    );
  }
  if (structure === "independent" && paired.length > 0) {
    const robust = facts.robust ? " Standard errors are robust to dependence within studies." : "";
    warn(
      "unpaired-analysis",
      `${paired.length} of ${k} studies have several of the tests, and the model takes their rows for independent.${robust}`,
    );
  }
  if (facts.robust && k < FEW_CLUSTERS) {
    warn(
      "few-clusters",
      `Standard errors that are robust to dependence rest on ${k} studies; with fewer than some ${FEW_CLUSTERS} they are often far too small.`,
    );
  }
  if (structure === "nested" && paired.length < PAIRED_ENOUGH) {
    warn(
      "few-paired-studies",
      `Variation within studies rests on ${paired.length} ${paired.length === 1 ? "study" : "studies"} with several of the tests.`,
    );
  }
  if (structure === "unstructured" && paired.length < 10) {
    warn(
      "few-paired-studies",
      `The covariance between the two tests rests on ${paired.length} ${paired.length === 1 ? "study" : "studies"}; ten are advised.`,
    );
  }
  if (tests.length > 1 && paired.length === 0) {
    warn("indirect", "No study has two of the tests: they are compared between studies alone, populations and all.");
  } else {
    const components = componentsOf(grouped, tests);
    if (components.length > 1) {
      warn(
        "disconnected",
        `No chain of studies joins ${components.map(quoted).join(" with ")}: comparisons across are indirect only, through the exchangeability of studies.`,
      );
    }
  }
  const single = tests.filter((_, test) => rowsOf(test) === 1);
  if (single.length > 0) {
    warn(
      "single-row-test",
      `${quoted(single)} ${single.length === 1 ? "has" : "have"} one row: the mean is that of one study, its variation that of the other tests.`,
    );
  }
  const { unbounded } = convergence;
  for (const outcome of ["sensitivity", "specificity"] as const) {
    const alike = unbounded.filter((mean) => mean.outcome === outcome).map(({ test }) => test);
    if (alike.length === 0) continue;
    warn(
      "unanimous-test",
      `All ${outcome === "sensitivity" ? "diseased" : "non-diseased"} of ${quoted(alike)} had one result: its ${outcome} has no finite maximum-likelihood estimate on the logit scale, and of comparisons with it no error is known. Its own limit is the exact one of all its results together; likelihood ratio tests compare what the likelihoods tend to.`,
    );
  }
  const thin = tests.filter((_, test) => rowsOf(test) > 1 && rowsOf(test) < FEW_ROWS);
  if (tests.length > MANY_TESTS || thin.length > 0) {
    warn(
      "common-variation",
      `${thin.length > 0 ? `${quoted(thin)} ${thin.length === 1 ? "has" : "have"} fewer than ${FEW_ROWS} rows` : `There are ${tests.length} tests`}: intervals rest on variation taken to be the same for all tests.`,
    );
  }
  const repeated = grouped.filter((rows) => new Set(rows.map(({ test }) => test)).size < rows.length);
  if (repeated.length > 0) {
    const how =
      structure === "shared" || structure === "unstructured" ? "share their effects" : "have effects of their own";
    warn(
      "repeated-test",
      `${repeated.length} ${repeated.length === 1 ? "study has" : "studies have"} several rows of one test; they ${how}.`,
    );
  }
  for (const { id, reason } of facts.excluded) warn("excluded", `${id} was left out: ${reason}.`);
  if (facts.corrections.length > 0) {
    warn(
      "continuity-correction",
      `${facts.corrections[0]!.value} was added to all four cells of ${facts.corrections.length} rows because of zero cells.`,
    );
  }
  return warnings;
}
