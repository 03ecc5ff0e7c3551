import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { reproduce } from "../../src/published/reproduce/reproduce.js";
import { calls, exportedFunctions, LIBRARY_CALLS, type LibraryCall, ROWS } from "./library-calls.js";
import { leftOf, reproduced, together } from "./library-walk.js";

describe("no number that a function of the library returns counts as not printed", () => {
  it("and every function that it exports has its place here", () => {
    expect(Object.keys(LIBRARY_CALLS).sort()).toEqual(exportedFunctions);
  });

  // the others, in which whole searches are run again: test/long/reproduce-everything.test.ts
  const quick = calls.filter(([, { slow }]) => slow !== true);
  let counted = 0;

  it.each(together(quick))("%s", (_, group) => {
    const { count, left } = leftOf(group);
    expect(left).toEqual([]);
    counted += count;
  });

  it("which are thousands", () => {
    expect(counted).toBeGreaterThan(5_000);
  });
});

describe("the library's numbers beside those of a program", () => {
  const analysis = LIBRARY_CALLS.analyze as LibraryCall;
  const { leaveOneOut } = analysis.result() as {
    leaveOneOut: { omitted: string; summary: { dor: { estimate: number } } }[];
  };

  it.each(["metandi", "dta-meta"])("are found by the names of studies as well as by their places: %s", (as) => {
    const { omitted, summary } = leaveOneOut[2]!;
    const { numbers } = reproduced(
      [
        [`leaveOneOut.${omitted}.summary.dor.estimate`, summary.dor.estimate],
        ["leaveOneOut.2.summary.dor.estimate", summary.dor.estimate],
      ],
      "plain",
      { as },
    );
    expect(numbers.map(({ status }) => status)).toEqual(["reproduced", "reproduced"]);
    expect(numbers[0]!.note).toContain("dta-meta's value of its model");
  });

  it("are not made up for names that no result has", () => {
    const { numbers } = reproduced(
      [
        ["leaveOneOut.nobody.summary.dor", 1],
        ["made.up", 2],
      ],
      "plain",
      { as: "dta-meta" },
    );
    expect(numbers).toMatchObject([
      { status: "not-checkable", computed: null },
      { status: "not-checkable", computed: null },
    ]);
  });
});

describe("a model of the library that a result names", () => {
  it("answers to the short names that programs have for two tests", () => {
    const { comparisons, tests } = (LIBRARY_CALLS.compareTests as LibraryCall).result() as {
      comparisons: { relativeSensitivity: { estimate: number } }[];
      tests: { test: string; specificity: { estimate: number } }[];
    };
    const { relativeSensitivity } = comparisons[0]!;
    const { numbers, program, k } = reproduced(
      [
        ["relative.sensitivity", relativeSensitivity.estimate],
        ["levels.HC2.relative.sensitivity", relativeSensitivity.estimate],
        ["comparisons.HC2.RepC.relativeSensitivity", relativeSensitivity.estimate],
        ["levels.RepC.specificity", tests.find(({ test }) => test === "RepC")!.specificity.estimate],
      ],
      "comparative",
      { refit: { model: "comparative", options: { test: "test", prevalence: 0.2 } } },
    );
    expect(numbers.map(({ status }) => status)).toEqual(["reproduced", "reproduced", "reproduced", "reproduced"]);
    expect([program, k]).toEqual(["dta-meta", 5]);
  });

  it("gives what diagmeta printed of nitric oxide, to six digits", () => {
    const url = new URL("../../fixtures/several-cutoffs/", import.meta.url);
    const csv = readFileSync(new URL("feno.csv", url), "utf8").replace(
      /^(Schneider 2013,(?:43|44|45),\d+,\d+,)115,/gm,
      "$1116,",
    );
    const { diagmeta, stats } = JSON.parse(readFileSync(new URL("linear.json", url), "utf8"))[1];
    const six = (value: number): string => value.toPrecision(6);
    const { results } = reproduce({
      data: { csv },
      results: [
        {
          refit: {
            model: "linear-thresholds",
            options: { model: "CI", log: true },
            ask: { linearAccuracyAt: { cutoffs: [stats.cutoff] } },
          },
          quantities: {
            "optimalCutoff.cutoff": six(diagmeta.optcut),
            "optimalCutoff.sensitivity": {
              estimate: six(diagmeta["Sens.optcut"]),
              lower: six(diagmeta["lower.Sens.optcut"]),
              upper: six(diagmeta["upper.Sens.optcut"]),
            },
            "auc.sensitivity": { estimate: six(diagmeta.AUCSens), upper: six(diagmeta["AUCSens.upper"]) },
            "linearAccuracyAt.32.specificity": { estimate: six(stats.Spec), lower: six(stats["lower.Spec"]) },
          },
        },
      ],
    });
    expect(results[0]!.numbers.map(({ status }) => status)).toEqual(Array(8).fill("reproduced"));
  });

  it("counts a study with several cut-offs once, people included", () => {
    const { results } = reproduce({
      data: ROWS.cutoffs,
      results: [{ k: 4, participants: 860, refit: { model: "thresholds", options: { alternatives: false } } }],
    });
    expect(results[0]!.numbers.map(({ path, computed }) => [path, computed])).toEqual([
      ["k", 4],
      ["participants", 860],
    ]);
  });

  it("gives pooled numbers under the names that results have for them, of one test and of a latent class", () => {
    const { summary } = (LIBRARY_CALLS.analyze as LibraryCall).result() as {
      summary: { sensitivity: { estimate: number; lower: number } };
    };
    const { estimate, lower } = summary.sensitivity;
    const { results } = reproduce({
      data: ROWS.plain,
      refit: { model: "binomial" },
      results: [{ sensitivity: { estimate: String(estimate), lower: String(lower) } }, { as: "metandi", k: 8 }],
    });
    expect(results[0]!.numbers.map(({ status }) => status)).toEqual(["reproduced", "reproduced"]);
    expect(results.map(({ program }) => program)).toEqual(["dta-meta", "metandi"]);
  });

  it("says why a function that is asked gives nothing, and refuses one that is not there", () => {
    const asked = (ask: unknown, name: string) =>
      reproduce({ data: ROWS.plain, results: [{ refit: { model: "reitsma", ask }, quantities: { [name]: "0.1" } }] })
        .results[0]!;
    expect(asked({ regions: { pionts: 9 } }, "regions.confidence.0.fpr").numbers[0]).toMatchObject({
      status: "not-checkable",
      note: expect.stringContaining('Did you mean "points"'),
    });
    expect(asked({ correctForReference: {} }, "correctForReference.sensitivity").numbers[0]!.note).toMatch(
      /proportion/,
    );
    expect(asked({ region: {} }, "region.confidence.0.fpr").failure).toMatch(/did you mean regions/);
  });

  it("says what it was not told, and what it can't fit", () => {
    const asked = (refit: unknown) => () => reproduce({ data: ROWS.plain, results: [{ refit, sensitivity: "0.8" }] });
    expect(asked({ model: "comparative" })).toThrow(/results\[0\]\.refit\.options/);
    expect(asked({ model: "thresholds", options: { cut: [20] } })).toThrow(/cut/);
    expect(asked({ model: "networks" })).toThrow(/binomial/);
    const { results } = reproduce({
      data: ROWS.plain,
      results: [{ refit: { model: "comparative", options: { test: "marker" } }, sensitivity: "0.8" }],
    });
    expect(results[0]!.failure).toContain("marker");
  });
});
