import { type GaussHermiteRule, gaussHermite } from "../../numeric/quadrature/gauss-hermite.js";
import { type DirectRule, directRule } from "./direct-rule.js";
import type { Group } from "./model.js";
import { type NestedRule, nestedRule, partsOf } from "./nested-rule.js";
import { createLoadings, reduceLoadings } from "./reduce.js";

/** Nodes of a group's rule: of its one product rule, or of the outer and the inner one. */
export type GroupNodes = readonly [outer: number, inner: number];

/** A group's marginal log-likelihood with its score. */
export interface GroupIntegral {
  readonly rule: "direct" | "nested";
  /** Dimensions of the largest product rule in it. */
  readonly dimensions: number;
  /**
   * Log-likelihood of the group without its binomial coefficients; adds the score by Fisher's identity, posterior means of the
   * complete data's, to `score` (fixed effects, then covariance parameters).
   */
  evaluate(parameters: ArrayLike<number>, nodes: GroupNodes, score: Float64Array): number;
}

/** The rule by which a group is integrated. */
export type RuleChoice = "auto" | "direct" | "nested";

/** Product rules of more dimensions than these are slower than nested ones. */
const MOST_DIRECT_DIMENSIONS = 4;

/** Dimensions of the direct rule when nothing is on a boundary: no more than cells, nor than columns. */
function directDimensions(group: Group): number {
  return Math.min(group.columns, new Set(group.cells.map(({ loadings }) => signature(loadings))).size);
}

const signature = (loadings: Group["cells"][number]["loadings"]): string =>
  loadings.map(({ column, parameter }) => `${column}:${parameter}`).join();

/**
 * Which rule serves a group best. Parts of one dimension are cheap to integrate with many nodes, so that nesting pays from two
 * of them on; otherwise the one product rule is quicker up to four dimensions.
 */
function chooseRule(group: Group, choice: RuleChoice): "direct" | "nested" {
  if (choice !== "auto") return choice;
  const dimensions = directDimensions(group);
  if (group.shared === 0 || group.shared > 2 || dimensions <= 2) return "direct";
  const parts = partsOf(
    group.cells.map(({ loadings }) => loadings.map(({ column }) => column)),
    group.shared,
  );
  return parts.every((cells) => cells.length === 1) || dimensions > MOST_DIRECT_DIMENSIONS ? "nested" : "direct";
}

/** Binds a group to its rule. Cells without trials are left out: they tell nothing. */
export function groupIntegral(group: Group, fixed: number, choice: RuleChoice = "auto"): GroupIntegral {
  const cells = group.cells.filter(({ trials }) => trials > 0);
  const { columns, shared } = group;
  const successes = Float64Array.from(cells, (cell) => cell.successes);
  const trials = Float64Array.from(cells, (cell) => cell.trials);
  const rule = chooseRule({ ...group, cells }, choice);
  const loadings = createLoadings(cells.length, columns);
  const direct: DirectRule | null =
    rule === "direct" ? directRule(successes, trials, Math.max(1, Math.min(columns, cells.length))) : null;
  const nested: NestedRule | null =
    rule === "nested"
      ? nestedRule(
          successes,
          trials,
          cells.map((cell) => cell.loadings.map(({ column }) => column)),
          columns,
          shared,
        )
      : null;
  const offsets = (direct ?? nested)!.offsets;
  const residuals = (direct ?? nested)!.residuals;
  const products = new Float64Array(cells.length * columns);
  // The loadings of the direct rule packed to its stride
  const packed = new Float64Array(direct === null ? 0 : cells.length * direct.stride);

  const integrate = (outer: GaussHermiteRule, inner: GaussHermiteRule): number => {
    if (nested !== null) {
      const value = nested.integrate(loadings.full, outer, inner);
      products.set(nested.products);
      return value;
    }
    reduceLoadings(loadings);
    const { dimensions, lower, basis, depth } = loadings;
    const { stride } = direct!;
    for (let c = 0; c < cells.length; c++) {
      for (let k = 0; k < dimensions; k++) packed[c * stride + k] = lower[c * columns + k]!;
    }
    const value = direct!.integrate(packed, depth, dimensions, outer);
    for (let c = 0; c < cells.length; c++) {
      for (let k = 0; k < columns; k++) {
        let total = 0;
        for (let j = 0; j < dimensions; j++) total += direct!.products[c * stride + j]! * basis[k * columns + j]!;
        products[c * columns + k] = total;
      }
    }
    return value;
  };

  return {
    rule,
    dimensions: rule === "direct" ? directDimensions({ ...group, cells }) : shared,
    evaluate(parameters, [outer, inner], score) {
      if (cells.length === 0) return 0;
      loadings.full.fill(0);
      for (let c = 0; c < cells.length; c++) {
        const { x, loadings: entries } = cells[c]!;
        let eta = 0;
        for (let j = 0; j < fixed; j++) eta += x[j]! * parameters[j]!;
        offsets[c] = eta;
        for (const { column, parameter } of entries) {
          loadings.full[c * columns + column]! += parameters[fixed + parameter]!;
        }
      }
      const value = integrate(gaussHermite(outer), gaussHermite(inner));
      for (let c = 0; c < cells.length; c++) {
        const { x, loadings: entries } = cells[c]!;
        for (let j = 0; j < fixed; j++) score[j]! += x[j]! * residuals[c]!;
        for (const { column, parameter } of entries) {
          score[fixed + parameter]! += products[c * columns + column]!;
        }
      }
      return value;
    },
  };
}
