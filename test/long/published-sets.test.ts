import { describe, expect, it } from "vitest";
import { filterStudies } from "../../src/expressions.js";
import { identify } from "../../src/published/identify/identify.js";
import { reproduce } from "../../src/published/reproduce/reproduce.js";
import { readStudies } from "../../src/tables/read-studies.js";
import { loadPublished, loadPublishedData } from "../published/published-fixtures.js";

const dataOf = (name: string): string =>
  loadPublishedData(name, (loadPublished(name).data as { readonly file: string }).file);

describe("identify names the programs of the published sets that take long", () => {
  it.each([
    [
      "ascus",
      ["midas", "metadta"],
      { midas: ["midas"], "midas-regression": ["midas-test"], "metadta-comparative": ["metadta-test"] },
    ],
    ["auditc", ["mada"], { reitsma: ["mada"], "summary-points": ["mada"] }],
    ["coeliac", ["metandi", "metandi2"], { adult_ema1_5: ["metandi"] }],
    ["smoking", ["mada"], { regression: ["mada-type"], ml: ["mada-ml"] }],
  ])("%s: %j, result by result", (name, expected, best) => {
    const { programs, results } = identify(readStudies(dataOf(name)), loadPublished(name), { filter: filterStudies });
    expect(programs).toEqual(expected);
    for (const [id, names] of Object.entries(best)) expect(results.find((one) => one.id === id)?.best).toEqual(names);
  });

  it("schuetz2010: metandi, and meqrlogit for the comparison of the tests", () => {
    const published = loadPublished("schuetz2010");
    const { programs, results } = identify(readStudies(dataOf("schuetz2010")), published, { filter: filterStudies });
    expect(programs).toEqual(["metandi", "meqrlogit"]);
    expect(results.map(({ id, best }) => [id, best[0]])).toEqual([
      ["ct", "metandi"],
      ["ct-gllamm", undefined],
      ["mri", "metandi"],
      ["comparison", "meqrlogit-test"],
    ]);
  });
});

describe("the reproduction of schuetz2010", () => {
  const published = { ...loadPublished("schuetz2010"), data: { csv: dataOf("schuetz2010") } };
  const { citation, doi, counts, results } = reproduce(published, { filter: filterStudies });
  const numbers = results.flatMap((result) => result.numbers);

  it("names the paper and its DOI, and counts 135 numbers reproduced, 64 off, none not checkable", () => {
    expect(citation).toMatch(/\w+ \w+/);
    expect(doi).toMatch(/^10\.\d{4,}\//);
    expect(counts).toMatchObject({ reproduced: 135, off: 64, notCheckable: 0 });
  });

  it("explains every number that is not reproduced", () => {
    expect(numbers.filter(({ status, explanation }) => status !== "reproduced" && explanation === null)).toEqual([]);
  });

  it("is off in the second digit at most, by gllamm's quadrature", () => {
    expect(numbers.filter(({ agreeingDigits }) => agreeingDigits !== null && agreeingDigits < 1)).toEqual([]);
  });

  it.each(["ct", "mri"])("agrees with metandi to five digits: %s", (id) => {
    const own = results.find((one) => one.id === id)?.numbers ?? [];
    expect(own.length).toBeGreaterThan(20);
    expect(own.filter(({ agreeingDigits }) => agreeingDigits !== null && agreeingDigits < 5)).toEqual([]);
  });
});
