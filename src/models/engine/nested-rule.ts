import { spend } from "../../base/work.js";
import { exp, log } from "../../numeric/elementary.js";
import type { GaussHermiteRule } from "../../numeric/quadrature/gauss-hermite.js";
import { type CellRule, cellRule } from "./cell-rule.js";
import { type DirectRule, directRule } from "./direct-rule.js";
import { createLoadings, type ReducedLoadings, reduceLoadings } from "./reduce.js";

/** Cells of a group that share effects which the rest of the group has not: a test's row, or one of its proportions. */
interface Part {
  /** Their positions in the group. */
  readonly cells: readonly number[];
  readonly loadings: ReducedLoadings;
  readonly alone: CellRule | null;
  readonly together: DirectRule | null;
  /** Columns of the group's loadings that are the part's own. */
  readonly columns: readonly number[];
}

/** The integral of a group in two stages: over what the group shares, and within it over what each part has of its own. */
export interface NestedRule {
  readonly offsets: Float64Array;
  readonly residuals: Float64Array;
  /** E[(y − n p) z | y] by the group's columns, cells × columns. */
  readonly products: Float64Array;
  /** @param full the group's loadings, cells × columns */
  integrate(full: Float64Array, outer: GaussHermiteRule, inner: GaussHermiteRule): number;
}

/** Cells that are connected through columns of their own, in the order of their first. */
export function partsOf(carried: readonly (readonly number[])[], shared: number): number[][] {
  const parts: { cells: number[]; columns: Set<number> }[] = [];
  carried.forEach((columns, cell) => {
    const own = columns.filter((column) => column >= shared);
    const joined = parts.filter((part) => own.some((column) => part.columns.has(column)));
    const merged = {
      cells: [...joined.flatMap(({ cells }) => cells), cell],
      columns: new Set([...joined.flatMap((part) => [...part.columns]), ...own]),
    };
    for (const part of joined) parts.splice(parts.indexOf(part), 1);
    parts.push(merged);
  });
  return parts.map(({ cells }) => cells).sort((one, other) => one[0]! - other[0]!);
}

/**
 * Binds a group's counts to the nested rule, L = ∫ Π J(Λ z) φ(z) dz with J a part's integral over its own effects. The outer
 * nodes stand around the mode of the whole integrand, turned lower triangular as in `directRule`, so that parts of the first
 * shared effect alone are integrated at n nodes, not n².
 *
 * @param carried for every cell, the columns that it may load on
 */
