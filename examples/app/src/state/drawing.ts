import type { Analysis } from "dta-meta";
import type { DrawingOptions, Measure } from "dta-meta/figures";
import type { DrawTask } from "../tasks/messages.js";
import type { FigureChoices } from "./project.js";
import { schemaOf } from "./quality.js";

const MEASURES: Readonly<Record<FigureChoices["forestMeasures"], readonly Measure[]>> = {
  accuracy: ["sensitivity", "specificity"],
  ratios: ["plr", "nlr"],
  dor: ["dor"],
};

const labelsOf = ({ labels }: FigureChoices): NonNullable<DrawingOptions["labels"]> =>
  labels === "none" ? false : labels === "names" ? true : labels;

/** What the choices of the form mean for figures; a choice that is as usual is left out, and each figure takes what it has. */
export function drawingOptions({ figures, quality, tool }: DrawTask, analysis: Analysis): DrawingOptions {
  const { points, crosshairs, colorBy, xAxis, extrapolate, sort, forestMeasures } = figures;
  const known = analysis.studies.some(({ covariates }) => Object.hasOwn(covariates, colorBy));
  const judged = points === "pies" && quality.length > 0;
  return {
    ...(figures.labels === "none" ? {} : { labels: labelsOf(figures) }),
    ...(figures.confidenceRegion ? {} : { confidenceRegion: false }),
    ...(figures.predictionRegion ? {} : { predictionRegion: false }),
    ...(extrapolate ? { extrapolate } : {}),
    ...(points === "weights" ? { weights: true } : {}),
    ...(judged ? { quality, schema: schemaOf(tool) } : {}),
    ...(crosshairs === "none" ? {} : { crosshairs }),
    ...(known ? { colorBy } : {}),
    ...(xAxis === "specificity" ? {} : { xAxis }),
    ...(sort === "given" ? {} : { sort }),
    ...(forestMeasures === "accuracy" ? {} : { measures: MEASURES[forestMeasures] }),
  };
}
