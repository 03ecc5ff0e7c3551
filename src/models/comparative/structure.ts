import type { Study } from "../../tables/study.js";
import type { Cell, Factor, Group, Loading, MixedLogisticModel } from "../engine/model.js";

/** How the random effects of a comparative model hang together. */
export type Structure = "independent" | "shared" | "nested" | "unstructured";

/** A structure with what else tells it apart. */
export interface StructureChoice {
  /** How effects of a study's tests go together. */
  readonly structure: Structure;
  /** Of `"independent"`. */
  readonly variances: "equal" | "unequal";
  /** Of `"nested"`: the covariance of the test-within-study effects. */
  readonly within: "unstructured" | "diagonal" | "identity";
}

/** One row of the data: a table of one test in one study. */
export interface ComparativeRow {
  readonly table: Study;
  /** Position of the test. */
  readonly test: number;
}

/** Rows by study. */
export type ComparativeStudies = readonly (readonly ComparativeRow[])[];

/** One Cholesky factor of a structure: its size, and the names of its elements, row by row. */
interface NamedFactor {
  readonly size: number;
  readonly names: readonly string[];
}

function lowerFactor(letter: string, size: number, suffix = ""): NamedFactor {
  const rows = Array.from({ length: size }, (_, i) => i);
  return { size, names: rows.flatMap((i) => rows.slice(0, i + 1).map((j) => `${letter}${i + 1}${j + 1}${suffix}`)) };
}

const deviation = (name: string): NamedFactor => ({ size: 1, names: [name] });

/** The factors of a structure, in order: L of the study effects, M or s within studies, W of two tests' four effects. */
export function structureFactors(choice: StructureChoice, tests: readonly string[]): NamedFactor[] {
  const study = lowerFactor("L", 2);
  switch (choice.structure) {
    case "independent":
      return choice.variances === "equal" ? [study] : tests.map((test) => lowerFactor("L", 2, `:${test}`));
    case "shared":
      return [study];
    case "nested":
      if (choice.within === "unstructured") return [study, lowerFactor("M", 2)];
      return [study, ...(choice.within === "diagonal" ? ["s_se", "s_sp"] : ["s"]).map(deviation)];
    case "unstructured":
      return [lowerFactor("W", 4)];
  }
}

/** Names of the covariance parameters of a structure, in order. */
export function covarianceNames(choice: StructureChoice, tests: readonly string[]): string[] {
  return structureFactors(choice, tests).flatMap(({ names }) => names);
}

/** Loadings of outcome o (0 sensitivity, 1 specificity) on a 2 × 2 factor whose columns start at `column`. */
const factorLoadings = (outcome: number, column: number, offset: number): Loading[] =>
  Array.from({ length: outcome + 1 }, (_, j) => ({
    column: column + j,
    parameter: offset + (outcome * (outcome + 1)) / 2 + j,
  }));

function withinLoadings(within: StructureChoice["within"], outcome: number, column: number): Loading[] {
  if (within === "unstructured") return factorLoadings(outcome, column, 3);
  return [{ column: column + outcome, parameter: within === "diagonal" ? 3 + outcome : 3 }];
}

/** Loadings of a row's outcome: `position` is the row's place in its study. */
export function rowLoadings(choice: StructureChoice, test: number, position: number, outcome: number): Loading[] {
  switch (choice.structure) {
    case "independent":
      return factorLoadings(outcome, 0, choice.variances === "equal" ? 0 : 3 * test);
    case "shared":
      return factorLoadings(outcome, 0, 0);
    case "nested":
      return [...factorLoadings(outcome, 0, 0), ...withinLoadings(choice.within, outcome, 2 + 2 * position)];
    case "unstructured": {
      const row = 2 * test + outcome;
      return Array.from({ length: row + 1 }, (_, j) => ({ column: j, parameter: (row * (row + 1)) / 2 + j }));
    }
  }
}

/** Which proportions differ between the tests; both do but in the null models of the tests. */
export interface TestEffects {
  readonly sensitivity: "test" | "common";
  readonly specificity: "test" | "common";
}

/** The comparative model of the rows, with cell means of every test: sensitivities first, then specificities. */
export function comparativeModel(
  studies: ComparativeStudies,
  tests: readonly string[],
  choice: StructureChoice,
  effects: TestEffects,
): MixedLogisticModel {
  const own = (outcome: number): boolean => effects[outcome === 0 ? "sensitivity" : "specificity"] === "test";
  const columnsOf = (outcome: number): number => (own(outcome) ? tests.length : 1);
  const fixed = columnsOf(0) + columnsOf(1);
  let offset = 0;
  const factors = structureFactors(choice, tests).map(({ size, names }): Factor => {
    const factor = { offset, size };
    offset += names.length;
    return factor;
  });
  const cellsOf = (row: ComparativeRow, position: number): Cell[] =>
    [0, 1].map((outcome) => {
      const { tp, fn, tn, fp } = row.table;
      const column = (outcome === 0 ? 0 : columnsOf(0)) + (own(outcome) ? row.test : 0);
      return {
        successes: outcome === 0 ? tp : tn,
        trials: outcome === 0 ? tp + fn : tn + fp,
        x: Array.from({ length: fixed }, (_, j) => (j === column ? 1 : 0)),
        loadings: rowLoadings(choice, row.test, position, outcome),
      };
    });
  const units = choice.structure === "independent" ? studies.flatMap((rows) => rows.map((row) => [row])) : studies;
  const groups = units.map((rows): Group => {
    const cells = rows.flatMap(cellsOf);
    const columns = 1 + Math.max(...cells.flatMap(({ loadings }) => loadings.map(({ column }) => column)));
    return { cells, columns, shared: choice.structure === "unstructured" ? columns : 2 };
  });
  return { groups, fixed, factors };
}
