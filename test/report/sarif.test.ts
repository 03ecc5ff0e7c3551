import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { auditReport } from "../../src/published/audit/audit-report.js";
import { extractPublished } from "../../src/published/extract/extract-published.js";
import { readPaperText } from "../../src/published/extract/read/read-text.js";
import { parsePublished } from "../../src/published/parse-published.js";
import type { FileOutcome } from "../../src/report/audit/audited-file.js";
import { auditSarif } from "../../src/report/audit/sarif.js";

// What SARIF 2.1.0 (OASIS Standard, 27 March 2020) asks of the objects that are written, section by section. Its schema lets no
// property through that it doesn't name, so that these are strict as well.
const message = z.strictObject({ text: z.string().check(z.minLength(1)) }); // 3.11
const level = z.enum(["none", "note", "warning", "error"]); // 3.27.10
/** A URI reference, RFC 3986. */
const uri = z.string().check(z.regex(/^(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#-]|%[0-9A-Fa-f]{2})+$/));
const fromOne = z.int().check(z.gte(1));
const region = z.union([
  // 3.30.5 to 3.30.8
  z.strictObject({ startLine: fromOne, startColumn: fromOne, endLine: fromOne, endColumn: fromOne }),
  // 3.30.9, 3.30.10, 3.30.13
  z.strictObject({
    charOffset: z.int().check(z.nonnegative()),
    charLength: z.int().check(z.nonnegative()),
    snippet: message,
  }),
]);
const physicalLocation = z.strictObject({ artifactLocation: z.strictObject({ uri }), region: z.optional(region) }); // 3.29
const location = z.strictObject({
  // 3.28
  physicalLocation,
  logicalLocations: z.optional(z.array(z.strictObject({ fullyQualifiedName: z.string().check(z.minLength(1)) }))),
});
const rule = z.strictObject({
  // 3.49
  id: z.string().check(z.minLength(1)),
  shortDescription: message,
  fullDescription: message,
  defaultConfiguration: z.strictObject({ level }),
});
const log = z.strictObject({
  // 3.13
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.array(
    z.strictObject({
      // 3.14
      tool: z.strictObject({
        driver: z.strictObject({ name: z.string().check(z.minLength(1)), version: z.string(), rules: z.array(rule) }), // 3.19
      }),
      columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
      results: z.array(
        z.strictObject({
          // 3.27
          ruleId: z.string(),
          ruleIndex: z.int().check(z.nonnegative()),
          level,
          message,
          locations: z.array(location),
          partialFingerprints: z.record(z.string(), z.string()),
        }),
      ),
      invocations: z.array(
        z.strictObject({
          // 3.20
          executionSuccessful: z.boolean(),
          toolExecutionNotifications: z.array(z.strictObject({ level, message, locations: z.array(location) })), // 3.58
        }),
      ),
    }),
  ),
});

const text = readFileSync(new URL("../../fixtures/published/zhao-2026/published.json", import.meta.url), "utf8");
const paper = readPaperText(
  readFileSync(new URL("../../fixtures/published/zhao-2026/paper.md", import.meta.url), "utf8"),
);
const published = parsePublished(JSON.parse(text));
const extracted = extractPublished(paper);
const outcomes: FileOutcome[] = [
  {
    file: "reviews/a review, 2026 (β)/published.json",
    audit: auditReport(published),
    report: published,
    text,
    paper: null,
  },
  { file: "paper.md", audit: auditReport(extracted), report: extracted, text: null, paper },
  { file: "broken.json", error: new Error("it is no JSON") },
] as unknown as FileOutcome[];

describe("audits as SARIF", () => {
  const made = JSON.parse(JSON.stringify(auditSarif(outcomes)));
  const [{ results, tool, invocations }] = made.runs;

  it("hold to the format, property by property", () => {
    const parsed = z.safeParse(log, made);
    expect(parsed.error?.issues ?? []).toEqual([]);
    expect(results.length).toBeGreaterThan(20);
  });

  it("name a rule of the tool in every result, once each, and point into the file", () => {
    const { rules } = tool.driver as { rules: { id: string }[] };
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    const lines = text.split("\n").length;
    for (const { ruleId, ruleIndex, locations } of results) {
      expect(rules[ruleIndex]?.id).toBe(ruleId);
      const { artifactLocation, region: place } = locations[0].physicalLocation;
      if (artifactLocation.uri === "paper.md" && place !== undefined)
        expect(paper.text.slice(place.charOffset, place.charOffset + place.charLength)).toBe(place.snippet.text);
      if (artifactLocation.uri.endsWith(".json") && place !== undefined) {
        expect(place.endLine).toBeLessThanOrEqual(lines);
        expect(place.endLine > place.startLine || place.endColumn > place.startColumn).toBe(true);
      }
    }
  });

  it("tell findings of one file apart by fingerprints that stay where lines move", () => {
    const own = results.filter(
      ({ locations }: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        locations[0]!.physicalLocation.artifactLocation.uri.startsWith("reviews"),
    );
    const prints = own.map(({ partialFingerprints }: { partialFingerprints: object }) =>
      JSON.stringify(partialFingerprints),
    );
    expect(new Set(prints).size).toBe(prints.length);
    const moved = auditSarif([{ ...outcomes[0]!, text: `\n\n${text}` } as FileOutcome]);
    expect(
      moved.runs[0]!.results.map((one) =>
        JSON.stringify((one as { partialFingerprints?: object }).partialFingerprints),
      ),
    ).toEqual(prints);
  });

  it("say of a file that could not be read that the run was not successful", () => {
    expect(invocations[0].executionSuccessful).toBe(false);
    expect(invocations[0].toolExecutionNotifications[0].message.text).toBe("it is no JSON");
  });
});
