import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { readReports } from "../../src/reconstruct/read-reports.js";
import { type Reconstruction, reconstruct } from "../../src/reconstruct/reconstruct.js";

const jang = { n: 101, sensitivity: "91.1", specificity: "68.9", accuracy: "81.2", ppv: "78.5", npv: "86.1" };

describe("reconstruct", () => {
  it("finds the one table of Jang 2021 from five percentages and n", () => {
    expect(reconstruct(jang)).toMatchObject({
      status: "unique",
      count: 1,
      tables: [{ tp: 51, fp: 14, fn: 5, tn: 31 }],
      ranges: { tp: [51, 51], fp: [14, 14], fn: [5, 5], tn: [31, 31] },
      closest: null,
      conflicts: [],
    });
  });

  it("finds 56 tables for n = 200, sensitivity 85 %, specificity 90 %, accuracy 88 %", () => {
    const { status, count, tables, ranges } = reconstruct({
      n: 200,
      sensitivity: "85%",
      specificity: "90%",
      accuracy: "88%",
    });
    expect([status, count, tables.length]).toEqual(["ambiguous", 56, 56]);
    expect(ranges).toEqual({
      tp: [Math.min(...tables.map(({ tp }) => tp)), Math.max(...tables.map(({ tp }) => tp))],
      fp: [Math.min(...tables.map(({ fp }) => fp)), Math.max(...tables.map(({ fp }) => fp))],
      fn: [Math.min(...tables.map(({ fn }) => fn)), Math.max(...tables.map(({ fn }) => fn))],
      tn: [Math.min(...tables.map(({ tn }) => tn)), Math.max(...tables.map(({ tn }) => tn))],
    });
  });

  it("lists no more tables than asked for; count and ranges stay exact", () => {
    const report = { n: 200, sensitivity: "85%", specificity: "90%", accuracy: "88%" };
    const all = reconstruct(report);
    const some = reconstruct(report, { limit: 10 });
    expect(some.tables).toHaveLength(10);
    expect([some.count, some.ranges]).toEqual([all.count, all.ranges]);
    expect(reconstruct(report, { limit: 0 }).tables).toEqual([]);
  });

  it("counts trillions of tables without listing them", () => {
    // Counted independently by a plain loop over diseased and tp (13 seconds): the tn between its bounds, summed.
    const report = { sensitivity: "0.85", specificity: "0.90", accuracy: "0.88" };
    expect(reconstruct({ n: 10_000, ...report }).count).toBe(4_769_052);
    const { count, ranges } = reconstruct({ n: 1_000_000, ...report });
    expect(count).toBe(4_722_690_555_056);
    expect(ranges).toEqual({
      tp: [169_000, 513_000],
      fp: [38_000, 84_000],
      fn: [31_000, 87_000],
      tn: [362_000, 716_000],
    });
  });

  it("takes numbers, text with digits, proportions and percentages", () => {
    const table = [{ tp: 62, fp: 18, fn: 6, tn: 45 }];
    for (const report of [
      { n: 131, diseased: 68, sensitivity: "0.912", specificity: "0.714" },
      { n: 131, diseased: 68, sensitivity: 0.912, specificity: 0.714 },
      { n: 131, nonDiseased: 63, sensitivity: "91.2%", specificity: "71.4 %" },
      { diseased: 68, nonDiseased: 63, sensitivity: 91.2, specificity: 71.4 },
      { tp: 62, fn: 6, specificity: "0.714", ppv: "0.775" },
      { tp: 62, fp: 18, sensitivity: "0.912", specificity: "0.714" },
    ]) {
      expect(reconstruct(report).tables).toEqual(table);
    }
  });

  it("says which numbers it read as percentages, and what every number was taken to mean", () => {
    const { notes, readings, warnings, rounding } = reconstruct(jang);
    expect(notes).toEqual([
      {
        code: "read-as-percent",
        message: "Read as percentages: sensitivity 91.1, specificity 68.9, PPV 78.5, NPV 86.1, accuracy 81.2.",
      },
    ]);
    expect(readings[1]).toEqual({
      field: "sensitivity",
      printed: "91.1",
      scale: "percent",
      lower: 0.9105,
      upper: 0.9115,
    });
    expect([warnings, rounding]).toEqual([[], "nearest"]);
  });

  it("warns of percentages and proportions in one report", () => {
    const { warnings, status } = reconstruct({ n: 131, diseased: 68, sensitivity: "91.2", specificity: "0.714" });
    expect(status).toBe("unique");
    expect(warnings.map(({ code }) => code)).toEqual(["mixed-scales"]);
    expect(warnings[0]!.message).toContain("percentages (sensitivity 91.2) and proportions (specificity 0.714)");
    // MCC and kappa are printed as proportions beside percentages.
    expect(reconstruct({ n: 131, sensitivity: "91.2", specificity: "71.4", kappa: "0.63" }).warnings).toEqual([]);
  });

  it("reads a bare 0 among percentages as 0 %, and warns of a bare 1", () => {
    expect(reconstruct({ n: 10, diseased: 5, sensitivity: "100", specificity: "0" }).tables).toEqual([
      { tp: 5, fp: 5, fn: 0, tn: 0 },
    ]);
    const { warnings, ranges } = reconstruct({ n: 10, diseased: 5, sensitivity: 1, specificity: "0.80" });
    expect(ranges!.tp).toEqual([3, 5]);
    expect(warnings.map(({ code }) => code)).toEqual(["no-decimals"]);
  });

  it("reads digits as rounded, cut off, or either", () => {
    // 31/34 = 0.91176…
    const report = { n: 34, diseased: 34, sensitivity: "0.911" };
    expect(reconstruct(report).status).toBe("inconsistent");
    expect(reconstruct(report).notes.map(({ message }) => message)).toEqual([
      'Tables fit if the printed digits were cut off: try rounding "truncate".',
    ]);
    expect(reconstruct(report, { rounding: "truncate" }).tables).toEqual([{ tp: 31, fp: 0, fn: 3, tn: 0 }]);
    expect(reconstruct({ ...report, sensitivity: "0.912" }, { rounding: "truncate" }).status).toBe("inconsistent");
    for (const sensitivity of ["0.911", "0.912"]) {
      expect(reconstruct({ ...report, sensitivity }, { rounding: "either" }).status).toBe("unique");
    }
  });

  it("takes an end of an interval as inside: 1/8 = 0.125 is printed 0.12 and 0.13, by doubles and by exact fractions", () => {
    for (const sensitivity of ["0.12", "0.13"]) {
      expect(reconstruct({ n: 8, diseased: 8, sensitivity }).tables).toEqual([{ tp: 1, fp: 0, fn: 7, tn: 0 }]);
    }
    // 0.285 = 57/200 is below a double's 0.285; 0.575 = 23/40 is above.
    expect(reconstruct({ n: 200, diseased: 200, sensitivity: "0.28" }).ranges!.tp).toEqual([55, 57]);
    expect(reconstruct({ n: 40, diseased: 40, sensitivity: "0.57" }).tables).toEqual([
      { tp: 23, fp: 0, fn: 17, tn: 0 },
    ]);
  });

  it("reads cells that hold limits or counts beside the number", () => {
    const sizes = { n: 131, diseased: 68 };
    const plain = { sensitivity: "0.912", sensitivityInterval: { lower: "0.818", upper: "0.967" } };
    expect(reconstruct({ ...sizes, sensitivity: "0.912 (95% CI 0.818 to 0.967)", specificity: "71.4%" })).toEqual(
      reconstruct({ ...sizes, ...plain, specificity: "71.4%" }),
    );
    expect(reconstruct({ sensitivity: "91.2% (62/68)", specificity: "71.4% (45/63)" }).tables).toEqual([
      { tp: 62, fp: 18, fn: 6, tn: 45 },
    ]);
    // Limits of a quantity without a field for them say nothing of the table.
    expect(reconstruct({ ...sizes, ppv: "0.775 (0.67–0.86)" }).count).toBe(
      reconstruct({ ...sizes, ppv: "0.775" }).count,
    );
  });

  it("reads an infinite ratio as an empty denominator", () => {
    expect(reconstruct({ n: 10, diseased: 5, sensitivity: "0.8", plr: "∞" }).tables).toEqual([
      { tp: 4, fp: 0, fn: 1, tn: 5 },
    ]);
    expect(reconstruct({ n: 10, diseased: 5, nlr: "inf", sensitivity: "0.8" }).tables).toEqual([
      { tp: 4, fp: 5, fn: 1, tn: 0 },
    ]);
    // tp, tn ≥ 1 and fp or fn 0: 9 with both empty, 2 · 36 with one.
    expect(reconstruct({ n: 10, dor: "Infinity" }).count).toBe(81);
  });

  it("takes a printed ratio as defined, and says so where some programs print 0 for 0/0", () => {
    const { tables, notes } = reconstruct({ n: 10, diseased: 4, tp: 0, ppv: "0.00" });
    expect(tables.map(({ fp }) => fp)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(notes.map(({ code }) => code)).toEqual(["zero-is-defined"]);
    expect(reconstruct({ n: 10, diseased: 4, tp: 0, ppv: "NA" }).count).toBe(7);
  });

  it("is without end where no size is reported, and says what would bound it", () => {
    const open = { status: "underdetermined", count: null, tables: [], ranges: null, closest: null };
    expect(reconstruct({ sensitivity: "0.90", specificity: "0.80" })).toMatchObject({ ...open, missing: ["n"] });
    expect(reconstruct({ diseased: 100, sensitivity: "0.90" })).toMatchObject({
      ...open,
      missing: ["n", "nonDiseased"],
    });
    expect(reconstruct({ tp: 62, fn: 6, specificity: "0.714", plr: "3.19" }).missing).toEqual([
      "n",
      "nonDiseased",
      "fp",
      "tn",
    ]);
    expect(reconstruct({}).missing).toEqual(["n"]);
  });

  it("finds contradictions without any size", () => {
    const { status, conflicts } = reconstruct({ sensitivity: "0.90", specificity: "0.80", accuracy: "0.50" });
    expect(status).toBe("inconsistent");
    expect(conflicts).toEqual(["sensitivity 0.90, specificity 0.80 and accuracy 0.50 cannot all hold."]);
    expect(reconstruct({ diseased: 100, sensitivity: "0.853", specificity: "0.9" }).conflicts).toEqual([
      "sensitivity 0.853 is not possible among 100 diseased; the nearest possible value is 0.8500 (85/100).",
    ]);
  });

  it("says what would settle an ambiguous report: any number in which all tables differ", () => {
    // 129 to 131 of 200 are 65 %.
    const { count, missing } = reconstruct({ n: 280, diseased: 200, sensitivity: "65", specificity: "85" });
    expect(count).toBe(3);
    expect(missing).toEqual(["tp", "fn", "plr", "dor"]);
    // At three digits more quantities tell them apart.
    expect(reconstruct({ n: 280, diseased: 200, sensitivity: "65", specificity: "85.0" }).missing).toContain(
      "accuracy",
    );
  });

  it("names every smallest set of numbers that conflict, what each would have to be, and the closest table", () => {
    const result = reconstruct({ n: 131, diseased: 68, sensitivity: "0.912", specificity: "0.714", accuracy: "0.83" });
    expect(result.status).toBe("inconsistent");
    expect(result.count).toBe(0);
    expect(result.conflicts).toEqual([
      "sensitivity 0.912, specificity 0.714 and accuracy 0.83 cannot all hold given n 131 and diseased 68. With the others as printed, " +
        "sensitivity would have to be 0.9412; or specificity would have to be 0.7460; or accuracy would have to be 0.817.",
    ]);
    expect(result.closest).toEqual({ tp: 62, fp: 18, fn: 6, tn: 45 });
    // 107/131 = 0.81679, 0.82 units below 0.825.
    expect(result.misses).toHaveLength(1);
    expect(result.misses[0]).toMatchObject({ field: "accuracy", printed: "0.83" });
    expect(result.misses[0]!.value).toBeCloseTo(107 / 131, 12);
    expect(result.misses[0]!.units).toBeCloseTo((0.825 - 107 / 131) / 0.01, 9);
  });

  it("takes sizes as given where cells conflict with them", () => {
    const { conflicts, closest } = reconstruct({ n: 131, diseased: 69, tp: 62, fn: 6 });
    expect(conflicts).toEqual([
      "TP 62 and FN 6 cannot all hold given n 131 and diseased 69. With the others as printed, TP would have to be 63; or FN would have to be 7.",
    ]);
    expect([
      [62, 7],
      [63, 6],
    ]).toContainEqual([closest!.tp, closest!.fn]);
  });

  it.each([
    [
      { n: 10, diseased: 5, nonDiseased: 6 },
      "sizes-do-not-add-up",
      "n, diseased, nonDiseased",
      /diseased 5 \+ nonDiseased 6 = 11, but n is 10\. Check them/,
    ],
    [{ n: 10, diseased: 12 }, "sizes-do-not-add-up", "n, diseased", /diseased 12 is more than n 10/],
    [{ n: 10, sensitivity: "120" }, "out-of-range", "sensitivity", /cannot be above 100 percent/],
    [{ n: 10, sensitivity: "-0.3" }, "out-of-range", "sensitivity", /cannot be negative/],
    [{ n: 10, kappa: "-101" }, "out-of-range", "kappa", /above 100 percent/],
    [{ n: 10, plr: "91%" }, "out-of-range", "plr", /is a ratio, not a percentage/],
    [{ n: 10, sensitivity: "∞" }, "out-of-range", "sensitivity", /cannot be infinite/],
    [{ n: 10, sensitivity: "high" }, "bad-number", "sensitivity", /wanted one number as printed/],
    [{ n: -4 }, "bad-count", "n", /whole number from 1 to/],
    [{ n: 2.5 }, "bad-count", "n", /got 2\.5, wanted a whole number/],
    [{ n: "many" }, "bad-count", "n", /got "many"/],
    [{ n: 10, tp: -1 }, "bad-count", "tp", /from 0 to/],
    [{ n: 10, sens: "0.9" }, "unknown-field", "sens", /no field "sens" in a report; the fields are n, diseased/],
    [null, "bad-report", "report", /expected an object/],
  ])("refuses %j", (report, code, where, message) => {
    let error: unknown;
    try {
      reconstruct(report as never);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ code, where });
    expect((error as InputError).message).toMatch(message);
    expect((error as InputError).wanted).not.toBeUndefined();
  });

  it("refuses options that don't exist", () => {
    expect(() => reconstruct(jang, { rounding: "up" as never })).toThrow(
      /rounding must be "nearest" or "truncate" or "either"/,
    );
    expect(() => reconstruct(jang, { limit: -1 })).toThrow(/limit/);
  });

  it("gives plain data that survives JSON", () => {
    for (const report of [
      jang,
      { sensitivity: "0.9" },
      { n: 54, diseased: 10, specificity: "0.837" },
      { n: 200, dor: "∞" },
    ]) {
      const result: Reconstruction = reconstruct(report);
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    }
  });
});

