import { type FigureKind, figureKind } from "../figure-kind.js";
import { prismaFlow } from "../quality/prisma-flow.js";
import { quadasPlot } from "../quality/quadas-plot.js";

/** Figures of a review beside its numbers. */
export const qualityFigureRows = {
  /** Judgements of risk of bias and applicability. */
  quadas: figureKind({
    title: "quadasTitle",
    caption: "Quality of the studies",
    code: "quadasPlot(judgements)",
    from: "quality",
    options: ["schema", "layout"],
    input: (judgements) => judgements,
    figure: quadasPlot,
  }),
  /** How many records and studies came through each step of a review. */
  prisma: figureKind({
    title: "prismaTitle",
    caption: "PRISMA 2020 flow diagram",
    code: "prismaFlow(numbers)",
    from: "prisma",
    input: (numbers) => numbers,
    figure: prismaFlow,
  }),
} as const satisfies Readonly<Record<string, FigureKind>>;
