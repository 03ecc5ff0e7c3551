import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { filterStudies } from "../../src/expressions.js";
import { seededRandom } from "../../src/numeric/random/random.js";
import { type IdentifyOptions, identify, identifyBy, runner } from "../../src/published/identify/identify.js";
import type { Identification } from "../../src/published/identify/identify-conclusion.js";
import { readStudies } from "../../src/tables/read-studies.js";
import { dataSets, identifyOwn, plainPrograms, randomReport } from "./identify-simulation.js";
import { loadPublished, loadPublishedData } from "./published-fixtures.js";

const known = new Map<string, Identification>();

/** The identification of a set under fixtures/published/, made once. */
function identified(name: string): Identification {
  const before = known.get(name);
  if (before !== undefined) return before;
  const published = loadPublished(name);
  const studies = readStudies(loadPublishedData(name, (published.data as { file: string }).file));
  const made = identify(studies, published, { filter: filterStudies });
  known.set(name, made);
  return made;
}

// ascus, auditc, coeliac, smoking and schuetz2010 take long: test/long/published-sets.test.ts
describe("identify names the programs of the published sets", () => {
  it.each([
    ["telomerase", ["midas", "metandi", "metadta"]],
    ["dementia_csf", ["midas", "metandi", "metadta"]],
    ["iqcode", ["lme4"]],
    ["gp73", ["meta-disc"]],
  ])("%s: %j", (name, programs) => {
    expect(identified(name).programs).toEqual(programs);
  });

  it.each([
    ["telomerase", "midas", ["midas"]],
    ["telomerase", "metadta", ["metadta"]],
    ["dementia_csf", "midas", ["midas"]],
    ["dementia_csf", "metandi", ["metandi"]],
    ["dementia_csf", "metadta", ["metadta"]],
    ["iqcode", "all", ["lme4"]],
    ["gp73", "all", ["meta-disc"]],
  ])("result by result: %s, %s", (name, id, best) => {
    expect(identified(name).results.find((one) => one.id === id)?.best).toEqual(best);
  });
});

describe("the identification of random numbers and of programs' own output", () => {
  const [set] = dataSets(3).slice(2);
  const run = runner();

  it("names nothing for numbers drawn at random", () => {
    for (let i = 0; i < 60; i++) {
      const { verdict, programs } = identifyBy(run, set!.studies, randomReport(seededRandom(20260301, i)));
      expect([verdict, programs]).toEqual(["none", []]);
    }
  });

  it("names each program, alone or with its twins, by all, half and five of its numbers to two digits", () => {
    const outcomes = identifyOwn(set!.name, set!.studies, 5, run);
    expect(outcomes.length).toBe(3 * plainPrograms.length);
    const missed = outcomes.filter(({ identified }) => !identified).map(({ program, share }) => `${program} ${share}`);
    expect(missed).toEqual([]);
  });
});

describe("an identification", () => {
  const studies = readStudies(loadPublishedData("dementia_csf"));
  const run = runner();
  const of = (printed: unknown, options?: IdentifyOptions): Identification =>
    identifyBy(run, studies, printed, options);

  it("says in words how sure it is, and how far behind the next is", () => {
    const { conclusion, verdict, falseMatchProbability } = of({
      sensitivity: "0.7975349",
      hsroc: { lambda: "2.067505" },
    });
    expect([verdict, falseMatchProbability < 1e-5]).toEqual(["consistent", true]);
    expect(conclusion).toBe(
      "The numbers are consistent with one convention: the paper fitted the binomial bivariate model with Stata's metandi, 5 points. " +
        "This gives 2 of 2 printed numbers. The chance that a paper made in another way has numbers that fit so well is " +
        "less than 1 in a million. The next (metandi-7) gives 2 of 2 printed numbers, 2 of them to four digits alone, but fewer to the " +
        "last digit. Another convention is not ruled out by two numbers or more, so it is not certain.",
    );
    expect(identified("gp73").conclusion).toMatch(
      /Meta-DiSc, ratios with random effects.*This gives 15 of 17 printed numbers, does not print 2\./,
    );
    expect(identified("dementia_csf").results.map(({ id, verdict: one }) => [id, one])).toEqual([
      ["midas", "must"],
      ["metandi", "must"],
      ["metadta", "consistent"],
    ]);
  });

  it("takes what a program does not print neither for nor against it", () => {
    const { candidates } = of({
      sensitivity: "0.80",
      specificity: "0.65",
      deeks: { t: "1.23" },
      hsroc: { beta: "0.15" },
    });
    const midas = candidates.find(({ id }) => id === "midas");
    expect([midas?.reproduced, midas?.off, midas?.missing]).toEqual([2, 1, 1]);
    expect(midas?.contradicted).toEqual(["deeks.t"]);
  });

  it("reports ties as ties: two digits fit many conventions", () => {
    const { best, conclusion, programs } = of({ sensitivity: "0.80", specificity: "0.65" });
    expect(best.length).toBeGreaterThan(4);
    expect(best).toEqual(expect.arrayContaining(["midas", "metandi", "metadta", "lme4", "binomial"]));
    expect(conclusion).toMatch(/^Several conventions can't be told apart/);
    expect(programs).toContain("midas");
  });

  it("rules out a program that prints fewer digits than stand there", () => {
    const { best, candidates } = of({ sensitivity: { estimate: "0.7975", lower: "0.7219", upper: "0.8567" } });
    expect(best).toContain("metandi");
    expect(best).not.toContain("midas");
    expect(candidates.find(({ id }) => id === "midas")).toMatchObject({ reproduced: 3, tooFine: 3, off: 0 });
  });

  it("recognises plain sums with the interval that was used", () => {
    const tp = studies.reduce((sum, study) => sum + study.tp, 0);
    const n = studies.reduce((sum, study) => sum + study.tp + study.fn, 0);
    const p = tp / n;
    const half = 1.959963984540054 * Math.sqrt((p * (1 - p)) / n);
    const { best } = of({
      sensitivity: { estimate: p.toFixed(4), lower: (p - half).toFixed(4), upper: (p + half).toFixed(4) },
    });
    expect(best).toEqual(["sums-wald"]);
  });

  it("says so where nothing fits", () => {
    const { best, programs, conclusion } = of({ sensitivity: "0.3712", specificity: "0.1234" });
    expect([best, programs]).toEqual([[], []]);
    expect(conclusion).toMatch(/^None of the known conventions explains/);
  });

  it("keeps conventions that refuse the studies, with the reason", () => {
    const { candidates } = identify(studies.slice(0, 3), { sensitivity: "0.80" });
    expect(candidates.find(({ id }) => id === "metandi")?.failure).toContain("at least 4 studies");
    expect(candidates.find(({ id }) => id === "metandi2")?.failure).toBeNull();
  });

  it("doesn't depend on the order of the studies", () => {
    const printed = { sensitivity: { estimate: "0.80", lower: "0.72", upper: "0.86" }, nlr: "0.31" };
    const turned = identify([...studies].reverse(), printed);
    expect(turned.best).toEqual(of(printed).best);
  });

  it("refuses a file without printed numbers", () => {
    expect(() => of({ k: 14 })).toThrow(InputError);
    expect(() => of({ sensitvity: "0.8" })).toThrow(/did you mean sensitivity/);
  });

  it("is plain data", () => {
    const made = of({ sensitivity: "0.80", dor: "7" });
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });
});
