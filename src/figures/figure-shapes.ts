// Written from the types by npm run shapes.
import type { Shapes } from "../base/shape.js";
import { coreShapes } from "../models/core-shapes.js";

/** Shapes of ForestInput, SrocGroup, LikelihoodRatioMatrixInput, PredictiveValueRow, FaganInput, FrequencyTreeInput, DeeksInput, LeaveOneOutInput, StudyInfluence, Galbraith, BivariateBoxplot, PriorPosteriorCurve, PrismaInput, QualityAssessment, QualitySchema and of their parts. */
export const figureShapes: Shapes = {
  ...coreShapes,
  ForestInput: {
    fields: {
      studies: { every: { of: "ForestStudy" } },
      "summary?": { some: [null, { of: "Measures" }] },
      "fit?": { some: [null, { of: "ForestFit" }] },
      "heterogeneity?": { some: [null, { of: "ForestHeterogeneity" }] },
      "predictionIntervals?": { some: [null, { of: "Measures" }] },
      "subgroups?": { some: [null, { of: "ForestSubgroups" }] },
      "options?": {
        fields: {
          "studyInterval?": {
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
    },
  },
  ForestStudy: {
    fields: {
      id: "text",
      "covariates?": { values: { some: ["boolean", null, "text", "number"] } },
      accuracy: { of: "Measures" },
      "empiricalBayes?": { some: [null, { of: "Measures" }] },
      "weight?": {
        some: [
          null,
          {
            fields: {
              "sensitivity?": { some: [null, "number"] },
              "specificity?": { some: [null, "number"] },
              "plr?": { some: [null, "number"] },
              "nlr?": { some: [null, "number"] },
              "dor?": { some: [null, "number"] },
            },
          },
        ],
      },
      tp: "number",
      fp: "number",
      fn: "number",
      tn: "number",
    },
  },
  Measures: {
    fields: {
      "sensitivity?": { some: [null, { of: "PartialEstimate" }] },
      "specificity?": { some: [null, { of: "PartialEstimate" }] },
      "plr?": { some: [null, { of: "PartialEstimate" }] },
      "nlr?": { some: [null, { of: "PartialEstimate" }] },
      "dor?": { some: [null, { of: "PartialEstimate" }] },
    },
  },
  ForestFit: {
    fields: {
      betweenStudy: { of: "BetweenStudy" },
      method: "text",
      "model?": "text",
      "convergence?": { fields: { converged: "boolean", message: "text" } },
    },
  },
  ForestHeterogeneity: {
    fields: {
      sensitivity: { some: [null, { of: "UnivariateHeterogeneity" }] },
      specificity: { some: [null, { of: "UnivariateHeterogeneity" }] },
    },
  },
  UnivariateHeterogeneity: {
    fields: {
      q: { some: [null, "number"] },
      df: { some: [null, "number"] },
      pValue: { some: [null, "number"] },
      iSquared: { some: [null, { of: "PartialEstimate" }] },
    },
  },
  ForestSubgroups: {
    fields: {
      by: "text",
      "levels?": { every: { of: "ForestSubgroup" } },
      "joint?": {
        some: [
          null,
          {
            fields: {
              chiSquared: { some: [null, "number"] },
              df: { some: [null, "number"] },
              pValue: { some: [null, "number"] },
            },
          },
        ],
      },
    },
  },
  ForestSubgroup: {
    fields: {
      level: "text",
      summary: { some: [null, { of: "Measures" }] },
      "fit?": { some: [null, { of: "ForestFit" }] },
    },
  },
  SrocGroup: {
    fields: {
      "name?": "text",
      studies: { every: { of: "SrocStudy" } },
      "fit?": { some: [null, { of: "FittedModel" }] },
      "summary?": { some: [null, { fields: { sensitivity: { of: "Estimate" }, specificity: { of: "Estimate" } } }] },
      "regions?": { some: [null, { of: "Regions" }] },
      "sroc?": { some: [null, { of: "Sroc" }] },
      "auc?": { some: [null, { of: "PartialEstimate" }] },
    },
  },
  SrocStudy: {
    fields: {
      id: "text",
      "cluster?": { some: [null, "text"] },
      "accuracy?": {
        fields: {
          sensitivity: { some: [null, { of: "Estimate" }] },
          specificity: { some: [null, { of: "Estimate" }] },
        },
      },
      "covariates?": { values: { some: ["boolean", null, "text", "number"] } },
      "weight?": {
        some: [null, { fields: { sensitivity: { some: [null, "number"] }, specificity: { some: [null, "number"] } } }],
      },
      tp: "number",
      fp: "number",
      fn: "number",
      tn: "number",
    },
  },
  FittedModel: { fields: { "convergence?": { fields: { converged: "boolean", message: "text" } } } },
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
  RocPoint: { fields: { fpr: "number", sensitivity: "number" } },
  Sroc: {
    fields: {
      curve: { every: { of: "RocPoint" } },
      auc: { some: [null, "number"] },
      partialAuc: { some: [null, "number"] },
      observedFpr: { items: ["number", "number"] },
      reason: { some: [null, "text"] },
    },
  },
  LikelihoodRatioMatrixInput: {
    fields: {
      studies: { every: { fields: { id: "text", accuracy: { of: "LikelihoodRatioPair" } } } },
      "summary?": { some: [null, { of: "LikelihoodRatioPair" }] },
      "fit?": { some: [null, { of: "FittedModel" }] },
    },
  },
  LikelihoodRatioPair: {
    fields: {
      "plr?": { some: [null, { of: "PartialEstimate" }] },
      "nlr?": { some: [null, { of: "PartialEstimate" }] },
    },
  },
  PredictiveValueRow: {
    fields: {
      prior: "number",
      posttestPositive: { some: ["number", { of: "PartialEstimate" }] },
      posttestNegative: { some: ["number", { of: "PartialEstimate" }] },
    },
  },
  FaganInput: {
    fields: {
      posttest: {
        some: [
          null,
          {
            fields: {
              prior: "number",
              posttestPositive: { some: ["number", { of: "PartialEstimate" }] },
              posttestNegative: { some: ["number", { of: "PartialEstimate" }] },
            },
          },
        ],
      },
      summary: {
        some: [
          null,
          {
            fields: {
              plr: { some: ["number", { of: "PartialEstimate" }] },
              nlr: { some: ["number", { of: "PartialEstimate" }] },
            },
          },
        ],
      },
      "fit?": { some: [null, { of: "FittedModel" }] },
    },
  },
  FrequencyTreeInput: {
    fields: {
      frequencies: { of: "NaturalFrequencies" },
      "posttest?": {
        some: [
          null,
          { fields: { posttestPositive: { of: "PartialEstimate" }, posttestNegative: { of: "PartialEstimate" } } },
        ],
      },
      "fit?": { some: [null, { of: "FittedModel" }] },
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
  DeeksInput: {
    fields: {
      reason: { some: [null, "text"] },
      pValue: { some: [null, "number"] },
      intercept: { some: [null, "number"] },
      slope: { some: [null, "number"] },
      points: { every: { of: "DeeksPoint" } },
      "cautions?": { every: "text" },
    },
  },
  DeeksPoint: { fields: { id: "text", x: "number", y: "number", weight: "number" } },
  LeaveOneOutInput: {
    fields: {
      omitted: "text",
      summary: { some: [null, { of: "Measures" }] },
      convergence: { some: [null, { fields: { converged: "boolean" } }] },
      reason: { some: [null, "text"] },
    },
  },
  StudyInfluence: {
    fields: {
      id: "text",
      cooksDistance: { some: [null, "number"] },
      standardizedResidual: {
        fields: { sensitivity: { some: [null, "number"] }, specificity: { some: [null, "number"] } },
      },
      leverage: { some: [null, "number"] },
      reason: { some: [null, "text"] },
    },
  },
  Galbraith: {
    fields: {
      measure: { some: [{ is: "sensitivity" }, { is: "specificity" }, { is: "plr" }, { is: "nlr" }, { is: "dor" }] },
      slope: { some: [null, "number"] },
      band: "number",
      points: { every: { of: "GalbraithPoint" } },
      excluded: { every: { of: "Exclusion" } },
      reason: { some: [null, "text"] },
    },
  },
  GalbraithPoint: { fields: { id: "text", x: "number", y: "number", residual: "number", outside: "boolean" } },
  BivariateBoxplot: {
    fields: {
      centre: { some: [null, { of: "LogitPoint" }] },
      points: { every: { of: "BoxplotPoint" } },
      hinge: { every: { of: "LogitPoint" } },
      fence: { every: { of: "LogitPoint" } },
      excluded: { every: { of: "Exclusion" } },
      reason: { some: [null, "text"] },
    },
  },
  LogitPoint: { fields: { logitSpecificity: "number", logitSensitivity: "number" } },
  BoxplotPoint: {
    fields: {
      id: "text",
      relativeDistance: { some: [null, "number"] },
      outlier: "boolean",
      logitSpecificity: "number",
      logitSensitivity: "number",
    },
  },
  PriorPosteriorCurve: {
    fields: {
      quantity: {
        some: [
          { is: "sensitivity" },
          { is: "specificity" },
          { is: "correlation" },
          { is: "sdSensitivity" },
          { is: "sdSpecificity" },
        ],
      },
      rows: { every: { fields: { value: "number", prior: "number", posterior: "number" } } },
      priorWithin: "number",
    },
  },
  PrismaInput: {
    fields: {
      identified: { every: { of: "PrismaCount" } },
      "removed?": { every: { of: "PrismaCount" } },
      "screened?": "number",
      "excluded?": "number",
      "sought?": "number",
      "notRetrieved?": "number",
      "assessed?": "number",
      "excludedReports?": { every: { of: "PrismaCount" } },
      includedStudies: "number",
      "includedReports?": "number",
    },
  },
  PrismaCount: { fields: { label: "text", n: "number" } },
  QualityAssessment: {
    fields: { id: "text", "of?": "text", judgements: { values: { values: { some: [null, "text"] } } } },
  },
  QualitySchema: {
    fields: {
      name: "text",
      "unit?": { some: [{ is: "estimate" }, { is: "study" }, { is: "comparison" }] },
      judgements: { every: { of: "Judgement" } },
      sections: { every: { of: "QualitySection" } },
    },
  },
  Judgement: {
    fields: {
      value: "text",
      label: "text",
      symbol: "text",
      role: { some: [{ is: "low" }, { is: "unclear" }, { is: "high" }, { is: "missing" }] },
    },
  },
  QualitySection: {
    fields: {
      key: "text",
      label: "text",
      domains: { every: { of: "QualityDomain" } },
      "overall?": { of: "QualityDomain" },
    },
  },
  QualityDomain: { fields: { key: "text", label: "text", "questions?": "number" } },
};