export function nestedRule(
  successes: Float64Array,
  trials: Float64Array,
  carried: readonly (readonly number[])[],
  columns: number,
  shared: number,
): NestedRule {
  const size = trials.length;
  const offsets = new Float64Array(size);
  const residuals = new Float64Array(size);
  const products = new Float64Array(size * columns);
  const common = createLoadings(size, shared);
  const parts: Part[] = partsOf(carried, shared).map((cells) => {
    const own = [...new Set(cells.flatMap((cell) => carried[cell]!))].filter((column) => column >= shared);
    const alone = cells.length === 1 && own.length <= 1;
    return {
      cells,
      columns: own,
      loadings: createLoadings(cells.length, own.length),
      alone: alone ? cellRule(successes[cells[0]!]!, trials[cells[0]!]!) : null,
      together: alone
        ? null
        : directRule(
            Float64Array.from(cells, (cell) => successes[cell]!),
            Float64Array.from(cells, (cell) => trials[cell]!),
            Math.max(1, own.length),
          ),
    };
  });
  const mode = new Float64Array(shared);
  const predictor = new Float64Array(size);
  const residualAt = new Float64Array(size);
  const productAt = new Float64Array(size * columns);
  let inner: GaussHermiteRule;

  /** A part's log integral at the predictors of its cells; leaves residuals and products of the cells. */
  const visit = (part: Part): number => {
    const { cells, alone, together, loadings, columns: own } = part;
    if (alone !== null) {
      const cell = cells[0]!;
      spend(inner.nodes.length);
      const value = alone.integrate(predictor[cell]!, loadings.full[0] ?? 0, inner);
      residualAt[cell] = alone.residual;
      if (own.length > 0) productAt[cell * columns + own[0]!] = alone.product;
      return value;
    }
    const rule = together!;
    for (let i = 0; i < cells.length; i++) rule.offsets[i] = predictor[cells[i]!]!;
    const value = rule.integrate(loadings.lower, loadings.depth, loadings.dimensions, inner);
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]!;
      residualAt[cell] = rule.residuals[i]!;
      for (let k = 0; k < own.length; k++) {
        let total = 0;
        for (let j = 0; j < loadings.dimensions; j++) {
          total += rule.products[i * rule.stride + j]! * loadings.basis[k * own.length + j]!;
        }
        productAt[cell * columns + own[k]!] = total;
      }
    }
    return value;
  };

  const dimensionsOf = (part: Part): number => {
    let deepest = 0;
    for (const cell of part.cells) if (common.depth[cell]! > deepest) deepest = common.depth[cell]!;
    return deepest;
  };

  const hessian = new Float64Array(shared * shared);
  const gradient = new Float64Array(shared);
  const root = new Float64Array(shared * shared);

  /** Adds Λᵀ C Λ of a part to `hessian`, C its curvature by its predictors. */
  const addCurvature = ({ cells, alone, together, loadings }: Part): void => {
    if (together !== null) together.curve(loadings.dimensions);
    for (let i = 0; i < cells.length; i++) {
      for (let j = 0; j < cells.length; j++) {
        const c = alone !== null ? alone.curvature : together!.curvature[i * cells.length + j]!;
        for (let k = 0; k < common.dimensions; k++) {
          for (let m = 0; m < common.dimensions; m++) {
            hessian[k * shared + m]! +=
              c * common.lower[cells[i]! * shared + k]! * common.lower[cells[j]! * shared + m]!;
          }
        }
      }
    }
  };

  /** T of at most two dimensions with T Tᵀ = H⁻¹, lower triangular. */
  const factor = (): void => {
    if (common.dimensions === 1) root[0] = 1 / Math.sqrt(hessian[0]!);
    if (common.dimensions !== 2) return;
    const [h11, h12, h22] = [hessian[0]!, hessian[shared]!, hessian[shared + 1]!];
    const determinant = h11 * h22 - h12 * h12;
    root[0] = Math.sqrt(h22 / determinant);
    root[shared] = -h12 / Math.sqrt(determinant * h22);
    root[shared + 1] = 1 / Math.sqrt(h22);
  };

  /** The mode of the outer integrand: its slope by quadrature, its curvature by Laplace's approximation of the parts. */
  const findMode = (): number => {
    for (let step = 0; ; step++) {
      hessian.fill(0);
      let value = 0;
      for (let k = 0; k < common.dimensions; k++) {
        gradient[k] = -mode[k]!;
        hessian[k * shared + k] = 1;
        value -= 0.5 * mode[k]! * mode[k]!;
      }
      for (let c = 0; c < size; c++) {
        let eta = offsets[c]!;
        for (let k = 0; k < common.depth[c]!; k++) eta += common.lower[c * shared + k]! * mode[k]!;
        predictor[c] = eta;
      }
      for (const part of parts) {
        value += visit(part);
        addCurvature(part);
      }
      for (let c = 0; c < size; c++) {
        for (let k = 0; k < common.dimensions; k++) gradient[k]! += residualAt[c]! * common.lower[c * shared + k]!;
      }
      factor();
      const first = root[0]! * gradient[0]! + (common.dimensions === 2 ? root[shared]! * gradient[1]! : 0);
      const second = common.dimensions === 2 ? root[shared + 1]! * gradient[1]! : 0;
      const length = common.dimensions === 0 ? 0 : Math.max(Math.abs(first), Math.abs(second));
      // In units of the posterior's spread: the nodes need stand no nearer to the mode.
      if (length < 1e-6 || step === 50) return value;
      const damping = length > 1 ? 1 / length : 1;
      mode[0]! += damping * root[0]! * first;
      if (common.dimensions === 2) mode[1]! += damping * (root[shared]! * first + root[shared + 1]! * second);
    }
  };

  // By level: predictors and effects as far as the nodes chosen down to it have gone, and sums of effects before it
  const etaAt = new Float64Array((shared + 1) * size);
  const effectAt = new Float64Array((shared + 1) * shared);
  const effectSums = new Float64Array(shared);
  const effectSumsBefore = new Float64Array((shared + 1) * shared);
  // in an array: what functions share is kept in a box otherwise, a new one with every write
  const total = new Float64Array(1);
  let depths: number[] = [];

  /** Adds the posterior's share of the nodes from `level` on, whose mass was `massBefore`, to the sums of the parts that end there. */
  const collect = (level: number, massBefore: number): void => {
    const share = total[0]! - massBefore;
    for (let q = 0; q < parts.length; q++) {
      if (depths[q] !== level) continue;
      const { cells, columns: own } = parts[q]!;
      for (const cell of cells) {
        const r = residualAt[cell]!;
        residuals[cell]! += r * share;
        for (let k = 0; k < common.dimensions; k++) {
          products[cell * columns + k]! +=
            k < level
              ? r * share * effectAt[level * shared + k]!
              : r * (effectSums[k]! - effectSumsBefore[level * shared + k]!);
        }
        for (const column of own) products[cell * columns + column]! += productAt[cell * columns + column]! * share;
      }
    }
  };

  /** Sums over the nodes of shared effect `level` and of those after it; `partial` is the log of integrand and weights so far. */
  const sum = (level: number, partial: number, outer: GaussHermiteRule): void => {
    const massBefore = total[0]!;
    for (let k = level; k < common.dimensions; k++) effectSumsBefore[level * shared + k] = effectSums[k]!;
    if (level === common.dimensions) {
      total[0]! += exp(partial);
      collect(level, massBefore);
      return;
    }
    const next = level + 1;
    for (let i = 0; i < outer.nodes.length; i++) {
      const x = outer.nodes[i]!;
      effectAt.copyWithin(next * shared, level * shared, next * shared);
      for (let k = level; k < common.dimensions; k++) effectAt[next * shared + k]! += root[k * shared + level]! * x;
      const z = effectAt[next * shared + level]!;
      for (let c = 0; c < size; c++) {
        etaAt[next * size + c] = etaAt[level * size + c]! + common.lower[c * shared + level]! * z;
      }
      let value = partial + outer.logScaledWeights[i]! - 0.5 * z * z;
      for (let q = 0; q < parts.length; q++) {
        if (depths[q] !== next) continue;
        for (const cell of parts[q]!.cells) predictor[cell] = etaAt[next * size + cell]!;
        value += visit(parts[q]!);
      }
      const nodeMass = total[0]!;
      sum(next, value, outer);
      effectSums[level]! += (total[0]! - nodeMass) * z;
    }
    if (level > 0) collect(level, massBefore);
  };

  const integrate: NestedRule["integrate"] = (full, outer, innerRule) => {
    inner = innerRule;
    for (let c = 0; c < size; c++) {
      for (let k = 0; k < shared; k++) common.full[c * shared + k] = full[c * columns + k]!;
    }
    reduceLoadings(common);
    for (const { cells, columns: own, loadings } of parts) {
      for (let i = 0; i < cells.length; i++) {
        for (let k = 0; k < own.length; k++) loadings.full[i * own.length + k] = full[cells[i]! * columns + own[k]!]!;
      }
      reduceLoadings(loadings);
    }
    depths = parts.map(dimensionsOf);
    const centre = findMode();
    residuals.fill(0);
    products.fill(0);
    effectSums.fill(0);
    total[0] = 0;
    let constant = 0;
    for (let q = 0; q < parts.length; q++) {
      if (depths[q] === 0) {
        for (const cell of parts[q]!.cells) predictor[cell] = offsets[cell]!;
        constant += visit(parts[q]!);
      }
    }
    etaAt.set(offsets, 0);
    for (let k = 0; k < common.dimensions; k++) effectAt[k] = mode[k]!;
    sum(0, constant - centre, outer);
    if (common.dimensions > 0) collect(0, 0);
    let logRoot = 0;
    for (let k = 0; k < common.dimensions; k++) logRoot += log(root[k * shared + k]!);
    finish();
    return centre + log(total[0]!) + logRoot;
  };

  /** Means instead of sums, and the products with the shared effects by the group's own columns. */
  const turned = new Float64Array(Math.max(1, shared));
  const finish = (): void => {
    const mass = total[0]!;
    for (let c = 0; c < size; c++) {
      residuals[c]! /= mass;
      for (let k = 0; k < columns; k++) products[c * columns + k]! /= mass;
      for (let k = 0; k < shared; k++) {
        let total = 0;
        for (let j = 0; j < common.dimensions; j++) total += products[c * columns + j]! * common.basis[k * shared + j]!;
        turned[k] = total;
      }
      for (let k = 0; k < shared; k++) products[c * columns + k] = turned[k]!;
    }
  };

  return { offsets, residuals, products, integrate };
}
