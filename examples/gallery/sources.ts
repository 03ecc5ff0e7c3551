import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type FigureSources, quadas2, readQuality } from "../../src/figures.js";
import {
  type AnalyzeOptions,
  analyze,
  analyzeThresholds,
  compareTests,
  fitLatentClass,
  readStudies,
  readThresholdStudies,
  referenceSensitivityAnalysis,
} from "../../src/index.js";

const fixtures = join(dirname(fileURLToPath(import.meta.url)), "../../fixtures");
const csv = (name: string): string => readFileSync(join(fixtures, name, "data.csv"), "utf8");

/** The analysis of a data set of the fixtures, at a prior of 20%. */
export const analysisOf = (name: string, options: AnalyzeOptions = {}) =>
  analyze(readStudies(csv(name)), { prior: 0.2, ...options });

/** Judgements by QUADAS-2 of the studies of a data set. */
export const judgements = () => readQuality(csv("iqcode"), quadas2);

/** A data set with what every figure is drawn from that it can be drawn from. */
export interface DataSet {
  /** In the names of files. */
  readonly key: string;
  readonly title: string;
  /** Read when the figures are drawn. */
  sources(): Partial<FigureSources>;
}

const tables = (key: string, title: string): DataSet => ({
  key,
  title,
  sources: () => ({ studies: readStudies(csv(key)), analysis: analysisOf(key, { leaveOneOut: true }) }),
});

/** The data sets that the gallery shows every figure of. */
export const DATA_SETS: readonly DataSet[] = [
  tables("telomerase", "Telomerase, bladder cancer: 10 studies, correlation on its boundary"),
  tables("dementia", "Mini-Mental State Examination, dementia: 33 studies"),
  tables("smoking", "Self-reported smoking: 51 tables, several to a study"),
  {
    key: "ascus",
    title: "Two tests for the triage of borderline smears: 10 studies, all of both",
    sources: () => ({ comparison: compareTests(readStudies(csv("ascus")), { test: "test" }) }),
  },
  {
    key: "scheidler",
    title: "Three tests for lymph node metastases, no study with two of them",
    sources: () => ({ comparison: compareTests(readStudies(csv("scheidler")), { test: "modality" }) }),
  },
  {
    key: "feno",
    title: "Exhaled nitric oxide for asthma: 29 studies with several cut-offs, at a prevalence of 30%",
    sources: () => ({
      thresholds: analyzeThresholds(
        readThresholdStudies(readFileSync(join(fixtures, "several-cutoffs/feno.csv"), "utf8")),
        { alternatives: false, prevalence: 0.3 },
      ),
    }),
  },
  {
    key: "references",
    title: "Self-reported smoking, were the reference standard less than perfect",
    sources: () => ({
      reference: referenceSensitivityAnalysis(readStudies(csv("smoking")), {
        sensitivity: [0.85, 0.9, 0.95, 1],
        specificity: [0.97, 0.99, 1],
      }),
      latent: fitLatentClass(readStudies(csv("tb_pleuritis")), { reference: { specificity: 1 } }),
    }),
  },
  {
    key: "review",
    title: "Quality and flow",
    sources: () => ({
      quality: judgements(),
      prisma: {
        identified: [
          { label: "MEDLINE", n: 1822 },
          { label: "Embase", n: 2410 },
          { label: "ClinicalTrials.gov", n: 31 },
        ],
        removed: [{ label: "Duplicates", n: 1119 }],
        screened: 3144,
        excluded: 2890,
        sought: 254,
        notRetrieved: 7,
        assessed: 247,
        excludedReports: [
          { label: "No 2×2 table", n: 120 },
          { label: "Wrong reference standard", n: 61 },
          { label: "Case-control design with healthy controls", n: 40 },
        ],
        includedStudies: 24,
        includedReports: 26,
      },
    }),
  },
];
