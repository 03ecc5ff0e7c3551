import type { Analysis } from "../../analysis/analyze.js";
import { priorPosterior } from "../../inference/bayes/prior-posterior.js";
import type { BayesFit } from "../../models/fit.js";
import { type FigureKind, figureKind } from "../figure-kind.js";
import { latentProfilePlot } from "../uncertainty/latent-profile-plot.js";
import { priorPosteriorPlot } from "../uncertainty/prior-posterior-plot.js";
import { referenceGridPlot } from "../uncertainty/reference-grid-plot.js";

/** The fit with a prior behind an analysis; `null` where it has none. */
const bayesFitOf = ({ fit }: Analysis): BayesFit | null => (fit !== null && "prior" in fit ? fit : null);

/** Figures of what is not known from the studies alone. */
export const uncertaintyFigureRows = {
  /** What the data have added to the prior. */
  "prior-posterior": figureKind({
    title: "priorTitle",
    caption: "Prior and posterior",
    code: "priorPosteriorPlot({ fit, curves: priorPosterior(fit) })",
    from: "analysis",
    needs: "posterior",
    inReport: (analysis) => bayesFitOf(analysis) !== null,
    converged: ({ fit }) => fit?.convergence.converged ?? true,
    input: (analysis) => {
      const fit = bayesFitOf(analysis);
      return fit === null ? null : { fit, curves: priorPosterior(fit) };
    },
    figure: priorPosteriorPlot,
  }),
  /** What the data say of the reference standard itself. */
  "latent-profile": figureKind({
    title: "profileTitle",
    caption: "Likelihood of the reference standard's accuracy, where it was estimated",
    code: "latentProfilePlot(fitLatentClass(studies))",
    from: "latent",
    inReport: ({ profile }) => profile.length > 0,
    converged: ({ convergence }) => convergence.converged,
    input: (fit) => fit,
    figure: latentProfilePlot,
  }),
  /** Accuracy over references of known accuracy. */
  "reference-grid": figureKind({
    title: "referenceTitle",
    caption: "Accuracy by how good the reference standard is",
    code: "referenceGridPlot(referenceSensitivityAnalysis(studies, { sensitivity: [0.9, 1], specificity: [0.95, 1] }))",
    from: "reference",
    inReport: () => true,
    input: (analysis) => analysis,
    figure: referenceGridPlot,
  }),
} as const satisfies Readonly<Record<string, FigureKind>>;
