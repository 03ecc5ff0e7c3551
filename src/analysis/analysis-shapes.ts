// Written from the types by npm run shapes.
import type { Shapes } from "../base/shape.js";
import { fitShapes } from "../models/fit-shapes.js";

/** Shapes of Analysis and of their parts. */
export const analysisShapes: Shapes = {
  ...fitShapes,
  Analysis: {
    fields: {
      schema: { is: "dta-meta/analysis/1" },
      k: "number",
      fit: { some: [null, { of: "NormalFit" }, { of: "BinomialFit" }, { of: "BayesFit" }, { of: "LatentClassFit" }] },
      summary: { some: [null, { of: "SummaryPoint" }] },
      smallSample: { some: [null, { of: "SmallSample" }] },
      "posterior?": { of: "PosteriorChecks" },
      unanimous: { every: { of: "UnanimousMargin" } },
      hsroc: { some: [null, { of: "Hsroc" }] },
      sroc: { some: [null, { of: "Sroc" }] },
      auc: { some: [null, { of: "AnalyzedAuc" }] },
      regions: { some: [null, { of: "Regions" }] },
      penalizedPsi: { some: [null, { of: "PenalizedPsi" }] },
      predictionIntervals: { some: [null, { of: "PredictionIntervals" }] },
      heterogeneity: { some: [null, { of: "Heterogeneity" }] },
      deeks: { of: "Deeks" },
      quadrant: { some: [null, { of: "LikelihoodRatioQuadrant" }] },
      posttest: { some: [null, { of: "Posttest" }] },
      naturalFrequencies: { some: [null, { every: { of: "NaturalFrequencies" } }] },
      predictions: { every: { of: "Prediction" } },
      moderatorTest: { some: [null, { of: "LikelihoodRatioTest" }] },
      subgroups: { some: [null, { of: "SubgroupComparison" }] },
      leaveOneOut: { some: [null, { every: { of: "LeaveOneOutRow" } }] },
      clusterRobust: { some: [null, { of: "RobustSummary" }] },
      studies: { every: { of: "StudyResult" } },
      narrative: { some: [null, "text"] },
      warnings: { every: { of: "Warning" } },
      program: { some: [null, { of: "ProgramOutput" }] },
      options: { of: "AnalyzeOptions" },
    },
  },
  SummaryPoint: {
    fields: {
      sensitivity: { of: "Estimate" },
      specificity: { of: "Estimate" },
      falsePositiveRate: { of: "Estimate" },
      plr: { of: "PartialEstimate" },
      nlr: { of: "PartialEstimate" },
      inverseNlr: { of: "PartialEstimate" },
      dor: { of: "PartialEstimate" },
      logits: {
        fields: {
          sensitivity: { fields: { estimate: "number", standardError: "number" } },
          specificity: { fields: { estimate: "number", standardError: "number" } },
          covariance: "number",
        },
      },
    },
  },
  SmallSample: {
    fields: {
      degreesOfFreedom: "number",
      summary: { of: "SummaryPoint" },
      auc: { some: [null, { of: "PartialEstimate" }] },
      reason: "text",
    },
  },
  PosteriorChecks: { fields: { priors: { every: { of: "PriorSensitivityRow" } }, predictive: { of: "Predictive" } } },
  PriorSensitivityRow: {
    fields: {
      prior: { of: "ResolvedPrior" },
      summary: {
        fields: {
          sensitivity: { of: "PosteriorSummary" },
          specificity: { of: "PosteriorSummary" },
          correlation: { of: "PosteriorSummary" },
          sdSensitivity: { of: "PosteriorSummary" },
          sdSpecificity: { of: "PosteriorSummary" },
          plr: { of: "PosteriorSummary" },
          nlr: { of: "PosteriorSummary" },
          dor: { of: "PosteriorSummary" },
        },
      },
      shiftSensitivity: "number",
      shiftSpecificity: "number",
      logBayesFactor: { some: [null, "number"] },
      computed: { some: [{ is: "fit" }, { is: "reweighted" }, { is: "refitted" }] },
      effectiveDraws: "number",
      paretoK: { some: [null, "number"] },
    },
  },
  Predictive: {
    fields: {
      newStudy: { fields: { sensitivity: { of: "PosteriorSummary" }, specificity: { of: "PosteriorSummary" } } },
      above: { fields: { sensitivity: "number", specificity: "number" } },
      probabilities: {
        fields: {
          sensitivity: "number",
          specificity: "number",
          both: "number",
          bothInNewStudy: "number",
          negativeCorrelation: "number",
        },
      },
      checks: { every: { of: "PredictiveCheck" } },
    },
  },
  PredictiveCheck: {
    fields: {
      id: "text",
      truePositives: { some: [null, { of: "PredictedCount" }] },
      trueNegatives: { some: [null, { of: "PredictedCount" }] },
    },
  },
  PredictedCount: { fields: { observed: "number", size: "number", lower: "number", upper: "number", rank: "number" } },
  UnanimousMargin: {
    fields: {
      outcome: { some: [{ is: "sensitivity" }, { is: "specificity" }] },
      value: { some: [{ is: 0 }, { is: 1 }] },
      n: "number",
      estimate: { of: "Estimate" },
    },
  },
  Hsroc: {
    fields: {
      lambda: { of: "HsrocParameter" },
      theta: { of: "HsrocParameter" },
      beta: {
        fields: {
          standardError: { some: [null, "number"] },
          estimate: { some: [null, "number"] },
          lower: { some: [null, "number"] },
          upper: { some: [null, "number"] },
          level: "number",
          z: { some: [null, "number"] },
          pValue: { some: [null, "number"] },
        },
      },
      varAlpha: { of: "HsrocParameter" },
      varTheta: { of: "HsrocParameter" },
      reason: { some: [null, "text"] },
    },
  },
  HsrocParameter: {
    fields: {
      standardError: { some: [null, "number"] },
      estimate: { some: [null, "number"] },
      lower: { some: [null, "number"] },
      upper: { some: [null, "number"] },
      level: "number",
    },
  },
  Sroc: {
    fields: {
      curve: { every: { of: "RocPoint" } },
      auc: { some: [null, "number"] },
      partialAuc: { some: [null, "number"] },
      observedFpr: { items: ["number", "number"] },
      reason: { some: [null, "text"] },
    },
  },
  RocPoint: { fields: { fpr: "number", sensitivity: "number" } },
  AnalyzedAuc: {
    fields: {
      logitStandardError: { some: [null, "number"] },
      bootstrap: { some: [null, { of: "BootstrapReport" }] },
      reason: { some: [null, "text"] },
      estimate: { some: [null, "number"] },
      lower: { some: [null, "number"] },
      upper: { some: [null, "number"] },
      level: "number",
      interval: { some: [{ is: "bootstrap" }, { is: "delta" }, { is: "t" }, { is: "program" }] },
    },
  },
  BootstrapReport: {
    fields: {
      seed: "number",
      replicates: "number",
      used: "number",
      failed: "number",
      monteCarloError: { fields: { lower: { some: [null, "number"] }, upper: { some: [null, "number"] } } },
    },
  },
  Regions: {
    fields: {
      confidence: { some: [null, { every: { of: "RocPoint" } }] },
      prediction: { some: [null, { every: { of: "RocPoint" } }] },
      level: "number",
      critical: { some: [{ is: "f" }, { is: "chi-squared" }, { is: "draws" }] },
      radius: { some: [null, "number"] },
      predictionRadius: { some: [null, "number"] },
      reasons: { fields: { confidence: { some: [null, "text"] }, prediction: { some: [null, "text"] } } },
    },
  },
  PenalizedPsi: { fields: { betweenStudy: { of: "BetweenStudy" }, covariance: { every: { every: "number" } } } },
  PredictionIntervals: {
    fields: {
      sensitivity: { of: "PartialEstimate" },
      specificity: { of: "PartialEstimate" },
      degreesOfFreedom: { some: [null, "number"] },
      reason: { some: [null, "text"] },
    },
  },
  Heterogeneity: {
    fields: {
      sensitivity: { of: "OutcomeHeterogeneity" },
      specificity: { of: "OutcomeHeterogeneity" },
      bivariate: {
        fields: {
          iSquared: { some: [null, "number"] },
          iSquaredWords: {
            every: {
              some: [
                { is: "might not be important" },
                { is: "moderate" },
                { is: "substantial" },
                { is: "considerable" },
              ],
            },
          },
          generalizedTauSquared: "number",
          reason: { some: [null, "text"] },
        },
      },
      randomVersusFixed: { of: "RandomVersusFixed" },
      threshold: {
        fields: {
          correlation: { some: [null, "number"] },
          proportion: { some: [null, "number"] },
          spearman: { fields: { rho: { some: [null, "number"] }, pValue: { some: [null, "number"] } } },
          caution: "text",
          reason: { some: [null, "text"] },
        },
      },
      formulas: { values: "text" },
    },
  },
  OutcomeHeterogeneity: {
    fields: {
      q: { some: [null, "number"] },
      df: { some: [null, "number"] },
      pValue: { some: [null, "number"] },
      iSquared: { of: "PartialEstimate" },
      iSquaredWords: {
        every: {
          some: [{ is: "might not be important" }, { is: "moderate" }, { is: "substantial" }, { is: "considerable" }],
        },
      },
      tauSquared: { some: [null, "number"] },
      reml: { fields: { tauSquared: { some: [null, "number"] }, iSquared: { of: "PartialEstimate" } } },
      betweenStudyVariance: "number",
      medianOddsRatio: "number",
      zhouDendukuri: { some: [null, "number"] },
      reason: { some: [null, "text"] },
    },
  },
  RandomVersusFixed: {
    fields: {
      chiSquared: { some: [null, "number"] },
      df: "number",
      pValue: { some: [null, "number"] },
      reason: { some: [null, "text"] },
    },
  },
  Deeks: {
    fields: {
      slope: { some: [null, "number"] },
      slopeStandardError: { some: [null, "number"] },
      intercept: { some: [null, "number"] },
      interceptStandardError: { some: [null, "number"] },
      t: { some: [null, "number"] },
      df: { some: [null, "number"] },
      pValue: { some: [null, "number"] },
      points: { every: { of: "DeeksPoint" } },
      reason: { some: [null, "text"] },
      correction: { of: "Correction" },
      effectiveSampleSize: { some: [{ is: "raw" }, { is: "corrected" }] },
      corrections: { every: { of: "AppliedCorrection" } },
      excluded: { every: { of: "Exclusion" } },
      cautions: { every: "text" },
    },
  },
  DeeksPoint: { fields: { id: "text", x: "number", y: "number", weight: "number" } },
  LikelihoodRatioQuadrant: {
    fields: {
      quadrant: { some: [{ is: "LUQ" }, { is: "RUQ" }, { is: "LLQ" }, { is: "RLQ" }] },
      meaning: "text",
      confirms: "boolean",
      excludes: "boolean",
    },
  },
  Posttest: {
    fields: {
      prior: "number",
      posttestPositive: { of: "Estimate" },
      posttestNegative: { of: "Estimate" },
      predictiveNegative: { of: "Estimate" },
    },
  },
  NaturalFrequencies: {
    fields: {
      prevalence: "number",
      per: "number",
      diseased: "number",
      nonDiseased: "number",
      truePositives: { of: "Estimate" },
      falseNegatives: { of: "Estimate" },
      trueNegatives: { of: "Estimate" },
      falsePositives: { of: "Estimate" },
    },
  },
  Prediction: {
    fields: {
      at: { values: { some: ["boolean", null, "text", "number"] } },
      summary: { of: "SummaryPoint" },
      newStudy: { of: "PredictionIntervals" },
    },
  },
  LikelihoodRatioTest: {
    fields: {
      chiSquared: { some: [null, "number"] },
      df: "number",
      pValue: { some: [null, "number"] },
      iSquared: { of: "PartialEstimate" },
      note: { some: [null, "text"] },
      reason: { some: [null, "text"] },
    },
  },
  SubgroupComparison: {
    fields: {
      by: "text",
      variances: { some: [{ is: "equal" }, { is: "unequal" }] },
      levels: { every: { of: "SubgroupLevel" } },
      joint: {
        fields: {
          chiSquared: { some: [null, "number"] },
          df: { some: [null, "number"] },
          pValue: { some: [null, "number"] },
          iSquared: { of: "PartialEstimate" },
          reason: { some: [null, "text"] },
        },
      },
      equalVariances: {
        fields: {
          chiSquared: { some: [null, "number"] },
          df: { some: [null, "number"] },
          pValue: { some: [null, "number"] },
          reason: { some: [null, "text"] },
        },
      },
      relative: { every: { of: "SubgroupContrast" } },
      unreported: { every: "text" },
      acrossLevels: { every: "text" },
      note: { some: [null, "text"] },
    },
  },
  SubgroupLevel: {
    fields: {
      level: "text",
      k: "number",
      fit: { some: [null, { of: "NormalFit" }, { of: "BinomialFit" }, { of: "BayesFit" }, { of: "LatentClassFit" }] },
      summary: { some: [null, { of: "SummaryPoint" }] },
      auc: { some: [null, { of: "Auc" }] },
      narrative: { some: [null, "text"] },
    },
  },
  Auc: {
    fields: {
      interval: { some: [{ is: "bootstrap" }, { is: "delta" }, { is: "t" }] },
      logitStandardError: { some: [null, "number"] },
      bootstrap: { some: [null, { of: "BootstrapReport" }] },
      reason: { some: [null, "text"] },
      estimate: { some: [null, "number"] },
      lower: { some: [null, "number"] },
      upper: { some: [null, "number"] },
      level: "number",
    },
  },
  SubgroupContrast: {
    fields: {
      level: "text",
      reference: "text",
      relativeSensitivity: { of: "PartialEstimate" },
      relativeSpecificity: { of: "PartialEstimate" },
      sensitivityDifference: { of: "PartialEstimate" },
      specificityDifference: { of: "PartialEstimate" },
    },
  },
  LeaveOneOutRow: {
    fields: {
      omitted: "text",
      summary: { some: [null, { of: "SummaryPoint" }] },
      betweenStudy: { some: [null, { of: "BetweenStudy" }] },
      convergence: { some: [null, { of: "Convergence" }] },
      reason: { some: [null, "text"] },
    },
  },
  RobustSummary: {
    fields: {
      robustness: { some: [null, { of: "ClusterRobustness" }] },
      summary: { some: [null, { of: "SummaryPoint" }] },
      coefficients: { every: { of: "Coefficient" } },
    },
  },
  ClusterRobustness: {
    fields: {
      correction: { some: [{ is: "CR0" }, { is: "CR1" }] },
      factor: "number",
      clusters: "number",
      largest: "number",
    },
  },
  StudyResult: {
    fields: {
      id: "text",
      tp: "number",
      fp: "number",
      fn: "number",
      tn: "number",
      cluster: { some: [null, "text"] },
      covariates: { values: { some: ["boolean", null, "text", "number"] } },
      excluded: { some: [null, "text"] },
      accuracy: { of: "Accuracy" },
      quadrant: { some: [null, { of: "LikelihoodRatioQuadrant" }] },
      empiricalBayes: {
        some: [null, { fields: { sensitivity: { of: "PartialEstimate" }, specificity: { of: "PartialEstimate" } } }],
      },
      weight: {
        some: [null, { fields: { sensitivity: { some: [null, "number"] }, specificity: { some: [null, "number"] } } }],
      },
      influence: {
        some: [
          null,
          {
            fields: {
              reason: { some: [null, "text"] },
              cooksDistance: { some: [null, "number"] },
              standardizedResidual: {
                fields: { sensitivity: { some: [null, "number"] }, specificity: { some: [null, "number"] } },
              },
              leverage: { some: [null, "number"] },
            },
          },
        ],
      },
    },
  },
  Accuracy: {
    fields: {
      sensitivity: { some: [null, { of: "Estimate" }] },
      specificity: { some: [null, { of: "Estimate" }] },
      plr: { some: [null, { of: "RatioEstimate" }] },
      nlr: { some: [null, { of: "RatioEstimate" }] },
      dor: { some: [null, { of: "RatioEstimate" }] },
      ppv: { some: [null, { of: "Estimate" }] },
      npv: { some: [null, { of: "Estimate" }] },
      accuracy: { some: [null, { of: "Estimate" }] },
      youden: { some: [null, { of: "Estimate" }] },
      f1: { some: [null, { of: "Estimate" }] },
      prevalence: { some: [null, { of: "Estimate" }] },
      correction: "number",
      corrected: { some: [{ is: "none" }, { is: "all" }, { is: "ratios" }] },
      interval: {
        some: [
          { is: "wilson" },
          { is: "clopper-pearson" },
          { is: "jeffreys" },
          { is: "agresti-coull" },
          { is: "wald" },
        ],
      },
    },
  },
  RatioEstimate: {
    fields: {
      estimate: "number",
      lower: { some: [null, "number"] },
      upper: { some: [null, "number"] },
      level: "number",
    },
  },
  ProgramOutput: {
    fields: {
      program: "text",
      label: "text",
      k: "number",
      quantities: { values: { of: "ProgramQuantity" } },
      notes: { every: "text" },
    },
  },
  ProgramQuantity: {
    fields: {
      "estimate?": { some: [null, "number"] },
      "lower?": { some: [null, "number"] },
      "upper?": { some: [null, "number"] },
      "standardError?": { some: [null, "number"] },
      "z?": { some: [null, "number"] },
      "pValue?": { some: [null, "number"] },
      format: { some: [{ fields: { decimals: "number" } }, { fields: { significant: "number" } }] },
      "monteCarlo?": {
        fields: {
          "estimate?": "number",
          "lower?": "number",
          "upper?": "number",
          "standardError?": "number",
          "z?": "number",
          "pValue?": "number",
        },
      },
      "doubt?": { fields: { within: "number", why: "text" } },
      "slip?": "text",
    },
  },
  AnalyzeOptions: {
    fields: {
      "as?": { some: [{ is: "midas" }, { is: "metandi" }, { is: "metadta" }, { is: "mada" }, { is: "meta-disc" }] },
      "model?": { some: [{ is: "binomial" }, { is: "bayes" }, { is: "reitsma" }] },
      "method?": { some: [{ is: "reml" }, { is: "ml" }, { is: "mm" }, { is: "fixed" }] },
      "nodes?": "number",
      "correction?": {
        fields: { "value?": "number", "when?": { some: [{ is: "none" }, { is: "single" }, { is: "all" }] } },
      },
      "moderators?": { every: "text" },
      "correlation?": { some: [{ is: 0 }, { is: "estimated" }] },
      "by?": "text",
      "prior?": "number",
      "priorDistribution?": {
        some: [
          { of: "BayesPrior" },
          { is: "cochrane" },
          { is: "tsd25" },
          { is: "metabayesdta" },
          { is: "meta4diag" },
          { is: "pc" },
        ],
      },
      "engine?": { some: [{ is: "importance" }, { is: "lattice" }] },
      "draws?": "number",
      "seed?": "number",
      "interval?": { some: [{ is: "t" }, { is: "z" }, { is: "profile" }] },
      "prediction?": { some: [{ is: "estimated" }, { is: "penalized" }] },
      "studyInterval?": {
        some: [
          { is: "wilson" },
          { is: "clopper-pearson" },
          { is: "jeffreys" },
          { is: "agresti-coull" },
          { is: "wald" },
        ],
      },
      "minStudies?": "number",
      "level?": "number",
      "studyRows?": "boolean",
      "leaveOneOut?": "boolean",
    },
  },
  BayesPrior: {
    fields: {
      mean: {
        fields: {
          sensitivity: {
            some: [
              { fields: { family: { is: "normal" }, mean: "number", sd: "number" } },
              { fields: { family: { is: "logistic" }, location: "number", scale: "number" } },
              { fields: { family: { is: "uniform" }, lower: "number", upper: "number" } },
            ],
          },
          specificity: {
            some: [
              { fields: { family: { is: "normal" }, mean: "number", sd: "number" } },
              { fields: { family: { is: "logistic" }, location: "number", scale: "number" } },
              { fields: { family: { is: "uniform" }, lower: "number", upper: "number" } },
            ],
          },
        },
      },
      sd: {
        fields: {
          sensitivity: {
            some: [
              { fields: { family: { is: "half-normal" }, sd: "number" } },
              { fields: { family: { is: "exponential" }, rate: "number" } },
              { fields: { family: { is: "uniform" }, lower: "number", upper: "number" } },
              { fields: { family: { is: "inverse-gamma-variance" }, shape: "number", rate: "number" } },
              { fields: { family: { is: "gamma-precision" }, shape: "number", rate: "number" } },
            ],
          },
          specificity: {
            some: [
              { fields: { family: { is: "half-normal" }, sd: "number" } },
              { fields: { family: { is: "exponential" }, rate: "number" } },
              { fields: { family: { is: "uniform" }, lower: "number", upper: "number" } },
              { fields: { family: { is: "inverse-gamma-variance" }, shape: "number", rate: "number" } },
              { fields: { family: { is: "gamma-precision" }, shape: "number", rate: "number" } },
            ],
          },
        },
      },
      correlation: {
        some: [
          { fields: { family: { is: "uniform" }, lower: "number", upper: "number" } },
          { fields: { family: { is: "lkj" }, eta: "number" } },
          { fields: { family: { is: "fisher-normal" }, mean: "number", sd: "number" } },
        ],
      },
      "coefficient?": {
        fields: {
          sensitivity: {
            some: [
              { fields: { family: { is: "normal" }, mean: "number", sd: "number" } },
              { fields: { family: { is: "logistic" }, location: "number", scale: "number" } },
              { fields: { family: { is: "uniform" }, lower: "number", upper: "number" } },
            ],
          },
          specificity: {
            some: [
              { fields: { family: { is: "normal" }, mean: "number", sd: "number" } },
              { fields: { family: { is: "logistic" }, location: "number", scale: "number" } },
              { fields: { family: { is: "uniform" }, lower: "number", upper: "number" } },
            ],
          },
        },
      },
    },
  },
};
