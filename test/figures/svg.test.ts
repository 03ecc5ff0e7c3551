import { DOMParser } from "@xmldom/xmldom";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { element, escapeText, formatCoordinate, group } from "../../src/figures/frame/svg.js";

const parse = (xml: string) =>
  new DOMParser({
    onError: (level, message) => {
      if (!message.includes("replacement character")) throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(xml, "image/svg+xml").documentElement!;

describe("element", () => {
  it("carries any text through, as content and as attribute; what XML can't hold becomes U+FFFD", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
    const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.constant("]]><!--&amp;'\"\u0000\ud800"));
    fc.assert(
      fc.property(text, (value) => {
        const expected = value.replace(forbidden, "\ufffd").replace(/\r\n?/g, "\n");
        fc.pre(!value.includes("\r"));
        const parsed = parse(element("text", { "data-id": value }, escapeText(value)));
        expect(parsed.textContent ?? "").toBe(expected);
        expect(parsed.getAttribute("data-id")).toBe(expected);
      }),
    );
  });

  it("leaves out attributes without a value, and closes itself without content", () => {
    expect(element("path", { d: "M0,0", fill: undefined, "stroke-width": 1.005 })).toBe(
      '<path d="M0,0" stroke-width="1"/>',
    );
    expect(group({}, ["", ""])).toBe("");
  });
});

describe("formatCoordinate", () => {
  it.each([
    [1 / 3, "0.33"],
    [-0.001, "0"],
    [2, "2"],
    [-12.345, "-12.34"],
    [1e-9, "0"],
    [1234.5, "1234.5"],
  ])("writes %d as %s", (value, text) => {
    expect(formatCoordinate(value)).toBe(text);
  });

  it("refuses what is no number", () => {
    expect(() => formatCoordinate(Number.NaN)).toThrow(/finite/);
    expect(() => formatCoordinate(Number.POSITIVE_INFINITY)).toThrow(/finite/);
  });
});
