import { describe, expect, it } from "vitest";
import * as figures from "../src/figures.js";
import * as core from "../src/index.js";
import * as report from "../src/report.js";
import { loadFixture } from "./fixtures.js";

/** What a caller without a compiler may hand over: a notebook, a page, a reader of CSV that leaves text. */
type Loose = (...given: unknown[]) => unknown;
const loose = (fn: unknown): Loose => fn as Loose;

const studies = loadFixture("auditc");
const fit = core.fitReitsma(studies);
const analysis = core.analyze(studies, { model: "reitsma", leaveOneOut: false });

function thrownBy(call: () => unknown): core.InputError {
  try {
    call();
  } catch (error) {
    if (error instanceof core.InputError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** Functions of studies, given them first; what they need beside them comes last. */
const ofStudies: Record<string, Loose> = {
  analyze: loose(core.analyze),
  fitBinomial: loose(core.fitBinomial),
  fitReitsma: loose(core.fitReitsma),
  deeks: loose(core.deeks),
  thresholdEffect: loose(core.thresholdEffect),
  mosesLittenberg: loose(core.mosesLittenberg),
  galbraith: loose(core.galbraith),
  bivariateBoxplot: loose(core.bivariateBoxplot),
  likelihoodRatioMatrix: loose(core.likelihoodRatioMatrix),
  compareSubgroups: (given, options) => loose(core.compareSubgroups)(given, { by: "type", ...(options as object) }),
  poolUnivariate: (given, options) => loose(core.poolUnivariate)(given, { measure: "dor", ...(options as object) }),
  logitHeterogeneity: (given, options) => loose(core.logitHeterogeneity)(given, "sensitivity", options),
  runProgram: (given, options) => loose(core.runProgram)("midas", given, options),
  identify: (given, options) => loose(core.identify)(given, { results: [] }, options),
};

const ofFits: Record<string, Loose> = {
  summaryPoint: loose(core.summaryPoint),
  hsroc: loose(core.hsroc),
  sroc: loose(core.sroc),
  auc: loose(core.auc),
  regions: loose(core.regions),
  predictionIntervals: loose(core.predictionIntervals),
  empiricalBayes: loose(core.empiricalBayes),
  influence: loose(core.influence),
  leaveOneOut: loose(core.leaveOneOut),
  clusterRobust: loose(core.clusterRobust),
  predictAt: (given, options) => loose(core.predictAt)(given, {}, options),
};
const ofFitsAlone: Record<string, Loose> = {
  heterogeneity: loose(core.heterogeneity),
  studyWeights: loose(core.studyWeights),
  modelChecks: loose(core.modelChecks),
  "likelihoodRatioTest, smaller": (given) => loose(core.likelihoodRatioTest)(given, fit),
  "likelihoodRatioTest, larger": (given) => loose(core.likelihoodRatioTest)(fit, given),
};

const ofOthers: Record<string, Loose> = {
  accuracy: (options) => loose(core.accuracy)(studies[0], options),
  proportionInterval: (options) => loose(core.proportionInterval)(3, 10, options),
  kappa: (options) =>
    loose(core.kappa)(
      [
        [5, 1],
        [2, 7],
      ],
      options,
    ),
  naturalFrequencies: (options) =>
    loose(core.naturalFrequencies)(
      { sensitivity: 0.9, specificity: 0.8 },
      { prevalences: [0.1], ...(options as object) },
    ),
  predictiveValueCurve: (options) => loose(core.predictiveValueCurve)({ plr: 8, nlr: 0.1 }, options),
  reconstruct: (options) => loose(core.reconstruct)({ n: 10, sensitivity: "0.9" }, options),
  reconstructStudies: (options) => loose(core.reconstructStudies)([], options),
  analyzeReports: (options) => loose(core.analyzeReports)([], options),
  oneVsRest: (options) =>
    loose(core.oneVsRest)(
      [
        [5, 1],
        [2, 7],
      ],
      undefined,
      options,
    ),
  reproduce: (options) => loose(core.reproduce)({ results: [] }, options),
};

describe("functions of studies", () => {
  it.each(Object.entries(ofStudies))("%s says what is wrong with them", (_, call) => {
    for (const wrong of [undefined, null, "study,tp,fp,fn,tn", { studies }]) {
      expect(thrownBy(() => call(wrong))).toMatchObject({ code: "bad-studies", where: "studies" });
    }
    const withText = studies.map((study, i) => (i === 2 ? { ...study, fn: String(study.fn) } : study));
    const error = thrownBy(() => call(withText));
    expect(error).toMatchObject({ code: "bad-count", where: "studies[2].fn", got: String(studies[2]!.fn) });
    expect(error.message).toContain(studies[2]!.id);
    for (const count of [-1, Number.NaN, Number.POSITIVE_INFINITY, null, undefined]) {
      const wrong = thrownBy(() => call([...studies, { id: "wrong", tp: 3, fp: count, fn: 2, tn: 9 }]));
      expect(wrong, `${count}`).toMatchObject({ code: "bad-count", where: `studies[${studies.length}].fp` });
    }
    expect(thrownBy(() => call([...studies, null])).code).toBe("bad-count");
  });

  it("takes tables that hold a correction already where the method does, and only there", () => {
    const corrected = studies.map(({ id, tp, fp, fn, tn }) => ({
      id,
      tp: tp + 0.5,
      fp: fp + 0.5,
      fn: fn + 0.5,
      tn: tn + 0.5,
    }));
    expect(core.fitReitsma(corrected).k).toBe(studies.length);
    expect(core.deeks(corrected).df).toBe(studies.length - 2);
    expect(thrownBy(() => core.fitBinomial(corrected))).toMatchObject({
      code: "bad-count",
      wanted: "a whole number ≥ 0",
    });
  });
});

describe("functions of a fit", () => {
  it.each(Object.entries({ ...ofFits, ...ofFitsAlone }))("%s says what it got instead", (_, call) => {
    for (const wrong of [undefined, null, {}, studies, "fit"]) {
      expect(thrownBy(() => call(wrong))).toMatchObject({ code: "bad-fit", where: "fit" });
    }
    expect(thrownBy(() => call(null)).message).toContain("narrative");
    expect(thrownBy(() => call(analysis)).message).toContain("An analysis holds its fit as `fit`");
  });

  it("take a fit that went through JSON", () => {
    const again = JSON.parse(JSON.stringify(fit)) as core.BivariateFit;
    expect(core.summaryPoint(again)).toEqual(core.summaryPoint(fit));
  });
});

describe("options", () => {
  const { runProgram: _, ...known } = ofStudies;
  const calls: [string, Loose][] = [
    ...Object.entries(known).map(([name, call]): [string, Loose] => [name, (options) => call(studies, options)]),
    ...Object.entries(ofFits).map(([name, call]): [string, Loose] => [name, (options) => call(fit, options)]),
    ...Object.entries(ofOthers),
  ];

  it.each(calls)("%s refuses a name that no function knows", (_name, call) => {
    expect(thrownBy(() => call({ levle: 0.9 }))).toMatchObject({
      code: "unknown-option",
      got: "levle",
      wanted: "level",
      message: 'options: there is no "levle". Did you mean "level"?',
    });
    expect(thrownBy(() => call({ zzzzzzzzzzzz: 1 })).wanted).toContain(" | level | ");
  });

  it("must be an object", () => {
    for (const wrong of ["ml", null, 3, ["ml"]]) {
      expect(thrownBy(() => loose(core.fitReitsma)(studies, wrong))).toMatchObject({
        code: "bad-option",
        where: "options",
      });
    }
  });

  it("of one function may stand beside those of another, so that one object serves several", () => {
    const settings = { level: 0.9, nodes: 5, points: 50, prior: 0.2 };
    expect(core.fitBinomial(studies, settings).level).toBe(0.9);
    expect(core.fitReitsma(studies, settings).level).toBe(0.9);
    expect(core.sroc(fit, settings).curve).toHaveLength(50);
  });

  it("that hold something else than their type are refused", () => {
    expect(thrownBy(() => loose(core.auc)(fit, { interval: "profile" })).code).toBe("bad-option");
    expect(thrownBy(() => loose(core.fitReitsma)(studies, { moderators: "year" })).where).toBe("moderators");
    for (const correction of [0.5, "all", null, { add: 0.5 }, { value: "0.5" }, { value: Number.NaN }]) {
      expect(thrownBy(() => loose(core.fitReitsma)(studies, { correction })).code).toBe("bad-correction");
    }
  });
});

describe("figures", () => {
  const drawings: [string, Loose][] = Object.entries(figures)
    .filter(([name]) => /Plot$|Nomogram$|Flow$|Tree$|Matrix$|Curve$|boxplot$/i.test(name))
    .map(([name, draw]) => [name, loose(draw)]);

  it("are all tried here", () => {
    expect(drawings.map(([name]) => name).sort()).toEqual([
      "agreementPlot",
      "bivariateBoxplot",
      "comparisonForestPlot",
      "comparisonSrocPlot",
      "cutoffPredictivePlot",
      "cutoffRatiosPlot",
      "deeksPlot",
      "densitiesPlot",
      "differencesPlot",
      "faganNomogram",
      "forestPlot",
      "frequencyTree",
      "galbraithPlot",
      "influencePlot",
      "latentProfilePlot",
      "leaveOneOutPlot",
      "likelihoodRatioMatrix",
      "linearityPlot",
      "networkPlot",
      "predictiveValueCurve",
      "priorPosteriorPlot",
      "prismaFlow",
      "quadasPlot",
      "referenceGridPlot",
      "srocCutoffsPlot",
      "srocPlot",
      "thresholdsPlot",
      "youdenPlot",
    ]);
  });

  it.each(drawings)("%s says what it is drawn from", (name, draw) => {
    for (const wrong of [undefined, null, {}, "x", fit]) {
      expect(thrownBy(() => draw(wrong))).toMatchObject({ code: "bad-data", where: name });
    }
  });

  it("refuse options and parts of a theme that there are not", () => {
    const draw = loose(figures.srocPlot);
    expect(thrownBy(() => draw(analysis, { titel: "x" }))).toMatchObject({ code: "unknown-option", wanted: "title" });
    expect(thrownBy(() => draw(analysis, { theme: { fontsize: 9 } }))).toMatchObject({
      code: "unknown-option",
      where: "theme",
      wanted: "fontSize",
    });
    expect(thrownBy(() => draw(analysis, { theme: { colors: { txt: "red" } } })).where).toBe("theme.colors");
    expect(thrownBy(() => draw(analysis, { theme: "dark" })).code).toBe("bad-option");
  });
});

describe("reports", () => {
  const { methodsText, resultsText, analysisDocument, analysisFigures, reportHtml, show } = report;
  const makers = { methodsText, resultsText, analysisDocument, analysisFigures, reportHtml, show };

  it.each(Object.entries(makers))("%s says that it is made of an analysis", (_, make) => {
    for (const wrong of [undefined, null, {}, "x", fit]) {
      expect(thrownBy(() => loose(make)(wrong))).toMatchObject({ code: "bad-analysis", where: "analysis" });
    }
    expect(thrownBy(() => loose(make)(fit)).message).toContain("got a fit");
  });
});
