import { type FigureSources, type QualitySchema, readQuality, type SourceName } from "../../figures.js";
import { analyzeThresholds } from "../../inference/thresholds/analyze-thresholds.js";
import { type AnalyzeFlags, analyzeFile, given } from "../analyze-options.js";
import { inFile, loadStudies, parseJson, readTableText, readText, sayWarnings } from "../input.js";
import type { CommandContext } from "../io.js";
import { loadThresholdStudies } from "../thresholds.js";
import { parseAssessments, parsePrisma } from "./figure-input.js";

/** What the ways from a FILE to what figures are drawn from can be told. */
export interface LoadOptions {
  readonly analysis: AnalyzeFlags;
  readonly schema: QualitySchema;
}

type Load<S extends SourceName> = (
  file: string,
  options: LoadOptions,
  context: Pick<CommandContext, "io" | "progress">,
) => Promise<FigureSources[S]>;

/** The way from a FILE to what figures are drawn from. */
export const LOADERS: { readonly [S in SourceName]: Load<S> } = {
  studies: (file, { analysis: { where, sheet, keepTotals } }, { io }) =>
    loadStudies(file, io, given({ where, sheet, keepTotals })),
  analysis: async (file, flags, context) => {
    const { analysis, notes } = await analyzeFile(file, flags.analysis, context);
    sayWarnings(notes, context.io);
    return analysis;
  },
  quality: async (file, { schema, analysis: { sheet } }, { io }) => {
    const text = await readTableText(file, io, sheet);
    return inFile(file, () => (/^\s*\[/.test(text) ? parseAssessments(parseJson(text)) : readQuality(text, schema)));
  },
  prisma: async (file, _, { io }) => {
    const text = await readText(file, io);
    return inFile(file, () => parsePrisma(parseJson(text)));
  },
  thresholds: async (file, { analysis: { sheet, level } }, { io }) => {
    const studies = await loadThresholdStudies(file, io, given({ sheet }));
    return inFile(file, () => analyzeThresholds(studies, { alternatives: false, ...given({ level }) }));
  },
};
