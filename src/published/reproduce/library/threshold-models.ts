import { sroc } from "../../../inference/curve/sroc.js";
import { accuracyAt } from "../../../inference/thresholds/accuracy-at.js";
import { type AnalyzeThresholdsOptions, analyzeThresholds } from "../../../inference/thresholds/analyze-thresholds.js";
import { compareThresholdModels } from "../../../inference/thresholds/compare-threshold-models.js";
import { cutoffFor, type WantedAccuracy } from "../../../inference/thresholds/cutoff-for.js";
import { optimalCutoff } from "../../../inference/thresholds/optimal-cutoff.js";
import { thresholdCurves } from "../../../inference/thresholds/threshold-curves.js";
import { thresholdLinearity } from "../../../inference/thresholds/threshold-linearity.js";
import { leaveOneOutThresholds } from "../../../inference/thresholds/threshold-omissions.js";
import { thresholdRegion } from "../../../inference/thresholds/threshold-region.js";
import { fitThresholds, type ThresholdOptions } from "../../../models/thresholds/fit-thresholds.js";
import { fitLinearThresholds, linearAccuracyAt } from "../../../programs/diagmeta/fit-linear-thresholds.js";
import type { LinearThresholdOptions } from "../../../programs/diagmeta/linear-fit.js";
import type { Study } from "../../../tables/study.js";
import type { CutoffGrouping } from "../../../tables/thresholds/group-cutoffs.js";
import { parseThresholdStudies } from "../../../tables/thresholds/read-threshold-studies.js";
import type { ThresholdStudy } from "../../../tables/thresholds/threshold-study.js";
import { type Asked, answer, type LibraryModel, type LibraryModelKind } from "./library-model.js";

/** Rows of one table each as studies with several cut-offs; the cut-off stands in a column of that name. */
function cutoffStudies(studies: readonly Study[], options?: CutoffGrouping): ThresholdStudy[] {
  const rows = studies.map(({ id, tp, fp, fn, tn, covariates }) => ({ ...covariates, study: id, tp, fp, fn, tn }));
  return parseThresholdStudies(rows, options);
}

const cutoffsOf = ({ cutoffs = [] }: Asked): readonly number[] => cutoffs as readonly number[];

/** Several cut-offs a study: `analyzeThresholds`. */
export const thresholdKind: LibraryModelKind = {
  seeded: false,
  fit: (studies, options): LibraryModel => {
    const given = cutoffStudies(studies);
    const analysis = analyzeThresholds(given, options as AnalyzeThresholdsOptions);
    const { cutoffs, prevalence, cost, weight, interval, ...fitOptions } = options as AnalyzeThresholdsOptions;
    const { scale, distribution, scales, ...shared } = fitOptions;
    const fit = fitThresholds(given, fitOptions as ThresholdOptions);
    return {
      label: `dta-meta, several cut-offs, ${fit.distribution} on the ${fit.scale} scale, ${fit.scales} scales`,
      k: fit.k,
      notes: fit.convergence.converged ? [] : [fit.convergence.message],
      main: analysis,
      answers: {
        fitThresholds: answer(() => fit),
        analyzeThresholds: answer(() => analysis),
        accuracyAt: answer((asked) => {
          const { cutoffs: at = cutoffs, ...rest } = asked;
          return accuracyAt(fit, cutoffsOf({ cutoffs: at }), rest);
        }),
        cutoffFor: answer(({ wanted, ...asked }) => cutoffFor(fit, wanted as WantedAccuracy, asked)),
        optimalCutoff: answer((asked) => optimalCutoff(fit, asked)),
        sroc: answer((asked) => sroc(fit, asked)),
        thresholdCurves: answer((asked) => thresholdCurves(fit, asked)),
        thresholdLinearity: answer(() => thresholdLinearity(fit)),
        thresholdRegion: answer(({ cutoff, ...asked }) => thresholdRegion(fit, cutoff as number, asked)),
        leaveOneOutThresholds: answer((asked) => leaveOneOutThresholds(fit, asked)),
        compareThresholdModels: answer((asked) => compareThresholdModels(given, { ...shared, ...asked })),
      },
    };
  },
};

/** Several cut-offs a study as R's diagmeta has them: `fitLinearThresholds`. */
export const linearThresholdKind: LibraryModelKind = {
  seeded: false,
  fit: (studies, options): LibraryModel => {
    const fit = fitLinearThresholds(
      cutoffStudies(studies, { contradictions: "keep" }),
      options as LinearThresholdOptions,
    );
    return {
      label: "dta-meta, the linear mixed model of R's diagmeta",
      k: new Set(studies.map(({ id }) => id)).size,
      notes: fit.warnings.map(({ message }) => message),
      main: fit,
      answers: {
        fitLinearThresholds: answer(() => fit),
        linearAccuracyAt: answer((asked) => linearAccuracyAt(fit, cutoffsOf(asked))),
      },
    };
  },
};