describe("reconstruct on what papers printed (fixtures/reconstruction)", () => {
  const rows = readReports(readFileSync(new URL("../../fixtures/reconstruction/cases.csv", import.meta.url), "utf8"));
  const printedTable = (covariates: (typeof rows)[number]["covariates"]): number[] =>
    ["printed_tp", "printed_fp", "printed_fn", "printed_tn"].flatMap((name) => {
      const value = covariates?.[name];
      return typeof value === "number" ? [value] : [];
    });
  const verdicts: Record<string, number> = {
    "Jeong SY": 0,
    "Sayasneh A": 0,
    "Van Calster B": 2,
    "PM2 internal": 0,
    "PM1 test": 0,
    "Hsieh 2021 hip osteoporosis": 2,
    "Liu 2013": 3,
    "Luo 2013": 0,
    "Du 2014": 0,
  };

  it("is tried on 22 rows, 15 of them with the printed table", () => {
    expect(rows).toHaveLength(22);
    expect(rows.filter(({ covariates }) => printedTable(covariates).length === 4)).toHaveLength(15);
  });

  it.each(rows.map(({ id, ...row }) => [id, row] as const))("%s", (id, { report, covariates }) => {
    const { status, count, tables, closest, conflicts, misses } = reconstruct(report);
    expect(count).toBe(verdicts[id] ?? 1);
    const printed = printedTable(covariates);
    const cells = ({ tp, fp, fn, tn }: (typeof tables)[number]): number[] => [tp, fp, fn, tn];
    if (status !== "inconsistent") {
      if (printed.length > 0) expect(tables.map(cells)).toContainEqual(printed);
      return;
    }
    // Every contradiction is explained, and the closest table is the one that the paper prints.
    expect(conflicts.length).toBeGreaterThan(0);
    expect(misses.length).toBeGreaterThan(0);
    if (printed.length > 0) expect(cells(closest!)).toEqual(printed);
  });

  it("names the specificity of Jeong SY: 37/44 is 0.841, not 0.837", () => {
    const { report } = rows.find(({ id }) => id === "Jeong SY")!;
    const { conflicts, misses } = reconstruct(report);
    expect(conflicts).toEqual([
      "specificity 0.837 is not possible among 44 non-diseased; the nearest possible value is 0.8409 (37/44).",
    ]);
    expect(misses.map(({ field }) => field)).toEqual(["specificity"]);
    expect(misses[0]!.units).toBeCloseTo((37 / 44 - 0.8375) / 0.001, 9);
  });
});
