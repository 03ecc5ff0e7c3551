import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { parsePublished } from "../../src/published/parse-published.js";
import { publishedJsonSchema } from "../../src/published/schema.js";

function fault(input: unknown): InputError {
  try {
    parsePublished(input);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("nothing was wrong");
}

describe("the format of published results", () => {
  it("fills in that a file without results has none", () => {
    expect(parsePublished({ citation: "A paper" }).results).toEqual([]);
  });

  it("is exported as a JSON Schema, which fixtures/published/write-schema.ts writes", () => {
    const shipped = readFileSync(new URL("../../fixtures/published/schema.json", import.meta.url), "utf8");
    expect(JSON.parse(shipped)).toEqual(publishedJsonSchema());
  });

  it.each([
    [{ results: [{ plr: { estimate: "11.6", lower: "about 8" } }] }, "results[0].plr.lower", /such as "0\.92"/],
    [{ results: [{ plr: "n.s." }] }, "results[0].plr", /a number as printed.*or an object with estimate/],
    [{ results: [{ sensitvity: "0.9" }] }, "results[0].sensitvity", /did you mean sensitivity/],
    [{ results: [{ plr: { lowr: "1" } }] }, "results[0].plr.lowr", /did you mean lower/],
    [{ results: [{ k: 2.5 }] }, "results[0].k", /a whole number of at least 0, got 2\.5/],
    [{ results: {} }, "results", /an array/],
    [{ level: 95 }, "level", /a number between 0 and 1, got 95/],
    [{ as: "stata" }, "as", /"midas" or "metandi"/],
    [{ flow: { identified: { PubMed: "685" } } }, "flow.identified.PubMed", /a whole number/],
    [{ jointModels: [{ df: 2 }] }, "jointModels[0].covariate", /missing; it must be text/],
    [{ data: { file: "a.csv", csv: "study,tp" } }, "data", /exactly one of file, csv and studies, got file and csv/],
    [{ results: [{ id: "ct" }, { id: "ct" }] }, "results[1].id", /already the id of results\[0\]/],
    [{ results: [{ id: "ct" }], partitions: [{ of: "ct", into: ["mr"] }] }, "partitions[0].into[0]", /the ids are ct/],
    ["text", "the file", /an object with/],
  ])("a malformed file %j gets the path of the field and what it should hold", (input, where, message) => {
    const error = fault(input);
    expect(error.code).toBe("bad-published");
    expect(error.where).toBe(where);
    expect(error.message).toContain(where);
    expect(error.message).toMatch(message);
    expect(error.wanted).not.toBe("");
  });

  it("lists everything that is wrong with a file at once", () => {
    const error = fault({ level: 2, results: [{ plr: "x" }, { nlr: "y" }] });
    expect(error.message).toContain("2 more problems");
    expect(error.message).toContain("results[1].nlr");
  });
});
