// Written from the types by npm run shapes.
import type { Shapes } from "../../base/shape.js";
import { comparativeShapes } from "../../models/comparative/comparative-shapes.js";

/** Shapes of TestComparison and of their parts. */
export const comparisonShapes: Shapes = {
  ...comparativeShapes,
  TestComparison: {
    fields: {
      reference: "text",
      interval: { some: [{ is: "t" }, { is: "z" }, { is: "profile" }] },
      tests: { every: { of: "TestAccuracy" } },
      comparisons: { every: { of: "Comparison" } },
      sensitivity: { of: "ComparativeTest" },
      specificity: { of: "ComparativeTest" },
      joint: { of: "ComparativeTest" },
      equalVariances: { some: [null, { of: "ComparativeTest" }] },
      testByStudy: {
        some: [
          null,
          {
            fields: {
              chiSquared: { some: [null, "number"] },
              df: "number",
              pValue: { some: [null, "number"] },
              note: { some: [null, "text"] },
              reason: { some: [null, "text"] },
              pValueAtMost: { some: [null, "number"] },
            },
          },
        ],
      },
      equalCovariances: { some: [null, { of: "ComparativeTest" }] },
      evidence: { of: "Evidence" },
      studyContrasts: { every: { of: "StudyContrast" } },
      paired: { every: { of: "PairedTable" } },
      fit: { of: "ComparativeFit" },
      direct: { some: [null, { of: "TestComparison" }] },
      directReason: { some: [null, "text"] },
      warnings: { every: "text" },
    },
  },
  TestAccuracy: {
    fields: {
      test: "text",
      k: "number",
      rows: "number",
      sensitivity: { of: "LimitedEstimate" },
      specificity: { of: "LimitedEstimate" },
      dor: { of: "PartialEstimate" },
      plr: { of: "PartialEstimate" },
      nlr: { of: "PartialEstimate" },
    },
  },
  LimitedEstimate: {
    fields: {
      estimate: "number",
      lower: { some: [null, "number"] },
      upper: { some: [null, "number"] },
      level: "number",
    },
  },
  Comparison: {
    fields: {
      test: "text",
      reference: "text",
      per1000: { some: [null, { of: "PerThousand" }] },
      studies: {
        fields: {
          both: "number",
          testOnly: "number",
          referenceOnly: "number",
          kind: { some: [{ is: "direct" }, { is: "mixed" }, { is: "indirect" }] },
        },
      },
      relativeSensitivity: { of: "ContrastEstimate" },
      relativeSpecificity: { of: "ContrastEstimate" },
      relativeMissed: { of: "ContrastEstimate" },
      relativeFalseAlarms: { of: "ContrastEstimate" },
      differenceSensitivity: { of: "ContrastEstimate" },
      differenceSpecificity: { of: "ContrastEstimate" },
      oddsRatioSensitivity: { of: "ContrastEstimate" },
      oddsRatioSpecificity: { of: "ContrastEstimate" },
      relativeDor: { of: "ContrastEstimate" },
      relativePlr: { of: "ContrastEstimate" },
      relativeNlr: { of: "ContrastEstimate" },
    },
  },
  PerThousand: {
    fields: {
      prevalence: "number",
      fewerMissed: { of: "ContrastEstimate" },
      fewerFalseAlarms: { of: "ContrastEstimate" },
    },
  },
  ContrastEstimate: {
    fields: {
      estimate: "number",
      lower: { some: [null, "number"] },
      upper: { some: [null, "number"] },
      level: "number",
      standardError: { some: [null, "number"] },
      z: { some: [null, "number"] },
      pValue: { some: [null, "number"] },
    },
  },
  ComparativeTest: {
    fields: {
      chiSquared: { some: [null, "number"] },
      df: "number",
      pValue: { some: [null, "number"] },
      note: { some: [null, "text"] },
      reason: { some: [null, "text"] },
    },
  },
  Evidence: {
    fields: {
      tests: { every: { of: "TestEvidence" } },
      pairs: { every: { of: "PairEvidence" } },
      components: { every: { every: "text" } },
    },
  },
  TestEvidence: {
    fields: { test: "text", studies: "number", rows: "number", diseased: "number", nonDiseased: "number" },
  },
  PairEvidence: {
    fields: {
      test: "text",
      reference: "text",
      both: "number",
      testOnly: "number",
      referenceOnly: "number",
      kind: { some: [{ is: "direct" }, { is: "mixed" }, { is: "indirect" }] },
    },
  },
  StudyContrast: {
    fields: {
      study: "text",
      test: "text",
      reference: "text",
      testTable: { of: "TwoByTwo" },
      referenceTable: { of: "TwoByTwo" },
      relativeSensitivity: { of: "PartialEstimate" },
      relativeSpecificity: { of: "PartialEstimate" },
      differenceSensitivity: { some: [null, "number"] },
      differenceSpecificity: { some: [null, "number"] },
    },
  },
  TwoByTwo: { fields: { tp: "number", fp: "number", fn: "number", tn: "number" } },
  PairedTable: {
    fields: {
      study: "text",
      test: "text",
      reference: "text",
      sensitivity: { of: "PairedProportions" },
      specificity: { of: "PairedProportions" },
    },
  },
  PairedProportions: {
    fields: {
      n: "number",
      testAlone: "number",
      referenceAlone: "number",
      ratio: { of: "PartialEstimate" },
      mcNemar: { some: [null, "number"] },
    },
  },
};
