import { describe, expect, it } from "vitest";
import { filterStudies } from "../../src/expressions.js";
import { type Reproduction, reproduce } from "../../src/published/reproduce/reproduce.js";
import { loadPublished, loadPublishedData, reproducibleSets } from "./published-fixtures.js";

const reproductions = new Map<string, Reproduction>();

/** The reproduction of a set under fixtures/published/, made once. */
function reproductionOf(name: string): Reproduction {
  const known = reproductions.get(name);
  if (known !== undefined) return known;
  const made = reproduce(withData(name), { filter: filterStudies });
  reproductions.set(name, made);
  return made;
}

function withData(name: string): Record<string, unknown> {
  const published = loadPublished(name);
  return { ...published, data: { csv: loadPublishedData(name, (published.data as { file: string }).file) } };
}

// schuetz2010 takes long: test/long/published-sets.test.ts
const quickSets = reproducibleSets.filter((name) => name !== "schuetz2010");

describe("the published sets", () => {
  it("are the nine that name their data", () => {
    expect(reproducibleSets).toEqual([
      "ascus",
      "auditc",
      "coeliac",
      "dementia_csf",
      "gp73",
      "iqcode",
      "schuetz2010",
      "smoking",
      "telomerase",
    ]);
  });

  it.each(quickSets)("name the paper and its DOI: %s", (name) => {
    const { citation, doi } = reproductionOf(name);
    expect(citation).toMatch(/\w+ \w+/);
    expect(doi).toMatch(/^10\.\d{4,}\//);
  });

  it.each([
    ["ascus", 89, 10, 0],
    ["auditc", 178, 1, 0],
    ["coeliac", 80, 8, 0],
    ["dementia_csf", 109, 23, 0],
    ["gp73", 16, 0, 2],
    ["iqcode", 28, 7, 0],
    ["smoking", 39, 0, 1],
    ["telomerase", 64, 62, 0],
  ])("%s: %i numbers reproduced, %i off, %i not checkable", (name, reproduced, off, notCheckable) => {
    expect(reproductionOf(name).counts).toMatchObject({ reproduced, off, notCheckable });
  });

  it.each(quickSets)("explain every number that is not reproduced: %s", (name) => {
    const silent = reproductionOf(name).results.flatMap(({ id, numbers }) =>
      numbers
        .filter(({ status, explanation }) => status !== "reproduced" && explanation === null)
        .map(({ path }) => `${id}: ${path}`),
    );
    expect(silent).toEqual([]);
  });

  it.each(quickSets)("are never further off than a reader would expect from the explanations: %s", (name) => {
    const { results } = reproductionOf(name);
    // Stata's ASCUS likelihoods differ in the second digit, boundary fits in the third.
    const least = name === "ascus" || name === "iqcode" || name === "telomerase" ? 1 : 2;
    const far = results.flatMap(({ id, numbers }) =>
      numbers
        .filter(({ agreeingDigits }) => agreeingDigits !== null && agreeingDigits < least)
        .map(({ path }) => `${id}: ${path}`),
    );
    expect(far).toEqual([]);
  });
});

describe("what each program printed", () => {
  it.each([
    ["telomerase", "midas"],
    ["dementia_csf", "midas"],
    ["dementia_csf", "metadta"],
    ["ascus", "midas-regression"],
    ["auditc", "madad"],
    ["auditc", "madauni"],
    ["auditc", "phm"],
    ["auditc", "reitsma"],
    ["auditc", "summary-points"],
    ["auditc", "predv_d"],
    ["smoking", "regression"],
    ["coeliac", "adult_ema1_5"],
    ["coeliac", "adult_igadgp20"],
    ["coeliac", "child_ttgdgp20"],
    ["iqcode", "without-two"],
  ])("is reproduced to the last digit: %s, %s", (name, id) => {
    const result = reproductionOf(name).results.find((one) => one.id === id);
    expect(result?.numbers.length).toBeGreaterThan(2);
    expect(result?.numbers.filter(({ status }) => status !== "reproduced")).toEqual([]);
  });

  it("by metandi agrees to five digits, of seven or eight, away from the boundary", () => {
    const numbers = reproductionOf("dementia_csf").results.find(({ id }) => id === "metandi")?.numbers ?? [];
    expect(numbers.length).toBeGreaterThan(20);
    expect(numbers.filter(({ agreeingDigits }) => agreeingDigits !== null && agreeingDigits < 5)).toEqual([]);
  });

  it("of GP73 needs Q around the Mantel–Haenszel estimate: all but the area and Q*", () => {
    const left = reproductionOf("gp73").results[0]?.numbers.filter(({ status }) => status !== "reproduced");
    expect(left?.map(({ path, status }) => [path, status])).toEqual([
      ["auc", "not-checkable"],
      ["qStar", "not-checkable"],
    ]);
    expect(left?.[0]?.note).toMatch(/not known.*\(0\.8640\)/);
  });

  it("of Meta-DiSc's area is off where it lies farther away than what is not known could bring it", () => {
    const results = [{ as: "meta-disc", auc: "0.9138" }];
    const made = reproduce({ data: { csv: loadPublishedData("gp73") }, results });
    expect(made.results[0]!.numbers[0]).toMatchObject({ status: "off", rounded: "0.8640" });
  });
});

describe("a reproduction", () => {
  const csv = loadPublishedData("dementia_csf");
  const spec = { data: { csv }, as: "metandi" };

  it("says of each number what was printed, what came out, and by how many units of the last digit they differ", () => {
    const { results, counts } = reproduce({ ...spec, results: [{ sensitivity: { estimate: "0.80", lower: "0.70" } }] });
    expect(results[0]?.numbers).toMatchObject([
      {
        path: "sensitivity",
        printed: "0.80",
        rounded: "0.80",
        status: "reproduced",
        unitsOff: 0,
        agreeingDigits: null,
      },
      {
        path: "sensitivity.lower",
        label: "lower limit of sensitivity",
        printed: "0.70",
        rounded: "0.72",
        status: "off",
      },
    ]);
    expect(results[0]?.numbers[1]?.unitsOff).toBeCloseTo(2.19, 2);
    expect(counts).toEqual({ reproduced: 1, off: 1, notCheckable: 0, explained: 0 });
  });

  it("compares bounds, percentages and counts", () => {
    const result = { k: 13, participants: 1349, sensitivity: "79.8%", hsroc: { beta: { pValue: ">0.5" } } };
    const { results } = reproduce({ ...spec, results: [result] });
    expect(results[0]?.numbers.map(({ path, status }) => [path, status])).toEqual([
      ["k", "off"],
      ["participants", "reproduced"],
      ["sensitivity", "reproduced"],
      ["hsroc.beta.pValue", "reproduced"],
    ]);
  });

  it("compares what the program doesn't print with what the library gives of its model, and says so", () => {
    const { results } = reproduce({
      ...spec,
      results: [{ auc: "0.80", deeks: { df: "12" }, tests: { sharedIntercept: { chiSquared: "40.1" } } }],
    });
    expect(results[0]?.numbers.map(({ status, note }) => [status, note])).toEqual([
      ["reproduced", "metandi prints no auc; this is dta-meta's value of its model"],
      ["reproduced", "metandi prints no deeks.df; this is dta-meta's value of its model"],
      ["not-checkable", "metandi prints no tests.sharedIntercept.chiSquared"],
    ]);
  });

  it("identifies the program where the file names none, and says where none explains the numbers", () => {
    const { results } = reproduce({
      data: { csv },
      results: [
        { sensitivity: { estimate: "0.7975349", lower: "0.7219" }, hsroc: { lambda: "2.067505" } },
        { sensitivity: "0.1234", specificity: "0.3712" },
      ],
    });
    expect(results[0]).toMatchObject({ program: "metandi", failure: null });
    expect(results[0]?.numbers.map(({ status }) => status)).toEqual(["reproduced", "reproduced", "reproduced"]);
    expect(results[0]?.notes[0]).toMatch(/names no program; compared as if the paper fitted.*metandi/);
    expect(results[1]?.failure).toContain("doesn't say whose conventions");
  });

  it("says that a program refuses so few studies", () => {
    const three = csv.split("\n").slice(0, 4).join("\n");
    const { results } = reproduce({ data: { csv: three }, as: "metandi", results: [{ sensitivity: "0.8" }] });
    expect(results[0]?.numbers[0]?.note).toContain("at least 4 studies, got 3");
  });

  it("asks for the pre-test probability by name, and takes it as printed where it is", () => {
    const of = (fagan: Record<string, string>) =>
      reproduce({ ...spec, as: "midas", results: [{ fagan }] }).results[0]?.numbers.find(
        ({ path }) => path === "fagan.posttestPositive",
      );
    expect(of({ posttestPositive: "0.36" })?.note).toContain("give options.prior");
    expect(of({ prior: "0.20", posttestPositive: "0.37" })?.status).toBe("reproduced");
  });

  it("keeps the other results where one can't be refitted", () => {
    const { results, counts } = reproduce({
      ...spec,
      results: [
        { id: "bad", where: { subst: "CT" }, sensitivity: "0.80" },
        { id: "option", as: "midas", options: { nodes: 5 }, sensitivity: "0.80" },
        { id: "good", sensitivity: "0.80" },
      ],
    });
    expect(results.map(({ id, failure }) => [id, failure === null])).toEqual([
      ["bad", false],
      ["option", false],
      ["good", true],
    ]);
    expect(counts).toMatchObject({ reproduced: 1, notCheckable: 2 });
  });

  it("lets rows that no result asks for be no tables, and names stand twice where rows differ", () => {
    const rows = csv.trim().split("\n");
    const named = [
      `${rows[0]},set`,
      ...rows.slice(1).map((row) => `${row},a`),
      ...rows.slice(1, 6).map((row) => `${row},b`),
    ];
    const data = { csv: [...named, "Broken 2020,many,3,4,5,c"].join("\n") };
    const { results } = reproduce({
      data,
      as: "metandi",
      results: [
        { where: { set: "a" }, sensitivity: "0.80" },
        { where: { set: "b" }, k: 5 },
        { where: { set: ["a", "b"] }, k: 19 },
        { where: { set: "c" }, k: 1 },
      ],
    });
    expect(results.map(({ k, failure }) => [k, failure === null])).toEqual([
      [14, true],
      [5, true],
      [19, true],
      [0, false],
    ]);
    expect(results[3]?.failure).toContain("many");
    const twice = reproduce({ data: { csv: [...rows, rows[1]].join("\n") }, as: "metandi", results: [{ k: 15 }] });
    expect(twice.results[0]?.failure).toContain("stands twice with the same table");
  });

  it("knows mada's HSROC block and regressions on several moderators", () => {
    const data = { csv: loadPublishedData("smoking") };
    const { results } = reproduce({
      data,
      as: "mada",
      results: [
        { hsroc: { lambda: "1.0", beta: "0.1" } },
        { options: { moderators: ["type", "population"] }, quantities: { "tests.covariate.df": "4" } },
      ],
    });
    expect(results[0]?.numbers.map(({ computed, note }) => [computed === null, note])).toEqual([
      [false, null],
      [false, null],
    ]);
    expect(results[1]?.programLabel ?? results[1]?.failure).toContain("type and population");
  });

  it("notes slips of the program beside the numbers that they make", () => {
    const { results } = reproduce({
      data: { csv },
      as: "midas",
      results: [{ auc: { estimate: "0.80", lower: "0.76" } }],
    });
    expect(results[0]?.numbers[1]?.status).toBe("reproduced");
    expect(results[0]?.numbers[1]?.note).toContain("500 grid points");
  });

  it("finds the explanation of a number by its path, its quantity, its group, or for all", () => {
    const result = {
      explanations: { "nlr.lower": "limit", hsroc: "group", "*": "rest" },
      nlr: { estimate: "9", lower: "9" },
      hsroc: { lambda: "9" },
    };
    const { results } = reproduce({ ...spec, results: [result] });
    expect(results[0]?.numbers.map(({ explanation }) => explanation)).toEqual(["rest", "limit", "group"]);
  });

  it("selects studies by values without an evaluator, by expressions with one", () => {
    const data = { csv: loadPublishedData("coeliac") };
    const kOf = (where: unknown, options = {}): number | undefined =>
      reproduce({ data, as: "metandi", results: [{ where, sensitivity: "0.9" }] }, options).results[0]?.k;
    expect(kOf({ subset: "adult_ttg15" })).toBe(5);
    expect(kOf({ subset: ["adult_ttg15", "adult_dgp20"] })).toBe(9);
    expect(kOf({ subset: "child_ema1_10", population: "Children" })).toBe(5);
    expect(kOf('subset == "child_ttg20"', { filter: filterStudies })).toBe(6);
  });

  it.each([
    [{ where: "year > 2000" }, "is an expression; pass { filter"],
    [{ where: { subst: "CT" } }, 'no column "subst"'],
    [{ where: { study: "Nobody 1999" } }, "true for none of the 14 studies"],
    [{ as: "midas", options: { nodes: 5 } }, "midas has no option nodes"],
  ])("says why a result is not refitted: %j", (result, message) => {
    const { results } = reproduce({ ...spec, results: [{ sensitivity: "0.8", ...result }] });
    expect(results[0]?.failure).toContain(message);
    expect(results[0]?.numbers[0]).toMatchObject({ status: "not-checkable", note: results[0]?.failure });
  });

  it("needs data, and leaves files to the caller", () => {
    expect(() => reproduce({ results: [] })).toThrow(/names no data/);
    expect(() => reproduce({ data: { file: "data.csv" }, results: [] })).toThrow(/has not been read/);
  });

  it("is plain data", () => {
    const made = reproductionOf("gp73");
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });
});
