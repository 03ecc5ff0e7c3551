import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { auditReport } from "../../src/published/audit/audit-report.js";
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

  it.each([
    ["0.92 (0.89–0.94)", { estimate: "0.92", lower: "0.89", upper: "0.94" }],
    ["92% [89, 94]", { estimate: "92%", lower: "89%", upper: "94%" }],
    ["0.92 (95% CI 0.89 to 0.94)", { estimate: "0.92", lower: "0.89", upper: "0.94", level: 0.95 }],
    ["0·92, 95% CI 0·89–0·94", { estimate: "0·92", lower: "0·89", upper: "0·94", level: 0.95 }],
    ["1,234.5 (120–∞)", { estimate: "1,234.5", lower: "120" }],
    ["12.4 (3.1–∞)", { estimate: "12.4", lower: "3.1" }],
  ])("takes the cell %j apart, wherever a quantity stands", (cell, wanted) => {
    const files = (value: unknown) => ({
      results: [{ id: "a", sensitivity: value, hsroc: { lambda: value }, quantities: { odd: value } }],
      restated: [{ of: "a", sensitivity: value }],
      comparators: [{ label: "b", sensitivity: value }],
      narrative: { sensitivity: [value] },
      reviewerAgreement: { kappa: value },
    });
    expect(parsePublished(files(cell))).toEqual(files(wanted));
  });

  it("leaves the cells of a study whole, for the reconstruction to read", () => {
    const studies = [{ id: "s", sensitivity: "0.912 (62/68)", specificity: "85% (80–89)" }];
    expect(parsePublished({ studies }).studies).toEqual(studies);
    expect(auditReport({ studies }).findings).toEqual([]);
    const data = { csv: "study,tp,fp,fn,tn\ns,62,18,6,45\nt,30,8,4,61" };
    expect(auditReport({ data, studies: [{ id: "s", sensitivity: "0.912 (62/68)" }] }).findings).toEqual([]);
    expect(auditReport({ data, studies: [{ id: "t", sensitivity: "0.85 (0.70–0.95)" }] }).findings).toMatchObject([
      { rule: "data-fit-the-print", expected: "0.882" },
    ]);
    expect(auditReport({ studies: [{ id: "s", sensitivity: "0.87 (62/68)" }] }).findings).toMatchObject([
      { rule: "study-fits-a-table" },
    ]);
  });

  it("audits a cell as it does its parts", () => {
    const parts = { estimate: "0.92", lower: "0.93", upper: "0.94" };
    const of = (sensitivity: unknown) => auditReport({ results: [{ id: "a", k: 9, sensitivity }] });
    expect(of("0.92 (0.93–0.94)")).toEqual(of(parts));
    expect(of("0.92 (0.93–0.94)").findings.length).toBeGreaterThan(0);
  });

  it.each(["0.92 (0.89)", "0.92 ± 0.03", "0.92 (0.89–0.94) (0.8–0.9)", "0.92 (see text 4)"])(
    "guesses nothing of %j",
    (cell) => {
      expect(fault({ results: [{ sensitivity: cell }] }).message).toContain('"0.92 (0.89–0.94)"');
    },
  );

  it("takes no limits of another level than the file's", () => {
    const results = [{ sensitivity: "0.92 (90% CI 0.89 to 0.94)" }];
    expect(parsePublished({ level: 0.9, results }).results[0]?.sensitivity).toMatchObject({ level: 0.9 });
    const error = fault({ results });
    expect([error.where, error.message]).toEqual([
      "results[0].sensitivity",
      expect.stringContaining("the level 0.9, but"),
    ]);
  });

  it("lists everything that is wrong with a file at once", () => {
    const error = fault({ level: 2, results: [{ plr: "x" }, { nlr: "y" }] });
    expect(error.message).toContain("2 more problems");
    expect(error.message).toContain("results[1].nlr");
  });
});
