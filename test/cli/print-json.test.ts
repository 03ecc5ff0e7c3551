import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printJson } from "../../src/cli/print-json.js";

function printed(value: unknown): { readonly text: string; readonly pieces: number } {
  const pieces: string[] = [];
  printJson(value, (piece) => pieces.push(piece));
  return { text: pieces.join(""), pieces: pieces.length };
}

describe("printJson", () => {
  it("writes what JSON.stringify gives, for any value", () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 6 }),
      fc.object({ withDate: true, withNullPrototype: true, withSparseArray: true }),
    );
    fc.assert(
      fc.property(value, (any) => {
        expect(printed(any).text).toBe(`${JSON.stringify(any)}\n`);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves out what is undefined in an object, and writes null for it in a list", () => {
    expect(printed({ a: undefined, b: [undefined, 1], c: { d: undefined } }).text).toBe('{"b":[null,1],"c":{}}\n');
  });

  it("writes long results in pieces", () => {
    const studies = Array.from({ length: 20_000 }, (_, i) => ({
      id: `Study ${i}`,
      tp: i,
      accuracy: { sensitivity: 0.5 },
    }));
    const { text, pieces } = printed({ k: studies.length, studies, fit: { studies } });
    expect(text).toBe(`${JSON.stringify({ k: studies.length, studies, fit: { studies } })}\n`);
    expect(pieces).toBeGreaterThan(10);
  });
});
