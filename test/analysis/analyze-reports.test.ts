import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analysis/analyze.js";
import { analyzeReports } from "../../src/analysis/analyze-reports.js";
import { centralTable, combinationsOf } from "../../src/analysis/combinations.js";
import { summaryPoint } from "../../src/inference/point/summary-point.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import type { AccuracyReport } from "../../src/reconstruct/accuracy-report.js";
import { reconstruct } from "../../src/reconstruct/reconstruct.js";
import { loadFixture } from "../fixtures.js";

const auditc = loadFixture("auditc").slice(0, 6);

/** What a paper would print of a table: sizes and proportions at so many digits. */
const report = (
  { tp, fp, fn, tn }: { tp: number; fp: number; fn: number; tn: number },
  digits: number,
): AccuracyReport => ({
  diseased: tp + fn,
  nonDiseased: fp + tn,
  sensitivity: (tp / (tp + fn)).toFixed(digits),
  specificity: (tn / (fp + tn)).toFixed(digits),
});

describe("combinations of tables", () => {
  it("are all there while they are few, each once", () => {
    const { picks, total, exhaustive } = combinationsOf([2, 1, 3], 6, 1);
    expect({ total, exhaustive }).toEqual({ total: 6, exhaustive: true });
    expect(new Set(picks.map(String)).size).toBe(6);
    expect(picks.every(([a, b, c]) => a! < 2 && b === 0 && c! < 3)).toBe(true);
  });

  it("are drawn evenly and with the seed's own draw where they are many", () => {
    const drawn = combinationsOf([10, 1000, 1000, 1000, 1000, 1000], 20, 7);
    expect(drawn).toEqual(combinationsOf([10, 1000, 1000, 1000, 1000, 1000], 20, 7));
    expect(drawn).not.toEqual(combinationsOf([10, 1000, 1000, 1000, 1000, 1000], 20, 8));
    expect(drawn.exhaustive).toBe(false);
    // a Latin hypercube of 20 rows takes each of ten tables twice
    const first = drawn.picks.map(([pick]) => pick);
    for (let table = 0; table < 10; table++) expect(first.filter((pick) => pick === table)).toHaveLength(2);
    expect(combinationsOf(Array(60).fill(1000), 5, 1).total).toBeNull();
  });

  it("have a central table", () => {
    const tables = [1, 2, 9].map((tp) => ({ tp, fp: 0, fn: 10 - tp, tn: 5 }));
    expect(centralTable(tables).tp).toBe(2);
  });
});

