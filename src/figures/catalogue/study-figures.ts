import { given } from "../../base/given.js";
import { bivariateBoxplot as boxplotOf } from "../../inference/heterogeneity/bivariate-boxplot.js";
import { galbraith } from "../../inference/heterogeneity/galbraith.js";
import { bivariateBoxplot } from "../checks/bivariate-boxplot.js";
import { galbraithPlot } from "../checks/galbraith-plot.js";
import { type FigureKind, figureKind } from "../figure-kind.js";

/** Figures of 2×2 tables that need no fit. */
export const studyFigureRows = {
  /** Logits of the studies, with a hinge around about half of them and a fence beyond which they are outliers. */
  "bivariate-boxplot": figureKind({
    title: "boxplotTitle",
    caption: "Bivariate box plot",
    code: "bivariateBoxplot(boxplot)",
    from: "studies",
    options: ["labels"],
    input: (studies) => boxplotOf(studies),
    figure: bivariateBoxplot,
  }),
  /** Standardised effects against their precision. */
  galbraith: figureKind({
    title: "galbraithTitle",
    caption: "Galbraith plot",
    code: "galbraithPlot(galbraith(studies))",
    from: "studies",
    options: ["labels", "measures"],
    input: (studies, { measures: [measure] = [] }) => galbraith(studies, given({ measure })),
    figure: (data, { measures: _, ...options }) => galbraithPlot(data, options),
  }),
} as const satisfies Readonly<Record<string, FigureKind>>;
