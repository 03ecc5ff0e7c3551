import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneVsRestReports } from "../../src/reconstruct/one-vs-rest-reports.js";
import { oneVsRest } from "../../src/tables/one-vs-rest.js";

// Rows: normal, osteopenia, osteoporosis by the reference standard; columns: by the test.
const bones = [
  [8, 1, 1],
  [2, 15, 3],
  [0, 4, 16],
];
const names = ["normal", "osteopenia", "osteoporosis"];

const matrix = fc
  .integer({ min: 2, max: 6 })
  .chain((k) => fc.array(fc.array(fc.nat(50), { minLength: k, maxLength: k }), { minLength: k, maxLength: k }));

describe("oneVsRest", () => {
  it("makes one table of each class, labels kept", () => {
    expect(oneVsRest(bones, names)).toEqual([
      { label: "normal", table: { tp: 8, fp: 2, fn: 2, tn: 38 } },
      { label: "osteopenia", table: { tp: 15, fp: 5, fn: 5, tn: 25 } },
      { label: "osteoporosis", table: { tp: 16, fp: 4, fn: 4, tn: 26 } },
    ]);
    expect(oneVsRest(bones).map(({ label }) => label)).toEqual(["1", "2", "3"]);
  });

  it("of a 2×2 matrix gives the table and its mirror", () => {
    expect(
      oneVsRest(
        [
          [20, 5],
          [3, 60],
        ],
        ["ill", "healthy"],
      ),
    ).toEqual([
      { label: "ill", table: { tp: 20, fp: 3, fn: 5, tn: 60 } },
      { label: "healthy", table: { tp: 60, fp: 5, fn: 3, tn: 20 } },
    ]);
  });

  it("keeps every patient in every table, and as many false positives as false negatives in all", () => {
    fc.assert(
      fc.property(matrix, (cells) => {
        const n = cells.flat().reduce((sum, cell) => sum + cell, 0);
        const tables = oneVsRest(cells).map(({ table }) => table);
        for (const { tp, fp, fn, tn } of tables) {
          expect(tp + fp + fn + tn).toBe(n);
          expect(Math.min(tp, fp, fn, tn)).toBeGreaterThanOrEqual(0);
        }
        const sum = (cell: "fp" | "fn"): number => tables.reduce((total, table) => total + table[cell], 0);
        expect(sum("fp")).toBe(sum("fn"));
        tables.forEach(({ tp, fn }, i) => {
          expect(tp + fn).toBe(cells[i]!.reduce((total, cell) => total + cell, 0));
        });
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("turns a matrix round whose columns have the reference totals, and says so", () => {
    // 10, 20, 20 by the reference standard; 9, 18, 23 by the test.
    const cells = [
      [8, 2, 0],
      [1, 15, 4],
      [0, 1, 19],
    ];
    const turned = names.map((_, i) => cells.map((row) => row[i]!));
    const right = oneVsRest(cells, names);
    const marked = right.map((row) => ({ ...row, transposed: true }));
    const referenceTotals = [10, 20, 20];
    const testTotals = [9, 18, 23];
    expect(oneVsRest(turned, names, { referenceTotals })).toEqual(marked);
    expect(oneVsRest(turned, names, { testTotals })).toEqual(marked);
    expect(oneVsRest(turned, names, { referenceTotals, testTotals })).toEqual(marked);
    expect(oneVsRest(cells, names, { referenceTotals, testTotals })).toEqual(right);
    expect(() => oneVsRest(cells, names, { referenceTotals, testTotals: referenceTotals })).toThrow(/fit neither/);
  });

  it.each([
    [[], undefined, undefined, /two at least/],
    [[[1]], undefined, undefined, /two at least/],
    [[[1, 2], [3]], undefined, undefined, /as many rows as columns/],
    [
      [
        [1, 2],
        [3, -4],
      ],
      undefined,
      undefined,
      /matrix\[1\]\[1\]: got -4, wanted a whole number/,
    ],
    [
      [
        [1, 2],
        [3, 0.4],
      ],
      undefined,
      undefined,
      /Turn percentages into counts first/,
    ],
    [
      [
        [1, 2],
        [3, 4],
      ],
      ["a"],
      undefined,
      /got a, wanted 2 different labels/,
    ],
    [
      [
        [1, 2],
        [3, 4],
      ],
      ["a", "a"],
      undefined,
      /got a, a, wanted 2 different labels/,
    ],
    [
      [
        [1, 2],
        [3, 4],
      ],
      undefined,
      { referenceTotals: [5, 5] },
      /fit neither the rows \(3,7\) nor the columns \(4,6\)/,
    ],
  ])("refuses %j with labels %j and totals %j", (cells, labels, options, message) => {
    expect(() => oneVsRest(cells as number[][], labels, options)).toThrow(message);
  });
});

describe("oneVsRestReports", () => {
  it("finds the tables from support, recall and precision of each class", () => {
    const found = oneVsRestReports([
      { label: "normal", support: 10, recall: "0.80", precision: "0.80" },
      { label: "osteopenia", support: 20, recall: "0.75", precision: "0.75" },
      { label: "osteoporosis", support: 20, recall: "0.80", precision: "0.80" },
    ]);
    expect(found.map(({ label, reconstruction: { status, tables } }) => [label, status, tables])).toEqual(
      oneVsRest(bones, names).map(({ label, table }) => [label, "unique", [table]]),
    );
  });

  it("drops tables whose false positives the other classes cannot balance", () => {
    // At one digit, precision 0.8 of the second class alone leaves fp 3 to 5; the others have as many false positives as false
    // negatives, so it must have 4.
    const classes = [
      { label: "normal", support: 10, recall: "0.80", precision: "0.80" },
      { label: "osteopenia", support: 20, sensitivity: "0.800", ppv: "0.8" },
      { label: "osteoporosis", support: 20, recall: "0.80", precision: "0.80" },
    ];
    const [, middle] = oneVsRestReports(classes);
    expect(middle!.reconstruction).toMatchObject({
      status: "unique",
      count: 1,
      tables: [{ tp: 16, fp: 4, fn: 4, tn: 26 }],
      ranges: { fp: [4, 4] },
    });
    const impossible = oneVsRestReports([...classes.slice(0, 1), { ...classes[1]!, ppv: "0.50" }, ...classes.slice(2)]);
    expect(impossible.map(({ reconstruction }) => reconstruction.status)).toEqual([
      "inconsistent",
      "inconsistent",
      "inconsistent",
    ]);
    expect(impossible[0]!.reconstruction.conflicts[0]).toContain(
      "false positives and false negatives cannot be equally many",
    );
  });

  it("always keeps the true tables of a matrix", () => {
    fc.assert(
      fc.property(matrix, fc.integer({ min: 1, max: 3 }), (cells, decimals) => {
        const truth = oneVsRest(cells);
        fc.pre(truth.every(({ table: { tp, fp, fn } }) => tp + fn > 0 && tp + fp > 0));
        const found = oneVsRestReports(
          truth.map(({ label, table: { tp, fp, fn } }) => ({
            label,
            support: tp + fn,
            recall: (tp / (tp + fn)).toFixed(decimals),
            precision: (tp / (tp + fp)).toFixed(decimals),
          })),
        );
        found.forEach(({ label, reconstruction: { count, tables } }, i) => {
          expect(label).toBe(truth[i]!.label);
          if (count === tables.length) expect(tables).toContainEqual(truth[i]!.table);
        });
      }),
      { numRuns: 100, seed: 2 },
    );
  });

  it("refuses what cannot be read, naming the class", () => {
    const good = { label: "a", support: 10, recall: "0.8" };
    expect(() => oneVsRestReports([good])).toThrow(/two or more classes/);
    expect(() => oneVsRestReports([good, good])).toThrow(/different labels/);
    expect(() => oneVsRestReports([good, { label: "b", support: 5, recall: "0.8", sensitivity: "0.8" }])).toThrow(
      /class "b": recall and sensitivity are the same/,
    );
    expect(() => oneVsRestReports([good, { label: "b", support: 5, recall: "many" }])).toThrow(
      /^class "b": sensitivity: got "many"/,
    );
  });
});
