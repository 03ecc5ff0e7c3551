import type { BivariateFit, ModelOption } from "../models/fit.js";
import { fitModel } from "../models/models.js";
import type { Estimator } from "../models/normal/estimators.js";
import type { Correction } from "../tables/correction.js";
import type { Study } from "../tables/study.js";
import {
  betweenStudyQuantities,
  fitNotes,
  hsrocQuantities,
  logitQuantities,
  summaryQuantities,
} from "./bivariate-quantities.js";
import { libraryQuantities } from "./library-quantities.js";
import { type ProgramOutput, type ProgramQuantity, significant } from "./program-output.js";

/** Which of the two models, and how. */
export interface DtaMetaOptions {
  /** `"binomial"` by default. */
  readonly model?: ModelOption;
  /** Nodes of the binomial model; refined as needed by default. */
  readonly nodes?: number;
  /** Estimator of the normal-normal model; `"reml"` by default. */
  readonly method?: Estimator;
  /** Correction of the normal-normal model; 0.5 to studies with a zero cell by default. */
  readonly correction?: Partial<Correction>;
  /** Pre-test probability. */
  readonly prior?: number;
}

const format = significant(6);

/** The library's numbers of a fit, by the names of printed quantities. */
export function quantitiesOfFit(
  fit: BivariateFit,
  studies: readonly Study[],
  prior: number | undefined,
): Readonly<Record<string, ProgramQuantity>> {
  return {
    ...summaryQuantities(fit, {
      sensitivity: format,
      specificity: format,
      plr: format,
      nlr: format,
      inverseNlr: format,
      dor: format,
    }),
    ...logitQuantities(fit, format),
    ...betweenStudyQuantities(fit, format),
    ...hsrocQuantities(fit, format),
    ...libraryQuantities(fit, studies, prior, format),
  };
}

/** This library's own numbers, by the same names: no program's habits, nothing rounded away. */
export function dtaMeta(studies: readonly Study[], options: DtaMetaOptions = {}): ProgramOutput {
  const { model = "binomial", prior, ...settings } = options;
  const fit = fitModel(model, studies, { minStudies: 2, ...settings });
  return {
    program: "dta-meta",
    label: `dta-meta, ${fit.model} model by ${fit.method}`,
    k: fit.k,
    quantities: quantitiesOfFit(fit, studies, prior),
    notes: fitNotes(fit),
  };
}
