import { InputError } from "../../base/errors.js";
import { type FigureSources, type QualitySchema, readQuality, type SourceName } from "../../figures.js";
import { referenceSensitivityAnalysis } from "../../inference/reference/reference-sensitivity-analysis.js";
import { analyzeThresholds } from "../../inference/thresholds/analyze-thresholds.js";
import { fitLatentClass } from "../../models/latent-class/fit-latent-class.js";
import { type AnalyzeFlags, analyzeFile, given } from "../analyze-options.js";
import { compareFile, type TestFlags } from "../compare-options.js";
import { inFile, loadStudies, parseJson, readTableText, readText, sayWarnings } from "../input.js";
import type { CommandContext } from "../io.js";
import { REFERENCES, type ReferenceFlags } from "../reference-options.js";
import { loadThresholdStudies, type ThresholdFlags } from "../threshold-options.js";
import { parseAssessments, parsePrisma } from "./figure-input.js";

/** What the ways from a FILE to what figures are drawn from can be told. */
export interface LoadOptions {
  readonly analysis: AnalyzeFlags;
  readonly schema: QualitySchema;
  /** The options that this source alone has (`SOURCE_FLAGS`). */
  readonly own: Partial<TestFlags> & ThresholdFlags & ReferenceFlags & { readonly prevalence?: number };
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
  comparison: async (file, { analysis: { where, sheet, keepTotals, level, model }, own }, context) => {
    const { test, study, reference, structure } = own;
    if (test === undefined) throw noTestColumn();
    const how = given({ study, reference, structure, where, sheet, keepTotals, level });
    const { comparison, notes } = await compareFile(file, { ...how, test, ...modelOf(model) }, context);
    sayWarnings(notes, context.io);
    return comparison;
  },
  reference: async (file, { analysis: { where, sheet, keepTotals, level, minStudies }, own }, { io }) => {
    const studies = await loadStudies(file, io, given({ where, sheet, keepTotals }));
    const { referenceSensitivity, referenceSpecificity } = own;
    const grid = { ...REFERENCES, ...given({ sensitivity: referenceSensitivity, specificity: referenceSpecificity }) };
    return inFile(file, () => referenceSensitivityAnalysis(studies, { ...grid, ...given({ level, minStudies }) }));
  },
  latent: async (file, { analysis: { where, sheet, keepTotals, level, minStudies }, own }, { io, progress }) => {
    const studies = await loadStudies(file, io, given({ where, sheet, keepTotals }));
    const reference = given({
      sensitivity: onlyOne("--reference-sensitivity", own.referenceSensitivity),
      specificity: onlyOne("--reference-specificity", own.referenceSpecificity),
    });
    progress.begin(`Fitting ${studies.length} tables`);
    const options = { reference, ...given({ level, minStudies }), onProgress: progress.update };
    const fit = inFile(file, () => fitLatentClass(studies, options));
    progress.end();
    return fit;
  },
  thresholds: async (file, { analysis: { sheet, level }, own }, { io }) => {
    const { scale, distribution, widths, direction, prevalence } = own;
    const studies = await loadThresholdStudies(file, io, given({ sheet }));
    const options = given({ level, scale, distribution, scales: widths, direction, prevalence });
    return inFile(file, () => analyzeThresholds(studies, { alternatives: false, ...options }));
  },
};

/** The one accuracy that a fit takes as known; a grid has several. */
function onlyOne(flag: string, values: readonly number[] | undefined): number | undefined {
  if (values === undefined || values.length === 1) return values?.[0];
  throw new InputError("bad-option", `${flag} ${values.join(",")}: a fit takes one accuracy as known.`, {
    where: flag,
    got: values,
    wanted: "one number",
  });
}

/** The comparative model that goes by the name of a model of one test. */
function modelOf(model: AnalyzeFlags["model"]): { readonly model?: "binomial" | "normal" } {
  if (model === undefined) return {};
  if (model === "binomial") return { model };
  if (model === "reitsma") return { model: "normal" };
  throw new InputError("bad-option", `--model ${model}: tests are compared by binomial or reitsma.`, {
    where: "--model",
    got: model,
    wanted: "binomial | reitsma",
  });
}

const noTestColumn = (): InputError =>
  new InputError("no-test-column", "--test COLUMN is needed: which column names the index test of a row?", {
    where: "--test",
    wanted: "the name of a column",
  });
