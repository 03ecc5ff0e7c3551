import { log } from "../../numeric/elementary.js";
import { positiveDefiniteInverse } from "../../numeric/linear/matrix.js";
import { addToCells, correctionAmounts } from "../../tables/correction.js";
import { type GroupedLikelihood, mixedLikelihood, withFixedNodes } from "../engine/likelihood.js";
import { type MixedFit, maximizeMixed } from "../engine/maximize.js";
import type { MixedLogisticModel } from "../engine/model.js";
import { type NormalGroup, type NormalLikelihood, normalLikelihood } from "../engine/normal-likelihood.js";
import type { AppliedCorrection, Exclusion } from "../fit.js";
import type { ResolvedOptions } from "./options.js";
import { covarianceStarts, meanStarts } from "./starts.js";
import { type ComparativeStudies, comparativeModel, type StructureChoice } from "./structure.js";

/** A structure fitted to rows. */
export interface Solution {
  readonly choice: StructureChoice;
  readonly model: MixedLogisticModel;
  readonly likelihood: GroupedLikelihood;
  readonly found: MixedFit;
  /** Of the free parameters; `null` where the information has no inverse, or was not asked for. */
  readonly covariance: readonly (readonly number[])[] | null;
}

/** Rows as the normal model takes them: with both margins, corrected. */
export interface CorrectedRows {
  readonly studies: ComparativeStudies;
  readonly excluded: readonly Exclusion[];
  readonly corrections: readonly AppliedCorrection[];
}

/** Continuity corrections of the normal model; rows that have no logits for all that are left out. */
export function correctRows(
  studies: ComparativeStudies,
  { correction }: Pick<ResolvedOptions, "correction">,
): CorrectedRows {
  const excluded: Exclusion[] = [];
  const corrections: AppliedCorrection[] = [];
  const whole = studies.map((rows) =>
    rows.filter(({ table: { id, tp, fn, tn, fp } }) => {
      const margin = tp + fn === 0 ? "diseased" : tn + fp === 0 ? "non-diseased" : null;
      if (margin !== null) {
        excluded.push({ id, reason: `it has no ${margin} participants, and the normal model needs both margins` });
      }
      return margin === null;
    }),
  );
  const amounts = correctionAmounts(
    whole.flat().map(({ table }) => table),
    correction,
  );
  let next = 0;
  const corrected = whole.map((rows) =>
    rows.flatMap((row) => {
      const amount = amounts[next++]!;
      const { id } = row.table;
      const table = { ...row.table, ...addToCells(row.table, amount) };
      if (Math.min(table.tp, table.fp, table.fn, table.tn) <= 0) {
        excluded.push({ id, reason: "it has a zero cell, which has no logit without a continuity correction" });
        return [];
      }
      if (amount > 0) corrections.push({ id, value: amount });
      return [{ ...row, table }];
    }),
  );
  return { studies: corrected.filter((rows) => rows.length > 0), excluded, corrections };
}

/** The logits of a group with their sampling variances; joint tables would fill the covariances. */
function normalGroups({ groups }: MixedLogisticModel): NormalGroup[] {
  return groups.map(({ cells, columns }) => ({
    cells,
    columns,
    y: cells.map(({ successes, trials }) => log(successes / (trials - successes))),
    sampling: cells.map(({ successes, trials }, c) =>
      cells.map((_, d) => (c === d ? 1 / successes + 1 / (trials - successes) : 0)),
    ),
  }));
}

/** Fits one structure. `near` are covariance parameters of a similar fit. */
export function solveStructure(
  studies: ComparativeStudies,
  tests: readonly string[],
  choice: StructureChoice,
  options: ResolvedOptions,
  near: readonly number[] | null,
  information: boolean,
): Solution {
  const model = comparativeModel(studies, tests, choice, options);
  const means = meanStarts(studies, tests.length, options);
  const spreads = covarianceStarts(choice, tests.length);
  const starts = (near === null ? spreads : [near, spreads[0]!]).map((spread) => [...means, ...spread]);
  const { likelihood, normal } = likelihoodOf(model, options);
  const found = maximizeMixed(likelihood, model, starts, { information });
  const covariance = normal === null ? found.covariance : withLeastSquares(normal, found, model.fixed);
  return { choice, model, likelihood, found, covariance };
}

/** The likelihood of a model as the options want it integrated, or in closed form. */
export function likelihoodOf(
  model: MixedLogisticModel,
  options: Pick<ResolvedOptions, "model" | "method" | "nodes">,
): { readonly likelihood: GroupedLikelihood; readonly normal: NormalLikelihood | null } {
  if (options.model === "normal") {
    const normal = normalLikelihood(normalGroups(model), model, options.method === "reml");
    return { likelihood: normal, normal };
  }
  const mixed = mixedLikelihood(model, options.nodes === 1 ? "direct" : "auto");
  return { likelihood: options.nodes === null ? mixed : withFixedNodes(mixed, options.nodes), normal: null };
}

/** (Σ XᵀV⁻¹X)⁻¹ for the means, as normal models report them, and the inverse profile information for the covariance parameters. */
function withLeastSquares(likelihood: NormalLikelihood, found: MixedFit, fixed: number): number[][] | null {
  const flat = likelihood.fixedInformation(found.parameters);
  const information = Array.from({ length: fixed }, (_, i) => Array.from(flat.subarray(i * fixed, (i + 1) * fixed)));
  const means = positiveDefiniteInverse(information);
  if (means === null || found.covariance === null) return null;
  return found.covariance.map((row, i) =>
    row.map((value, j) => (i < fixed && j < fixed ? means[i]![j]! : i < fixed || j < fixed ? 0 : value)),
  );
}
