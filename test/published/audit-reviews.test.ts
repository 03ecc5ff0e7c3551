import { describe, expect, it } from "vitest";
import { auditReport } from "../../src/published/audit/audit-report.js";
import { loadPublished, reproducibleSets } from "./published-fixtures.js";

describe("the audit of Zhao 2026 (J Med Internet Res 28:e75965)", () => {
  const { findings, checked } = auditReport(loadPublished("zhao-2026"));
  const grave = findings.filter(({ severity }) => severity !== "note");

  it("finds the faults of the article and nothing else", () => {
    expect(grave.map(({ severity, where, rule }) => `${severity} ${where} ${rule}`).sort()).toEqual([
      "error counts[0].total study-counts-add-up",
      "error flow.included flow-adds-up",
      "error results[ct-hip].fagan.posttestNegative posttest-negative",
      "error results[ct-lumbar].k subset-within-whole",
      "error results[ct].dor interval-contains-estimate",
      "error results[ct].k subgroups-add-up",
      "error results[ct].k subset-within-whole",
      "error results[ct].plr interval-contains-estimate",
      "error results[xray-limbs].fagan.predictiveNegative posttest-negative",
      "error results[xray-ml].fagan.predictiveNegative posttest-negative",
      "warning counts[1].parts[2] references-counted",
      "warning results[*].auc auc-grid-interval",
      "warning results[ct].auc auc-interval-implausible",
    ]);
  });

  it.each([
    ["results[ct].plr", "11.6 (8.5 to 9.7)", /outside its own interval, 8\.5 to 9\.7/],
    ["results[ct].dor", "123 (80 to 90)", /outside its own interval, 80 to 90/],
    ["results[xray-ml].fagan.predictiveNegative", "0.81", /prior of 0\.61 with LR− = 0\.08 gives 0\.880 to 0\.897/],
    ["results[xray-limbs].fagan.predictiveNegative", "<.001", /gives 0\.992 to 0\.994.*probability of no disease/],
    ["results[ct].k", "24", /24 tables, but the parts.*15 \+ 15 = 30/],
    ["flow.included", "60", /3427 − 639 − 2587 − 23 − 68 = 110.*50 disappear/],
    ["results[ct-hip].fagan.posttestNegative", "0.77", /gives 0\.227 to 0\.248.*the label is wrong/],
    ["results[ct-lumbar].k", "26", /subset of All CT models, which has 24 tables, but 26/],
    ["counts[0].total", "57", /42 \+ 12 \+ 4 = 58/],
    ["counts[1].parts[2]", "10 studies, 9 references", /10 hip, but 9 references are cited/],
    ["results[ct].auc", "0.97 (0.53 to 1.00)", /all 15 other intervals.*midas prints about 0\.95 to 0\.98/],
  ])("says of %s what a reviewer needs", (where, printed, explanation) => {
    const finding = findings.find((one) => one.where === where);
    expect(finding?.printed).toBe(printed);
    expect(finding?.explanation).toMatch(explanation);
  });

  it("says once, of the 15 other areas together, that their intervals carry no data", () => {
    const artefact = findings.filter(({ rule }) => rule === "auc-grid-interval");
    expect(artefact).toHaveLength(1);
    expect(artefact[0]?.explanation).toMatch(/15 of 16 intervals.*500 grid points/);
    expect(artefact[0]?.explanation).not.toContain("results[ct],");
  });

  it("compares several hundred numbers", () => {
    expect(checked).toBeGreaterThan(600);
  });

  it("is plain data", () => {
    expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
  });
});

describe("the audit of Wang 2025 (J Med Internet Res 27:e77155)", () => {
  const { findings } = auditReport(loadPublished("wang-2025"));

  it("finds no error", () => {
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("warns that midas's intervals of the AUC carry no data", () => {
    expect(findings.map(({ rule, where }) => `${rule} ${where}`)).toEqual(["auc-grid-interval results[*].auc"]);
  });
});

describe("the audit of program output as published", () => {
  it.each(reproducibleSets)("finds no error in numbers that a program printed: %s", (name) => {
    const { findings, checked } = auditReport(loadPublished(name));
    expect(checked).toBeGreaterThan(15);
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    const rules = findings.map(({ rule }) => rule);
    expect(rules.filter((rule) => rule !== "auc-grid-interval" && rule !== "mada-i-squared")).toEqual([]);
  });
});
