import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analysis/analyze.js";
import { mosesLittenberg } from "../../src/inference/curve/moses-littenberg.js";
import { empiricalBayes } from "../../src/inference/point/empirical-bayes.js";
import { poolUnivariate } from "../../src/inference/univariate/univariate.js";
import { reproduce } from "../../src/published/reproduce/reproduce.js";
import { readStudies } from "../../src/tables/read-studies.js";
import { writeCsv } from "../../src/tables/write-csv.js";
import { loadFixture } from "../fixtures.js";

const studies = loadFixture("gould").slice(0, 12);
const csv = writeCsv([
  ["study", "tp", "fp", "fn", "tn"],
  ...studies.map(({ id, tp, fp, fn, tn }) => [id, ...[tp, fp, fn, tn].map(String)]),
]);

/** Smaller numbers, such as the ends of a curve, are printed by no paper. */
const LEAST = 1e-20;

/** Every number of a result by its path. */
function numbersOf(value: unknown, path: string): [path: string, number: number][] {
  if (typeof value === "number") return value !== 0 && Math.abs(value) < LEAST ? [] : [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersOf(inner, path === "" ? key : `${path}.${key}`));
}

/** What is compared where every one of these numbers is printed in full. */
function reproduced(numbers: readonly (readonly [path: string, number: number])[], as: string, options = {}) {
  const quantities = Object.fromEntries(numbers.map(([path, number]) => [path, number]));
  const { results } = reproduce({ data: { csv }, as, options, results: [{ id: "all", quantities }] });
  return results[0]!.numbers;
}

describe("no number that the library returns counts as not printed", () => {
  const plain = readStudies(csv);
  const analysis = analyze(plain, { prior: 0.2, minStudies: 2 });
  const { schema: _, ...rest } = JSON.parse(JSON.stringify(analysis)) as Record<string, unknown>;
  const beside = {
    mosesLittenberg: mosesLittenberg(plain),
    empiricalBayes: empiricalBayes(analysis.fit!),
    univariate: Object.fromEntries(
      (["sensitivity", "specificity", "plr", "nlr", "dor"] as const).map((measure) => [
        measure,
        poolUnivariate(plain, { measure }).overall,
      ]),
    ),
  };

  it("of an analysis and of what stands beside it, number by number", () => {
    const numbers = [...numbersOf(rest, ""), ...numbersOf(beside, "")];
    expect(numbers.length).toBeGreaterThan(2_000);
    const left = reproduced(numbers, "dta-meta", { prior: 0.2 }).filter(({ status }) => status !== "reproduced");
    expect(left.map(({ path, note }) => [path, note])).toEqual([]);
  });

  it("by the names of studies as well as by their places", () => {
    const row = analysis.leaveOneOut![2]!;
    const numbers = [
      [`leaveOneOut.${row.omitted}.summary.dor.estimate`, row.summary!.dor.estimate!],
      ["leaveOneOut.2.summary.dor.estimate", row.summary!.dor.estimate!],
    ] as const;
    for (const as of ["metandi", "dta-meta"]) {
      const made = reproduced(numbers, as);
      expect(made.map(({ status }) => status)).toEqual(["reproduced", "reproduced"]);
      expect(made[0]!.note).toContain("dta-meta's value of its model");
    }
  });

  it("says so of names that no result has", () => {
    expect(
      reproduced(
        [
          ["leaveOneOut.nobody.summary.dor", 1],
          ["made.up", 2],
        ],
        "dta-meta",
      ),
    ).toMatchObject([
      { status: "not-checkable", computed: null },
      { status: "not-checkable", computed: null },
    ]);
  });
});
