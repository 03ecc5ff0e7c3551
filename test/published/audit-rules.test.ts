import { describe, expect, it } from "vitest";
import { auditReport } from "../../src/published/audit/audit-report.js";
import { auditRules } from "../../src/published/audit/rules.js";

type Json = Record<string, unknown>;

/** Severity, rule and place of what the audit finds in a report of one result. */
function findingsOf(result: Json, report: Json = { model: "bivariate model" }): string[] {
  const { findings } = auditReport({ ...report, results: [{ id: "r", ...result }] });
  return findings.map(({ severity, rule, where }) => `${severity} ${rule} ${where}`);
}

const quantity = (estimate: string, lower: string, upper: string): Json => ({ estimate, lower, upper });

describe("the rules of the audit", () => {
  it("have ids of their own, a sentence, an explanation and a formula each", () => {
    expect(new Set(auditRules.map(({ id }) => id)).size).toBe(auditRules.length);
    for (const { title, explanation, formula } of auditRules) {
      expect(title).toMatch(/^[A-Zκm].*\.$/);
      expect(explanation.length).toBeGreaterThan(40);
      expect(formula).not.toBe("");
    }
  });

  it.each([
    ["an estimate above its interval", { plr: quantity("11.6", "8.5", "9.7") }, "interval-contains-estimate r.plr"],
    ["limits in the wrong order", { nlr: quantity("0.10", "0.15", "0.07") }, "interval-contains-estimate r.nlr"],
    ["a probability above 1", { sensitivity: "1.2" }, "out-of-bounds r.sensitivity"],
    ["a correlation below −1", { betweenStudy: { correlation: "-1.3" } }, "out-of-bounds r.betweenStudy.correlation"],
    ["I² above 100 %", { iSquared: { sensitivity: "104.2" } }, "out-of-bounds r.iSquared.sensitivity"],
    ["a negative ratio", { dor: "-4" }, "out-of-bounds r.dor"],
    [
      "a negative standard error",
      { hsroc: { beta: { estimate: "0.1", standardError: "-0.2" } } },
      "out-of-bounds r.hsroc.beta.standardError",
    ],
    [
      "a sensitivity that is not in the middle on the logit scale",
      { sensitivity: quantity("0.92", "0.80", "0.94") },
      "interval-symmetric-on-logit-scale r.sensitivity",
    ],
    [
      "a ratio that is not in the middle on the log scale",
      { dor: quantity("54", "28", "150") },
      "interval-symmetric-on-log-scale r.dor",
    ],
    [
      "a Wald interval that is not symmetric",
      { hsroc: { lambda: quantity("2.07", "1.52", "2.91") } },
      "interval-symmetric r.hsroc.lambda",
    ],
    [
      "LR+ against sensitivity and specificity",
      { sensitivity: "0.92", specificity: "0.83", plr: "6.4" },
      "plr-from-sensitivity-specificity r.plr",
    ],
    [
      "LR− against sensitivity and specificity",
      { sensitivity: "0.92", specificity: "0.83", nlr: "0.12" },
      "nlr-from-sensitivity-specificity r.nlr",
    ],
    [
      "DOR against sensitivity and specificity",
      { sensitivity: "0.92", specificity: "0.83", dor: "73" },
      "dor-from-sensitivity-specificity r.dor",
    ],
    ["DOR against the likelihood ratios", { plr: "5.4", nlr: "0.10", dor: "60" }, "dor-from-likelihood-ratios r.dor"],
    [
      "an interval of DOR too wide for those of sensitivity and specificity",
      {
        sensitivity: quantity("0.92", "0.88", "0.94"),
        specificity: quantity("0.83", "0.76", "0.88"),
        dor: quantity("54", "9", "324"),
      },
      "interval-widths-agree r.dor",
    ],
    [
      "the probability after a positive result",
      { plr: "5.4", fagan: { prior: "0.48", posttestPositive: "0.87" } },
      "posttest-positive r.fagan.posttestPositive",
    ],
    [
      "the probability after a negative result",
      { nlr: "0.10", fagan: { prior: "0.48", posttestNegative: "0.11" } },
      "posttest-negative r.fagan.posttestNegative",
    ],
    [
      "the negative predictive value",
      { nlr: "0.08", fagan: { prior: "0.61", predictiveNegative: "0.81" } },
      "posttest-negative r.fagan.predictiveNegative",
    ],
    [
      "two probabilities that don't add up to 1",
      { fagan: { prior: "0.30", posttestNegative: "0.05", predictiveNegative: "0.97" } },
      "predictive-negative r.fagan.predictiveNegative",
    ],
    [
      "P against Q",
      { heterogeneity: { sensitivity: { q: "40.1", df: 13, pValue: "0.02" } } },
      "p-from-chi-squared r.heterogeneity.sensitivity.pValue",
    ],
    [
      "I² against Q",
      { heterogeneity: { specificity: { q: "40.1", df: 13, iSquared: "75.6" } } },
      "i-squared-from-chi-squared r.heterogeneity.specificity.iSquared",
    ],
    ["P against Deeks' t", { k: 14, deeks: { t: "-2.43", pValue: "0.08" } }, "p-from-deeks-t r.deeks.pValue"],
    [
      "an area below that of the summary point",
      { sensitivity: "0.92", specificity: "0.83", auc: "0.72" },
      "auc-from-sensitivity-specificity r.auc",
    ],
  ])("find %s", (_, result, expected) => {
    const [rule, where] = expected.split(" r.");
    expect(findingsOf(result)).toEqual([`error ${rule} results[r].${where}`]);
  });

  it.each([
    ["rounding can explain it", { sensitivity: "0.92", specificity: "0.83", plr: "5.3", nlr: "0.09", dor: "62" }],
    ["both limits are symmetric on the probability scale", { sensitivity: quantity("0.71", "0.62", "0.80") }],
    ["a limit is printed as 1.00", { specificity: quantity("0.99", "0.93", "1.00") }],
    ["P is a bound that holds", { heterogeneity: { sensitivity: { q: "40.1", df: 13, pValue: "<0.001" } } }],
    [
      "I² is 0 because Q is below its degrees of freedom",
      { heterogeneity: { dor: { q: "8.2", df: 13, iSquared: "0.0" } } },
    ],
    [
      "P of a variance is half the tail",
      { tests: { sharedIntercept: { chiSquared: "4.10", df: 2, pValue: "0.064" } } },
    ],
    ["Deeks' P comes with its own degrees of freedom", { deeks: { t: "-2.43", df: 12, pValue: "0.03" } }],
    [
      "a part is null, as the library's own estimates have it",
      { dor: { estimate: 54, lower: null, upper: null, level: 0.95 } },
    ],
    ["I² is a proportion", { heterogeneity: { sensitivity: { q: "40.1", df: 13, iSquared: "0.68" } } }],
  ])("find nothing where %s", (_, result) => {
    expect(findingsOf(result)).toEqual([]);
  });

  it("report an interval that misses its estimate once, and use it no further", () => {
    const result = {
      sensitivity: quantity("0.91", "0.89", "0.93"),
      specificity: quantity("0.92", "0.89", "0.94"),
      dor: quantity("123", "80", "90"),
    };
    expect(findingsOf(result)).toEqual(["error interval-contains-estimate results[r].dor"]);
  });

  it("warn only, where the report doesn't say how its numbers were pooled", () => {
    const result = { sensitivity: "0.92", specificity: "0.83", plr: "6.4" };
    expect(findingsOf(result, {})).toEqual(["warning plr-from-sensitivity-specificity results[r].plr"]);
  });

  it("don't ask of numbers pooled one by one what only one fit gives", () => {
    const result = {
      sensitivity: quantity("0.77", "0.75", "0.79"),
      specificity: "0.91",
      plr: quantity("4.34", "2.19", "8.59"),
      nlr: "0.30",
      dor: "15.78",
    };
    expect(findingsOf(result, { as: "meta-disc" })).toEqual([]);
    expect(findingsOf(result, { software: "Meta-DiSc 1.4" })).toEqual([]);
    expect(findingsOf(result, { pooling: "univariate" })).toEqual([]);
    expect(findingsOf(result, { pooling: "bivariate" }).length).toBeGreaterThan(1);
  });

  it("still hold Meta-DiSc's ratios to the symmetry of their own intervals", () => {
    expect(findingsOf({ plr: quantity("4.34", "2.19", "6.59") }, { as: "meta-disc" })).toEqual([
      "error interval-symmetric-on-log-scale results[r].plr",
    ]);
  });

  it("don't hold the random draws of mada's ratios to the plug-in values", () => {
    const result = { sensitivity: "0.891", specificity: "0.780", plr: quantity("4.06", "3.26", "4.99"), nlr: "0.145" };
    expect(findingsOf(result, { as: "mada" })).toEqual([]);
    expect(findingsOf(result, { as: "metandi" })).not.toEqual([]);
  });

  it("take three ratios that are mada's in all of their numbers for mada's, and a misprint among them for a misprint", () => {
    const drawn = {
      sensitivity: quantity("0.47", "0.28", "0.67"),
      specificity: quantity("0.80", "0.70", "0.87"),
      plr: quantity("2.47", "1.12", "4.54"),
      nlr: quantity("0.66", "0.40", "0.96"),
      dor: quantity("4.21", "1.18", "10.89"),
    };
    const errors = (result: Json): string[] => findingsOf(result).filter((found) => found.startsWith("error"));
    expect(findingsOf(drawn)).toEqual(["note pooled-separately results[r]"]);
    expect(errors({ ...drawn, plr: quantity("4.27", "1.12", "4.54") })).not.toEqual([]);
    expect(errors({ ...drawn, dor: quantity("4.21", "1.18", "18.89") })).not.toEqual([]);
    const { nlr: _, ...without } = drawn;
    expect(errors(without)).not.toEqual([]);
  });

  it("leave a single ratio that contradicts the others an error, above as below what follows from them", () => {
    const fitted = {
      sensitivity: quantity("0.80", "0.72", "0.86"),
      specificity: quantity("0.65", "0.55", "0.74"),
      nlr: quantity("0.31", "0.22", "0.43"),
      dor: quantity("7.4", "4.5", "12.3"),
    };
    expect(findingsOf({ ...fitted, plr: quantity("2.28", "1.74", "2.99") })).toEqual([]);
    for (const estimate of ["2.38", "2.48", "2.68", "2.18"]) {
      expect(findingsOf({ ...fitted, plr: quantity(estimate, "1.74", "2.99") })).toContain(
        "error interval-symmetric-on-log-scale results[r].plr",
      );
    }
  });

  it("know mada's ceiling of the AUC and its bivariate I²", () => {
    expect(findingsOf({ auc: "0.99" }, { as: "mada" })).toEqual(["warning mada-auc-ceiling results[r].auc"]);
    expect(findingsOf({ auc: "0.997" }, { as: "mada" })).toEqual(["error mada-auc-ceiling results[r].auc"]);
    expect(findingsOf({ auc: "0.887" }, { as: "mada" })).toEqual([]);
    expect(findingsOf({ iSquared: { bivariate: "40.4" } }, { as: "mada" })).toEqual([
      "warning mada-i-squared results[r].iSquared.bivariate",
    ]);
  });

  it("know midas's interval of the AUC, which is Wilson's for 500 grid points", () => {
    expect(findingsOf({ auc: quantity("0.93", "0.90", "0.95") })).toEqual(["warning auc-grid-interval results[r].auc"]);
    expect(findingsOf({ auc: quantity("0.80", "0.76", "0.83") })).toEqual(["warning auc-grid-interval results[r].auc"]);
    expect(findingsOf({ auc: quantity("0.80", "0.70", "0.87") })).toEqual([]);
  });

  it("warn where the interval of the AUC reaches below the lower limits of the summary point", () => {
    const result = {
      sensitivity: quantity("0.91", "0.89", "0.93"),
      specificity: quantity("0.92", "0.89", "0.94"),
      auc: quantity("0.97", "0.53", "1.00"),
    };
    expect(findingsOf(result)).toEqual(["warning auc-interval-implausible results[r].auc"]);
  });

  it("warn where fewer than four tables were pooled", () => {
    expect(findingsOf({ k: 3, sensitivity: "0.9" })).toEqual(["warning few-tables-pooled results[r].k"]);
    expect(findingsOf({ k: 4, sensitivity: "0.9" })).toEqual([]);
  });

  it("add up subgroups: tables are an error, participants a note", () => {
    const results = [
      { id: "all", k: 24, participants: 100 },
      { id: "a", k: 15, participants: 60 },
      { id: "b", k: 10, participants: 41 },
    ];
    const { findings } = auditReport({ results, partitions: [{ of: "all", into: ["a", "b"] }] });
    expect(findings.map(({ severity, where, expected }) => [severity, where, expected])).toEqual([
      ["error", "results[all].k", "15 + 10 = 25"],
      ["note", "results[all].participants", "60 + 41 = 101"],
    ]);
  });

  it("add up the study flow", () => {
    const flow = { identified: { PubMed: 50, Embase: 60 }, total: 120, duplicates: 20, excluded: 70, included: 30 };
    const { findings } = auditReport({ flow });
    expect(findings.map(({ where, expected }) => [where, expected])).toEqual([["flow.total", "50 + 60 = 110"]]);
    expect(auditReport({ flow: { ...flow, total: 110 } }).findings[0]?.explanation).toContain("10 come from nowhere");
    expect(auditReport({ flow: { ...flow, total: 110, included: 20 } }).findings).toEqual([]);
  });

  it("know that κ is at most 1, and that described studies are counted", () => {
    const { findings } = auditReport({
      reviewerAgreement: { kappa: "1.12" },
      narrative: { label: "MRI", k: 3, sensitivity: ["0.857", "0.872"] },
    });
    expect(findings.map(({ severity, where }) => [severity, where])).toEqual([
      ["error", "reviewerAgreement.kappa"],
      ["warning", "narrative.sensitivity"],
    ]);
  });

  it("look for a 2×2 table behind the numbers of each study", () => {
    const fits = {
      id: "Lim 2020",
      n: 101,
      sensitivity: "91.1",
      specificity: "68.9",
      accuracy: "81.2",
      ppv: "78.5",
      npv: "86.1",
    };
    const cutOff = { id: "Cut off", diseased: 3, nonDiseased: 3, sensitivity: "0.66", specificity: "0.66" };
    const wrong = { ...fits, id: "Kim 2021", ppv: "87.5" };
    const { findings } = auditReport({ studies: [fits, cutOff, wrong] });
    expect(findings.map(({ severity, rule, where }) => [severity, rule, where])).toEqual([
      ["error", "study-fits-a-table", "studies[Kim 2021]"],
    ]);
    expect(findings[0]?.expected).toMatch(/closest: tp \d+/);
    expect(findings[0]?.printed).toContain("ppv 87.5");
  });

  it("take tests of covariates from the table of joint models", () => {
    const { findings } = auditReport({
      jointModels: [
        { covariate: "Backbone", df: 2, chiSquared: "5.15", pValue: "0.08", iSquared: "61" },
        { covariate: "Plane", df: 2, chiSquared: "5.15", pValue: "0.01", iSquared: "16" },
      ],
    });
    expect(findings.map(({ where }) => where)).toEqual(["jointModels[1].pValue", "jointModels[1].iSquared"]);
  });
});

