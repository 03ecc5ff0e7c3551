import { compareTests } from "../../../src/compare.js";
import { quadas2, quadas3 } from "../../../src/figures.js";
import * as core from "../../../src/index.js";
import { readPaperText } from "../../../src/published.js";
import { analysisDocument, REMEDIES } from "../../../src/report.js";
import { judgements, paper, studies } from "../data.js";
import type { Pool } from "../pool.js";
import type { Dice } from "../values.js";
import { type Arguments, type Calls, options, ratio } from "./call.js";

const look = (d: Dice): Record<string, unknown> =>
  options(d, {
    width: () => 300 + d.below(900),
    title: () => d.pick(["A title", "<script>alert(1)</script>", ""]),
    showTitle: () => d.chance(0.5),
  });
const ofAnalysis: Arguments = (d, pool) => [pool(d, "analyses")];
const drawn: Arguments = (d, pool) => [pool(d, "analyses"), look(d)];
const ofComparison: Arguments = (d, pool) => [compareTests(pool(d, "comparisons")), look(d)];
const ofCutoffs: Arguments = (d, pool) => {
  const analysis = pool(d, "thresholdAnalyses");
  return [{ analysis, curves: core.thresholdCurves(analysis) }, look(d)];
};
const refitted = (d: Dice, pool: Pool): core.Analysis => {
  const analysis = pool(d, "analyses");
  return analysis.leaveOneOut === null ? pool(d, "analyses") : analysis;
};
const numberStyle = (d: Dice): Record<string, unknown> =>
  options(d, {
    percent: () => d.chance(0.5),
    digits: () => d.below(6),
    range: () => d.pick(["to", "dash"]),
  });
const documents: Arguments = (d, pool) => [analysisDocument(pool(d, "analyses"))];
const outcome = (d: Dice, pool: Pool): unknown =>
  d.chance(0.2)
    ? { file: "a.json", error: { code: "bad", message: "<b>" } }
    : { file: "<a>.json", audit: pool(d, "audits"), report: { results: [] } };
const text = (d: Dice): string =>
  Array.from({ length: d.below(6) }, () =>
    d.pick([
      "# Results",
      "The pooled sensitivity was 0.92 (95% CI 0.89 to 0.94) and the specificity 85%.",
      "| study | TP | FP | FN | TN |",
      "| A | 1 | 2 | 3 | 4 |",
      "I² = 83.2%, P < .001, AUC 0.9x (n = )",
      "\u0000",
    ]),
  ).join("\n\n");

/** Figures, documents and what published files are asked. */
export const outputCalls: Calls = {
  parsePublished: (d) => [paper(d)],
  auditReport: (d) => [paper(d)],
  reproduce: (d) => [paper(d)],
  identify: (d) => [studies(d).slice(0, 8), paper(d)],
  readPaperText: (d) => [text(d)],
  readPaper: (d) => ["paper.txt", new TextEncoder().encode(text(d))],
  extractPublished: (d) => [readPaperText(text(d))],
  forestPlot: (d, pool) => [
    pool(d, "analyses"),
    { ...look(d), ...options(d, { measures: () => [d.pick(["sensitivity", "dor", "plr"])], weights: () => true }) },
  ],
  srocPlot: drawn,
  deeksPlot: drawn,
  influencePlot: (d, pool) => [core.influence(pool(d, "fits")), look(d)],
  leaveOneOutPlot: (d, pool) => [refitted(d, pool).leaveOneOut, look(d)],
  galbraithPlot: (d) => [core.galbraith(studies(d)), look(d)],
  "figures.bivariateBoxplot": (d) => [core.bivariateBoxplot(studies(d)), look(d)],
  "figures.likelihoodRatioMatrix": drawn,
  "figures.predictiveValueCurve": (d) => [core.predictiveValueCurve({ plr: ratio(d), nlr: ratio(d) }), look(d)],
  faganNomogram: (d) => {
    const [plr, nlr] = [ratio(d), ratio(d)];
    return [{ posttest: core.posttest({ prior: d.unit(), plr, nlr }), summary: { plr, nlr } }, look(d)];
  },
  frequencyTree: (d, pool) => [
    {
      frequencies: core.naturalFrequencies(core.summaryPoint(pool(d, "fits")), { prevalences: [d.unit()] })[0],
    },
    look(d),
  ],
  comparisonForestPlot: ofComparison,
  comparisonSrocPlot: ofComparison,
  testAgreement: (d, pool) => [compareTests(pool(d, "comparisons"))],
  priorPosteriorPlot: (d, pool) => {
    const fit = pool(d, "bayes");
    return [{ fit, curves: core.priorPosterior(fit, { points: 21 }) }, look(d)];
  },
  reportDocx: (d, pool) => [pool(d, "analyses"), { withFigures: false }],
  networkPlot: ofComparison,
  differencesPlot: ofComparison,
  agreementPlot: (d, pool) => {
    const comparison = compareTests(pool(d, "comparisons"));
    return [{ comparison, agreement: core.testAgreement(comparison) }, look(d)];
  },
  cutoffRatiosPlot: ofCutoffs,
  cutoffPredictivePlot: ofCutoffs,
  linearityPlot: (d, pool) => {
    const analysis = pool(d, "thresholdAnalyses");
    return [
      { analysis, curves: core.thresholdCurves(analysis), linearity: core.thresholdLinearity(analysis) },
      look(d),
    ];
  },
  comparisonDocument: (d, pool) => [d.pick(["a.csv", "<b>"]), compareTests(pool(d, "comparisons"))],
  thresholdsDocument: (d, pool) => ["a.csv", pool(d, "thresholdAnalyses"), d.chance(0.5) ? d.unit() : null],
  readQuality: (d) => [
    `study,${d.pick(["bias_patientSelection,bias_indexTest", "P RoB,I RoB,R RoB,FT RoB"])}\nA,low,high\nB,${d.pick(["unclear", "?", ""])},low`,
    quadas2,
  ],
  thresholdsPlot: ofCutoffs,
  youdenPlot: ofCutoffs,
  densitiesPlot: ofCutoffs,
  srocCutoffsPlot: ofCutoffs,
  quadasPlot: (d) => [judgements(d), { ...look(d), ...options(d, { layout: () => d.pick(["bars", "lights"]) }) }],
  overallJudgements: (d) => [judgements(d), d.pick([quadas2, quadas3])],
  prismaFlow: (d) => [
    {
      identified: [{ label: "Databases", n: d.below(900) }],
      includedStudies: d.below(30),
      ...options(d, { screened: () => d.below(500), excludedReports: () => [{ label: "<b>", n: d.below(9) }] }),
    },
    look(d),
  ],
  figuresFrom: (d) => [d.pick(["studies", "analysis", "quality", "prisma", "thresholds"])],
  reportHtml: ofAnalysis,
  methodsText: ofAnalysis,
  resultsText: ofAnalysis,
  analysisDocument: ofAnalysis,
  analysisFigures: ofAnalysis,
  revmanParameters: ofAnalysis,
  show: ofAnalysis,
  renderText: documents,
  renderMarkdown: documents,
  renderHtml: documents,
  numbersOf: (d) => [numberStyle(d)],
  figureNumbers: (d) => [numberStyle(d)],
  inWordsOf: (d) => [REMEDIES, `Keep it ${d.pick(Object.values(REMEDIES))}.`],
  spokenDocument: (d, pool) => [documents(d, pool)[0], REMEDIES],
  auditHtml: (d, pool) => [Array.from({ length: d.below(3) }, () => outcome(d, pool))],
  lightOf: (d, pool) => [outcome(d, pool)],
};