describe("analyzeReports", () => {
  it("equals analyze where every report has one table", () => {
    const reports = auditc.map(({ id, ...table }) => ({ id, report: table }));
    const result = analyzeReports(reports);
    expect(result.analysis).toEqual(analyze(auditc));
    expect(result.combinations).toEqual({ total: 1, fitted: 1, failed: 0, exhaustive: true, seed: 1 });
    expect(result.ranges?.sensitivity.lowest).toBeCloseTo(result.analysis.summary!.sensitivity.estimate, 9);
  });

  it("spans what the consistent tables give, by brute force over all combinations", () => {
    const reports = auditc.map((study) => ({
      id: study.id,
      report: report(study, study.id === "S02" || study.id === "S05" ? 2 : 4),
    }));
    const tables = reports.map((entry) => reconstruct(entry.report).tables);
    const total = tables.reduce((product, { length }) => product * length, 1);
    expect(total).toBeGreaterThan(10);
    const result = analyzeReports(reports, { model: "reitsma", combinations: total });
    expect(result.combinations).toMatchObject({ total, fitted: total, failed: 0, exhaustive: true });
    let lowest = 1;
    let highest = 0;
    for (let index = 0; index < total; index++) {
      let rest = index;
      const studies = tables.map((list, i) => {
        const table = list[rest % list.length]!;
        rest = Math.floor(rest / list.length);
        return { id: `${i}`, ...table };
      });
      const { estimate } = summaryPoint(fitReitsma(studies)).sensitivity;
      lowest = Math.min(lowest, estimate);
      highest = Math.max(highest, estimate);
    }
    expect(result.ranges?.sensitivity.lowest).toBeCloseTo(lowest, 9);
    expect(result.ranges?.sensitivity.highest).toBeCloseTo(highest, 9);
    expect(highest - lowest).toBeGreaterThan(1e-4);
  });

  it("samples where there are too many combinations, and says its seed", () => {
    const reports = auditc.map((study) => ({ id: study.id, report: report(study, 1) }));
    const result = analyzeReports(reports, { model: "reitsma", combinations: 30, seed: 5 });
    expect(result.combinations).toMatchObject({ fitted: 30, exhaustive: false, seed: 5 });
    expect(result).toEqual(analyzeReports(reports, { model: "reitsma", combinations: 30, seed: 5 }));
    expect(result.ranges!.specificity.highest).toBeGreaterThan(result.ranges!.specificity.lowest!);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it("leaves out by name what no table fits or what is left open, or takes the closest table when told to", () => {
    const good = auditc.map((study) => ({ id: study.id, report: report(study, 4) }));
    const wrong = { id: "Wrong", report: { diseased: 10, nonDiseased: 44, sensitivity: "0.9", specificity: "0.837" } };
    const open = { id: "Open", report: { sensitivity: "0.9" } };
    const result = analyzeReports([...good, wrong, open], { model: "reitsma" });
    expect(result.analysis.k).toBe(6);
    expect(result.reports.slice(-2).map(({ status, table }) => [status, table])).toEqual([
      ["inconsistent", null],
      ["underdetermined", null],
    ]);
    expect(result.warnings.map(({ code }) => code)).toEqual(["not-reconstructed", "not-reconstructed"]);
    expect(result.warnings[0]!.message).toMatch(/^Wrong was left out: .*37\/44/);
    const closest = analyzeReports([...good, wrong], { model: "reitsma", inconsistent: "closest" });
    expect(closest.reports.at(-1)?.table).toEqual({ tp: 9, fp: 7, fn: 1, tn: 37 });
    expect(closest.analysis.k).toBe(7);
  });

  it("leaves out what keeps the cells almost free or contradicts itself, and pools the former only when told to", () => {
    const reports = [
      ...auditc.map((study) => ({ id: study.id, report: report(study, 3) })),
      { id: "AUC only", report: { n: 2_000, diseased: 1_000 } },
      { id: "Sum", report: { n: 100, diseased: 60, nonDiseased: 50, sensitivity: "0.9" } },
    ];
    const plain = analyzeReports(reports, { combinations: 1 });
    expect(plain.analysis.k).toBe(auditc.length);
    const [free, sum] = plain.reports.slice(-2);
    expect(free).toMatchObject({ status: "underdetermined", table: null });
    expect(free!.reason).toContain("almost free; one of these would help: sensitivity, specificity");
    expect(sum).toMatchObject({ status: "inconsistent", table: null });
    const asked = analyzeReports(reports, { combinations: 1, underdetermined: "include" });
    expect(asked.analysis.k).toBe(auditc.length + 1);
    expect(asked.warnings.map(({ code }) => code)).toContain("cells-almost-free");
  });

  it("pools nothing from too few reports, and says so", () => {
    const result = analyzeReports([{ id: "A", report: report(auditc[0]!, 4) }]);
    expect(result.ranges).toBeNull();
    expect(result.combinations.fitted).toBe(0);
    expect(result.analysis.narrative).toMatch(/^Not pooled/);
  });

  it("reports progress and stops when told to", () => {
    const reports = auditc.map((study) => ({ id: study.id, report: report(study, 1) }));
    const seen: number[] = [];
    analyzeReports(reports, { model: "reitsma", combinations: 4, onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([1, 2, 3, 4]);
    const signal = { aborted: true, reason: new Error("enough") };
    expect(() => analyzeReports(reports, { model: "reitsma", signal })).toThrow("enough");
  });
});
