import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellRanges } from "../../src/reconstruct/cell-ranges.js";
import { reconstruct } from "../../src/reconstruct/reconstruct.js";
import type { TwoByTwo } from "../../src/tables/study.js";
import { isPrintedAs, type Mode, print, quantities, quantityOf, ratios, searchAll } from "./brute-force.js";

/** A table of 1 to `largest` patients. */
const tableUpTo = (largest: number): fc.Arbitrary<TwoByTwo> =>
  fc
    .tuple(fc.integer({ min: 1, max: largest }), fc.float({ noNaN: true, min: 0, max: 1 }), fc.nat(1e6), fc.nat(1e6))
    .map(([n, prevalence, x, y]) => {
      const diseased = Math.round(prevalence * n);
      const tp = x % (diseased + 1);
      const tn = y % (n - diseased + 1);
      return { tp, fp: n - diseased - tn, fn: diseased - tp, tn };
    });

const modes = fc.constantFrom<Mode>("nearest", "truncate", "either");

/** Some quantities, each with the digits at which it is printed. */
const printing = fc.array(
  fc.record({
    field: fc.constantFrom(...Object.keys(quantities)),
    decimals: fc.integer({ min: 0, max: 4 }),
    percent: fc.boolean(),
  }),
  { maxLength: 6 },
);

type Printing = typeof printing extends fc.Arbitrary<infer P> ? P : never;

/** What a paper would print of a table: quantities that aren't defined are left out. */
function reportOf(table: TwoByTwo, plan: Printing, mode: Mode): Record<string, string> {
  const report: Record<string, string> = {};
  for (const { field, decimals, percent } of plan) {
    const value = quantityOf(field, table);
    if (value === null) continue;
    const text = print(value, decimals, percent && !ratios.includes(field), mode);
    // Rounding in doubles may print a tie to the other side under truncation; such digits aren't what the paper's would be.
    if (isPrintedAs(field, table, text, mode)) report[field] = text;
  }
  // A bare 0 beside percentages is read as a percentage; here it would be meant as a proportion.
  const percentages = Object.values(report).some((text) => text.endsWith("%"));
  return Object.fromEntries(
    Object.entries(report).filter(([, text]) => !percentages || text.endsWith("%") || Number(text) !== 0),
  );
}

const sizeOf = ({ tp, fp, fn, tn }: TwoByTwo): number => tp + fp + fn + tn;

/** Replaces the last digit of one number, as misprints do. */
function misprint(report: Record<string, string>, which: number, digit: number): Record<string, string> {
  const fields = Object.keys(report);
  const field = fields[which % Math.max(1, fields.length)];
  if (field === undefined) return report;
  const text = report[field]!.replace(/\d(?=%?$)/, String(digit));
  const tooLarge = !ratios.includes(field) && Math.abs(Number.parseFloat(text)) > (text.endsWith("%") ? 100 : 1);
  return tooLarge ? report : { ...report, [field]: text };
}

/** Whether sensitivities or specificities lie more than 0.25 apart, by three patients or more or all of the margin. */
function leavesCellsFree(tables: readonly TwoByTwo[]): boolean {
  const apart = (values: readonly number[]): number =>
    values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
  const free = (right: "tp" | "tn", wrong: "fn" | "fp"): boolean => {
    const width = apart(
      tables.flatMap((table) =>
        table[right] + table[wrong] === 0 ? [] : [table[right] / (table[right] + table[wrong])],
      ),
    );
    return width > 0.25 && (width === 1 || apart(tables.map((table) => table[right])) >= 3);
  };
  return free("tp", "fn") || free("tn", "fp");
}

/** Every table, the count and the ranges are those of the plain search. */
function expectSameAs(expected: readonly TwoByTwo[], report: Record<string, string | number>, mode: Mode): void {
  const { count, tables, ranges, status } = reconstruct(report, { rounding: mode, limit: 1_000_000 });
  expect(count).toBe(expected.length);
  expect(tables).toEqual(expected);
  expect(ranges).toEqual(cellRanges(expected));
  const several = leavesCellsFree(expected) ? "underdetermined" : "ambiguous";
  expect(status).toBe(expected.length === 0 ? "inconsistent" : expected.length === 1 ? "unique" : several);
}

