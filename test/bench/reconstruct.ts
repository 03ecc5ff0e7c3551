import { type AccuracyReport, reconstruct } from "../../src/index.js";
import type { BenchCase } from "./case.js";

const reports: readonly (readonly [string, AccuracyReport])[] = [
  [
    "101 patients, five metrics (Jang 2021)",
    { n: 101, sensitivity: "91.1", specificity: "68.9", accuracy: "81.2", ppv: "78.5", npv: "86.1" },
  ],
  [
    "10,000 patients, sensitivity, specificity, accuracy",
    { n: 10_000, sensitivity: "0.85", specificity: "0.90", accuracy: "0.88" },
  ],
  [
    "10,000 patients, sensitivity, specificity, PPV",
    { n: 10_000, sensitivity: "0.85", specificity: "0.90", ppv: "0.60" },
  ],
  [
    "10,000 patients, sensitivity, specificity, MCC",
    { n: 10_000, sensitivity: "0.85", specificity: "0.90", mcc: "0.75" },
  ],
  ["10,000 patients, balanced accuracy, J, NPV", { n: 10_000, balancedAccuracy: "0.875", youden: "0.75", npv: "0.9" }],
  ["10,000 patients, DOR, MCC, kappa", { n: 10_000, dor: "52", mcc: "0.75", kappa: "0.7537" }],
  ["10,000 patients, none fits", { n: 10_000, sensitivity: "0.85", specificity: "0.90", accuracy: "0.95" }],
  [
    "1,000,000 patients, sensitivity, specificity, accuracy",
    { n: 1_000_000, sensitivity: "0.85", specificity: "0.90", accuracy: "0.88" },
  ],
  ["1,000,000 patients, all three 0.85", { n: 1_000_000, sensitivity: "0.85", specificity: "0.85", accuracy: "0.85" }],
  [
    "1,000,000 patients, sensitivity, specificity, PPV",
    { n: 1_000_000, sensitivity: "0.85", specificity: "0.90", ppv: "0.60" },
  ],
  [
    "1,000,000 patients, sensitivity, specificity, J",
    { n: 1_000_000, sensitivity: "0.85", specificity: "0.90", youden: "0.75" },
  ],
  [
    "1,000,000 patients, margins known, MCC",
    { n: 1_000_000, diseased: 500_001, sensitivity: "0.85", specificity: "0.90", mcc: "0.75" },
  ],
];

/** Reconstruction from three rounded numbers of studies with unknown margins, up to a million patients. */
export const cases: readonly BenchCase[] = reports.map(([name, report]) => ({
  name: `reconstruct, ${name}`,
  run: () => () => reconstruct(report),
}));
