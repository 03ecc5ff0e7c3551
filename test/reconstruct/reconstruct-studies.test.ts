import { describe, expect, it } from "vitest";
import { seededRandom } from "../../src/numeric/random/random.js";
import type { StudyReport } from "../../src/reconstruct/read-reports.js";
import { reconstruct } from "../../src/reconstruct/reconstruct.js";
import {
  centralTable,
  type ReconstructedStudy,
  reconstructStudies,
} from "../../src/reconstruct/reconstruct-studies.js";
import { findCandidates } from "../../src/reconstruct/search/candidates.js";

const reports: StudyReport[] = [
  { id: "one", report: { n: 131, diseased: 68, sensitivity: "0.912", specificity: "0.714" } },
  { id: "three", cluster: "x", report: { n: 280, diseased: 200, sensitivity: "65", specificity: "85" } },
  { id: "none", report: { n: 54, diseased: 10, sensitivity: "0.9", specificity: "0.837" } },
  { id: "endless", report: { sensitivity: "0.9" } },
];

describe("reconstructStudies", () => {
  it("chooses the only table, and the central one of several", () => {
    const found = reconstructStudies(reports);
    expect(found.map(({ id, table, choice }) => [id, table, choice])).toEqual([
      ["one", { tp: 62, fp: 18, fn: 6, tn: 45 }, "only"],
      ["three", { tp: 130, fp: 12, fn: 70, tn: 68 }, "central"],
      ["none", null, null],
      ["endless", null, null],
    ]);
    expect(found.map(({ reconstruction: { status } }) => status)).toEqual([
      "unique",
      "ambiguous",
      "inconsistent",
      "underdetermined",
    ]);
    expect(found[1]!.cluster).toBe("x");
  });

  it("chooses none but the only one, or the closest too, if asked", () => {
    expect(reconstructStudies(reports, { choose: "unique" }).map(({ choice }) => choice)).toEqual([
      "only",
      null,
      null,
      null,
    ]);
    const closest = reconstructStudies(reports, { choose: "closest" });
    expect(closest.map(({ choice }) => choice)).toEqual(["only", "central", "closest", null]);
    expect(closest[2]!.table).toEqual({ tp: 9, fp: 7, fn: 1, tn: 37 });
    expect(() => reconstructStudies(reports, { choose: "any" as never })).toThrow(/choose must be/);
  });

  it("invents no table for a report that leaves the cells almost free, unless asked", () => {
    const report: StudyReport = { id: "AUC only", covariates: { auc: 0.95 }, report: { n: 2_000, diseased: 1_000 } };
    for (const choose of ["unique", "central", "closest"] as const) {
      const [{ table, choice, reconstruction }] = reconstructStudies([report], { choose }) as [ReconstructedStudy];
      expect([table, choice, reconstruction.status, reconstruction.count]).toEqual([
        null,
        null,
        "underdetermined",
        1_002_001,
      ]);
      expect(reconstruction.missing).toEqual(["sensitivity", "specificity"]);
      expect(reconstruction.warnings.map(({ code }) => code)).toContain("cells-almost-free");
    }
    const [asked] = reconstructStudies([report], { includeUnderdetermined: true });
    expect(asked).toMatchObject({ choice: "central", reconstruction: { status: "underdetermined" } });
    // One proportion unknown is enough; both known to a tenth are not.
    const status = (numbers: object): string => reconstruct({ n: 200, diseased: 100, ...numbers }).status;
    expect(status({ sensitivity: "0.9" })).toBe("underdetermined");
    expect(status({ sensitivity: "0.9", specificity: "0.8" })).toBe("ambiguous");
    expect(status({ accuracy: "0.88" })).toBe("ambiguous");
    expect(status({ accuracy: "0.80" })).toBe("underdetermined");
  });

  it("chooses the same table whatever the limit of the list", () => {
    const report: StudyReport = {
      id: "56",
      report: { n: 200, sensitivity: "85%", specificity: "90%", accuracy: "88%" },
    };
    expect(reconstructStudies([report], { limit: 1 })[0]!.table).toEqual(reconstructStudies([report])[0]!.table);
  });

  it("takes the middle by a sample where there are too many tables, the same every time", () => {
    const report: StudyReport = {
      id: "many",
      report: { n: 10_000, diseased: 3_000, sensitivity: "85%", specificity: "90%" },
    };
    const [{ table, reconstruction }] = reconstructStudies([report]) as [ReturnType<typeof reconstructStudies>[number]];
    expect(reconstruction.count).toBe(31 * 71);
    expect(Math.abs(table!.tp - 2_550)).toBeLessThan(4);
    expect(Math.abs(table!.tn - 6_300)).toBeLessThan(8);
    expect(reconstructStudies([report])[0]!.table).toEqual(table);
  });
});

describe("the central table", () => {
  it("is the one nearest to the mean", () => {
    const tables = [1, 2, 3, 4, 10].map((tp) => ({ tp, fp: 5, fn: 20 - tp, tn: 9 }));
    expect(centralTable(tables).tp).toBe(4);
    expect(centralTable(tables.slice(0, 1)).tp).toBe(1);
  });
});

describe("candidates", () => {
  it("are counted, listed up to a number, and drawn", () => {
    const candidates = findCandidates({ n: 200, sensitivity: "85%", specificity: "90%", accuracy: "88%" })!;
    expect(candidates.count).toBe(56);
    expect(candidates.list(56)).toHaveLength(56);
    expect(candidates.list(55)).toBeNull();
  });

  it("are drawn with the same probability each (χ² over 56 tables), the same for the same seed", () => {
    for (const report of [
      { n: 200, sensitivity: "85%", specificity: "90%", accuracy: "88%" },
      // A curve instead of straight edges, and no margin known.
      { n: 60, sensitivity: "0.85", specificity: "0.90", mcc: "0.7" },
    ]) {
      const candidates = findCandidates(report)!;
      const all = candidates.list(1_000)!;
      const size = 200 * all.length;
      const drawn = candidates.sample(size, seededRandom(7));
      expect(candidates.sample(size, seededRandom(7))).toEqual(drawn);
      const counts = new Map(all.map((table) => [JSON.stringify(table), 0]));
      for (const table of drawn) {
        const key = JSON.stringify(table);
        expect(counts.has(key)).toBe(true);
        counts.set(key, counts.get(key)! + 1);
      }
      const chiSquared = [...counts.values()].reduce((sum, seen) => sum + (seen - 200) ** 2 / 200, 0);
      // Mean df, standard deviation √(2·df): 4 of these above.
      const df = all.length - 1;
      expect(chiSquared).toBeLessThan(df + 4 * Math.sqrt(2 * df));
    }
  });

  it("are drawn from trillions without listing them", () => {
    const candidates = findCandidates({ n: 1_000_000, sensitivity: "0.85", specificity: "0.90", accuracy: "0.88" })!;
    for (const { tp, fp, fn, tn } of candidates.sample(20, seededRandom(1))) {
      expect(tp + fp + fn + tn).toBe(1_000_000);
      expect(Math.abs(tp / (tp + fn) - 0.85)).toBeLessThanOrEqual(0.005);
      expect(Math.abs(tn / (tn + fp) - 0.9)).toBeLessThanOrEqual(0.005);
      expect(Math.abs((tp + tn) / 1_000_000 - 0.88)).toBeLessThanOrEqual(0.005);
    }
  });

  it("are null where there is none or no end to them", () => {
    expect(findCandidates({ n: 54, diseased: 10, specificity: "0.837" })).toBeNull();
    expect(findCandidates({ sensitivity: "0.9" })).toBeNull();
  });
});