/** Compares the search for tables with a plain one: thoroughly, or a twentieth of it. */
export function testEveryTable(thorough: boolean): void {
  const runs = (all: number): number => (thorough ? all : Math.ceil(all / 20));
  const largest = thorough ? 9 : 4;

  describe("the tables of a report", () => {
    it("are those of a plain search, for any quantities at 0 to 4 digits, margins unknown", () => {
      fc.assert(
        fc.property(tableUpTo(26), printing, modes, (table, plan, mode) => {
          const report = reportOf(table, plan, mode);
          expectSameAs(searchAll(sizeOf(table), report, mode), { n: sizeOf(table), ...report }, mode);
        }),
        { numRuns: runs(1_000), seed: 1 },
      );
    });

    it("are those of a plain search up to 60 patients, where ranges are wide", () => {
      fc.assert(
        fc.property(tableUpTo(60), printing, modes, (table, plan, mode) => {
          const report = reportOf(table, plan.slice(0, 3), mode);
          expectSameAs(searchAll(sizeOf(table), report, mode), { n: sizeOf(table), ...report }, mode);
        }),
        { numRuns: runs(150), seed: 2 },
      );
    });

    it("are those of a plain search with known margins up to 300 patients", () => {
      fc.assert(
        fc.property(tableUpTo(300), printing, modes, (table, plan, mode) => {
          const report = reportOf(table, plan, mode);
          const [n, diseased] = [sizeOf(table), table.tp + table.fn];
          expectSameAs(searchAll(n, report, mode, diseased), { n, diseased, ...report }, mode);
        }),
        { numRuns: runs(300), seed: 3 },
      );
    });

    it("are those of a plain search where a number is misprinted, mostly none", () => {
      fc.assert(
        fc.property(tableUpTo(24), printing, modes, fc.nat(5), fc.nat(9), (table, plan, mode, which, digit) => {
          const report = misprint(reportOf(table, plan, mode), which, digit);
          expectSameAs(searchAll(sizeOf(table), report, mode), { n: sizeOf(table), ...report }, mode);
        }),
        { numRuns: runs(300), seed: 4 },
      );
    });

    // Ties, empty denominators and zeros, all of them; with 15 digits also the bounds too fine for whole-numbered edges.
    it.each(Object.keys(quantities))("are those of a plain search for every value of %s, of few patients", (field) => {
      for (let n = 1; n <= largest; n++) {
        const all = searchAll(n, {}, "nearest");
        for (const decimals of [0, 1, 15]) {
          const values = all.flatMap((table) => quantityOf(field, table) ?? []);
          for (const text of new Set(values.map((value) => print(value, decimals, false, "nearest")))) {
            for (const mode of ["nearest", "truncate", "either"] as const) {
              const expected = all.filter((table) => isPrintedAs(field, table, text, mode));
              if (expected.length === 0) continue;
              const { count, tables, ranges } = reconstruct({ n, [field]: text }, { rounding: mode });
              expect(tables, `${field} ${text}, ${mode}, n = ${n}`).toEqual(expected);
              expect([count, ranges]).toEqual([expected.length, cellRanges(expected)]);
            }
          }
        }
      }
    });

    it("hold the true table, up to 2,000 patients", () => {
      fc.assert(
        fc.property(tableUpTo(2_000), printing, modes, (table, plan, mode) => {
          const { tp, fp, fn, tn } = table;
          const report = { n: sizeOf(table), ...reportOf(table, plan, mode) };
          const all = reconstruct(report, { rounding: mode, limit: 0 });
          expect(["unique", "ambiguous", "underdetermined"]).toContain(all.status);
          for (const [cell, [low, high]] of Object.entries(all.ranges!)) {
            expect(low).toBeLessThanOrEqual(table[cell as keyof TwoByTwo]);
            expect(high).toBeGreaterThanOrEqual(table[cell as keyof TwoByTwo]);
          }
          // With the cells given too, the table itself is left, or there would be none.
          expect(reconstruct({ ...report, tp, fp, fn }, { rounding: mode })).toMatchObject({
            status: "unique",
            tables: [{ tp, fp, fn, tn }],
          });
        }),
        { numRuns: runs(500), seed: 5 },
      );
    });

    it("are found from cells and margins alone, without n", () => {
      fc.assert(
        fc.property(tableUpTo(200), (table) => {
          const { tp, fp, fn, tn } = table;
          fc.pre(Math.min(tp, fp, fn, tn) > 0);
          const report = {
            tp,
            fn,
            specificity: print(tn / (fp + tn), 4, false, "nearest"),
            ppv: print(tp / (tp + fp), 4, false, "nearest"),
          };
          const { status, count, tables } = reconstruct(report, { limit: 100_000 });
          expect(["unique", "ambiguous"]).toContain(status);
          expect(tables).toHaveLength(count!);
          expect(tables).toContainEqual(table);
          for (const found of tables) {
            expect(found).toMatchObject({ tp, fn });
            expect(isPrintedAs("specificity", found, report.specificity, "nearest")).toBe(true);
            expect(isPrintedAs("ppv", found, report.ppv, "nearest")).toBe(true);
          }
        }),
        { numRuns: runs(100), seed: 6 },
      );
    });

    it("are counted as they are listed where the list is long: 10,000 patients with 1 % wide sensitivity and specificity", () => {
      const { count, tables } = reconstruct(
        { n: 10_000, diseased: 3_000, sensitivity: "85%", specificity: "90%", f1: "0.81" },
        { limit: 100_000 },
      );
      // The plain search over tp and tn for these margins.
      let found = 0;
      for (let tp = 2_535; tp <= 2_565; tp++) {
        for (let tn = 6_265; tn <= 6_335; tn++) {
          if (isPrintedAs("f1", { tp, fp: 7_000 - tn, fn: 3_000 - tp, tn }, "0.81", "nearest")) found += 1;
        }
      }
      expect(found).toBeGreaterThan(0);
      expect([count, tables.length]).toEqual([found, found]);
    });
  });
}
