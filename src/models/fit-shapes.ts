// Written from the types by npm run shapes.
import type { Shapes } from "../base/shape.js";

/** Shapes of BivariateFit and of their parts. */
export const fitShapes: Shapes = {
  NormalFit: {
    fields: {
      model: { is: "normal" },
      options: { of: "NormalFitOptions" },
      method: "text",
      k: "number",
      level: "number",
      coefficients: { every: { of: "Coefficient" } },
      covariance: { every: { every: "number" } },
      betweenStudy: { of: "BetweenStudy" },
      parameterCovariance: { some: [null, { every: { every: "number" } }] },
      "draws?": { every: { of: "PosteriorDraw" } },
      logLik: "number",
      restricted: "boolean",
      parameters: "number",
      aic: "number",
      bic: "number",
      convergence: { of: "Convergence" },
      design: { of: "DesignInfo" },
      studies: { every: { of: "Study" } },
      excluded: { every: { of: "Exclusion" } },
      corrections: { every: { of: "AppliedCorrection" } },
      warnings: { every: { of: "Warning" } },
    },
  },
  NormalFitOptions: {
    fields: {
      method: { some: [{ is: "reml" }, { is: "ml" }, { is: "mm" }, { is: "fixed" }] },
      correction: { of: "Correction" },
      moderators: { every: "text" },
      correlation: { some: [{ is: 0 }, { is: "estimated" }] },
      minStudies: "number",
      level: "number",
    },
  },
  Correction: { fields: { value: "number", when: { some: [{ is: "single" }, { is: "all" }, { is: "none" }] } } },
  Coefficient: {
    fields: {
      outcome: { some: [{ is: "sensitivity" }, { is: "specificity" }] },
      term: "text",
      estimate: "number",
      standardError: "number",
      z: "number",
      pValue: "number",
      lower: "number",
      upper: "number",
    },
  },
  BetweenStudy: {
    fields: {
      varSensitivity: "number",
      varSpecificity: "number",
      covariance: "number",
      correlation: { some: [null, "number"] },
    },
  },
  PosteriorDraw: {
    fields: {
      mu1: "number",
      mu2: "number",
      sd1: "number",
      sd2: "number",
      rho: "number",
      weight: "number",
      "coefficients?": { every: "number" },
    },
  },
  Convergence: {
    fields: {
      converged: "boolean",
      iterations: "number",
      evaluations: "number",
      gradientNorm: "number",
      boundary: { some: [{ is: "none" }, { is: "correlation" }, { is: "variance" }] },
      message: "text",
      "start?": { every: "number" },
      "end?": { every: "number" },
      "tolerances?": { fields: { decrement: "number", edge: "number" } },
      "return?": {
        some: [
          { is: "undefined" },
          { is: "gradient" },
          { is: "decrement" },
          { is: "rounding" },
          { is: "stopped" },
          { is: "iterations" },
        ],
      },
      "edges?": { every: { of: "EdgeComparison" } },
    },
  },
  EdgeComparison: {
    fields: {
      edge: {
        some: [
          { is: "correlation 1" },
          { is: "correlation -1" },
          { is: "varSensitivity 0" },
          { is: "varSpecificity 0" },
          { is: "both variances 0" },
        ],
      },
      logLik: "number",
      deficit: "number",
    },
  },
  DesignInfo: {
    fields: {
      terms: { every: "text" },
      moderators: {
        every: {
          some: [
            { fields: { name: "text", kind: { is: "numeric" } } },
            { fields: { name: "text", kind: { is: "categorical" }, levels: { every: "text" } } },
          ],
        },
      },
    },
  },
  Study: {
    fields: {
      id: "text",
      "cluster?": "text",
      "covariates?": { values: { some: ["boolean", null, "text", "number"] } },
      tp: "number",
      fp: "number",
      fn: "number",
      tn: "number",
    },
  },
  Exclusion: { fields: { id: "text", reason: "text" } },
  AppliedCorrection: { fields: { id: "text", value: "number" } },
  Warning: { fields: { code: "text", message: "text" } },
  BinomialFit: {
    fields: {
      model: { is: "binomial" },
      options: { of: "BinomialFitOptions" },
      quadrature: { some: [null, { of: "QuadratureCheck" }] },
      simplifications: { every: "text" },
      method: "text",
      k: "number",
      level: "number",
      coefficients: { every: { of: "Coefficient" } },
      covariance: { every: { every: "number" } },
      betweenStudy: { of: "BetweenStudy" },
      parameterCovariance: { some: [null, { every: { every: "number" } }] },
      "draws?": { every: { of: "PosteriorDraw" } },
      logLik: "number",
      restricted: "boolean",
      parameters: "number",
      aic: "number",
      bic: "number",
      convergence: { of: "Convergence" },
      design: { of: "DesignInfo" },
      studies: { every: { of: "Study" } },
      excluded: { every: { of: "Exclusion" } },
      corrections: { every: { of: "AppliedCorrection" } },
      warnings: { every: { of: "Warning" } },
    },
  },
  BinomialFitOptions: {
    fields: {
      nodes: "number",
      refine: "boolean",
      moderators: { every: "text" },
      correlation: { some: [{ is: 0 }, { is: "estimated" }] },
      minStudies: "number",
      level: "number",
    },
  },
  QuadratureCheck: {
    fields: {
      nodes: "number",
      refinedNodes: "number",
      logLikChange: "number",
      coefficientChange: "number",
      betweenStudyChange: "number",
    },
  },
  BayesFit: {
    fields: {
      model: { is: "bayes" },
      prior: { of: "ResolvedPrior" },
      summary: {
        some: [
          null,
          {
            fields: {
              sensitivity: { of: "PosteriorSummary" },
              specificity: { of: "PosteriorSummary" },
              correlation: { of: "PosteriorSummary" },
              logitSensitivity: { of: "PosteriorSummary" },
              logitSpecificity: { of: "PosteriorSummary" },
              sdSensitivity: { of: "PosteriorSummary" },
              sdSpecificity: { of: "PosteriorSummary" },
              varSensitivity: { of: "PosteriorSummary" },
              varSpecificity: { of: "PosteriorSummary" },
              covariance: { of: "PosteriorSummary" },
              plr: { of: "PosteriorSummary" },
              nlr: { of: "PosteriorSummary" },
              dor: { of: "PosteriorSummary" },
              lambda: { of: "PosteriorSummary" },
              theta: { of: "PosteriorSummary" },
              beta: { of: "PosteriorSummary" },
              varAlpha: { of: "PosteriorSummary" },
              varTheta: { of: "PosteriorSummary" },
              newSensitivity: { of: "PosteriorSummary" },
              newSpecificity: { of: "PosteriorSummary" },
            },
          },
        ],
      },
      studies: { every: { of: "BayesStudy" } },
      evidence: { fields: { logEvidence: "number", error: "number" } },
      loo: { fields: { elpd: "number", standardError: "number", perStudy: { every: { of: "StudyPrediction" } } } },
      diagnostics: { of: "BayesDiagnostics" },
      draws: { every: { of: "PosteriorDraw" } },
      options: { of: "BayesFitOptions" },
      method: "text",
      k: "number",
      level: "number",
      coefficients: { every: { of: "Coefficient" } },
      covariance: { every: { every: "number" } },
      betweenStudy: { of: "BetweenStudy" },
      parameterCovariance: { some: [null, { every: { every: "number" } }] },
      logLik: "number",
      restricted: "boolean",
      parameters: "number",
      aic: "number",
      bic: "number",
      convergence: { of: "Convergence" },
      design: { of: "DesignInfo" },
      excluded: { every: { of: "Exclusion" } },
      corrections: { every: { of: "AppliedCorrection" } },
      warnings: { every: { of: "Warning" } },
    },
  },
  ResolvedPrior: {
    fields: {
      name: {
        some: [
          { is: "cochrane" },
          { is: "tsd25" },
          { is: "metabayesdta" },
          { is: "meta4diag" },
          { is: "pc" },
          { is: "custom" },
        ],
      },
      source: "text",
      words: "text",
      intervals: {
        fields: {
          sensitivity: { of: "PriorInterval" },
          specificity: { of: "PriorInterval" },
          sdSensitivity: { of: "PriorInterval" },
          sdSpecificity: { of: "PriorInterval" },
          correlation: { of: "PriorInterval" },
        },
      },
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
  PriorInterval: { fields: { median: "number", lower: "number", upper: "number" } },
  PosteriorSummary: {
    fields: {
      mean: "number",
      sd: "number",
      median: "number",
      lower: "number",
      upper: "number",
      error: "number",
      errors: { fields: { mean: "number", sd: "number", median: "number", lower: "number", upper: "number" } },
    },
  },
  BayesStudy: {
    fields: {
      sensitivity: { of: "Estimate" },
      specificity: { of: "Estimate" },
      id: "text",
      "cluster?": "text",
      "covariates?": { values: { some: ["boolean", null, "text", "number"] } },
      tp: "number",
      fp: "number",
      fn: "number",
      tn: "number",
    },
  },
  Estimate: { fields: { estimate: "number", lower: "number", upper: "number", level: "number" } },
  StudyPrediction: { fields: { id: "text", elpd: "number", error: "number", paretoK: { some: [null, "number"] } } },
  BayesDiagnostics: {
    fields: {
      engine: { some: [{ is: "importance" }, { is: "lattice" }] },
      points: "number",
      evaluations: "number",
      effectiveDraws: "number",
      largestWeight: "number",
      paretoK: { some: [null, "number"] },
      edgeMass: { some: [null, "number"] },
      latticeChange: { some: [null, "number"] },
    },
  },
  BayesFitOptions: {
    fields: {
      engine: { some: [{ is: "importance" }, { is: "lattice" }] },
      draws: "number",
      seed: "number",
      nodes: "number",
      moderators: { every: "text" },
      correlation: { is: "estimated" },
      minStudies: "number",
      level: "number",
    },
  },
  BivariateFit: { some: [{ of: "NormalFit" }, { of: "BinomialFit" }, { of: "BayesFit" }] },
};