describe("ratios within limits on the natural scale, as Meta-DiSc 2.0 prints them", () => {
  const triple = (estimate: string, lower: string, upper: string) => ({ estimate, lower, upper });
  const result = {
    k: 12,
    sensitivity: triple("0.80", "0.70", "0.87"),
    specificity: triple("0.90", "0.84", "0.94"),
    plr: triple("8.00", "3.50", "12.50"),
    nlr: triple("0.22", "0.12", "0.32"),
    dor: triple("36.0", "-4.0", "76.0"),
  };
  const of = (changed: object, said: object = { model: "bivariate model" }) =>
    auditReport({ ...said, results: [{ id: "a", ...result, ...changed }] }).findings.map(({ rule, severity }) => [
      rule,
      severity,
    ]);

  it("are one note where no program is named, and an impossible limit is a warning", () => {
    expect(of({})).toEqual([
      ["out-of-bounds", "warning"],
      ["pooled-separately", "note"],
    ]);
    expect(of({}, { as: "meta-disc-2" })).toEqual([["out-of-bounds", "warning"]]);
  });

  it("are errors where one of them lies otherwise, or another program is named", () => {
    expect(of({ plr: triple("8.00", "3.50", "14.50") })).toContainEqual(["interval-symmetric-on-log-scale", "error"]);
    expect(of({}, { as: "midas" })).toContainEqual(["out-of-bounds", "error"]);
  });
});
