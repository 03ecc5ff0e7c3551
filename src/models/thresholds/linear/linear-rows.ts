import { normalDensity } from "../../../numeric/distributions/normal.js";
import { log } from "../../../numeric/elementary.js";
import type { ThresholdStudy } from "../../../tables/thresholds/threshold-study.js";
import { latentDistributions } from "../latent-distribution.js";

/** How a row is weighted: by the inverse variance of its transformed proportion, by its number of people, or as every other. */
export type RowWeights = "invvar" | "size" | "equal";

/** How tables become the responses of a linear mixed model. */
export interface LinearRowOptions {
  readonly distribution: "logistic" | "normal";
  readonly log: boolean;
  readonly weights: RowWeights;
  /** What is added to all four cells of every table. */
  readonly increment: number;
}

/** One response: F⁻¹ of a proportion below a cut-off, of one group. */
export interface LinearRow {
  readonly study: number;
  /** 1 for the diseased, 0 for the others. */
  readonly group: 0 | 1;
  readonly cutoff: number;
  readonly response: number;
  readonly weight: number;
}

/** The rows of all studies, two a table, with k over the information of each group's rows, whatever their weights. */
export function linearRows(
  studies: readonly ThresholdStudy[],
  options: LinearRowOptions,
): { readonly rows: readonly LinearRow[]; readonly varNonDiseased: number; readonly varDiseased: number } {
  const { distribution, increment: i } = options;
  const { quantile } = latentDistributions[distribution];
  const raw = studies.flatMap(({ points }, study) =>
    points.flatMap(({ cutoff, tp, fp, fn, tn }) =>
      (
        [
          [0, tn, fp],
          [1, fn, tp],
        ] as const
      ).map(([group, below, above]) => {
        const n = below + above;
        const response = quantile((below + i) / (n + 2 * i));
        const product = (below + i) * (above + i);
        const density = distribution === "normal" ? normalDensity(response) : 0;
        const size = n + 2 * i;
        const information =
          distribution === "normal" ? (size * size * size * density * density) / product : product / size;
        const weight = options.weights === "invvar" ? information : options.weights === "size" ? n : 1;
        return { study, group, cutoff: options.log ? log(cutoff) : cutoff, response, weight, information };
      }),
    ),
  );
  const scale = options.weights === "equal" ? 1 : raw.length / 2 / raw.reduce((sum, row) => sum + row.weight, 0);
  const variance = (which: 0 | 1): number =>
    studies.length / raw.filter(({ group }) => group === which).reduce((sum, row) => sum + row.information, 0);
  return {
    rows: raw.map(({ information, weight, ...row }) => ({ ...row, weight: weight * scale })),
    varNonDiseased: variance(0),
    varDiseased: variance(1),
  };
}
