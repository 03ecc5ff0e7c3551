import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveTheme } from "../../src/figures/frame/resolve-theme.js";
import { oneLine, textWidth, wrapText } from "../../src/figures/frame/text-width.js";

const theme = resolveTheme({});

describe("textWidth", () => {
  it("has the advance widths of Arial: digits 0.556 em, space 0.278, W 0.944, bold A 0.722", () => {
    // Adobe's Helvetica metrics: 556, 278, 944, 722 thousandths of an em
    expect(textWidth("0", theme, 1000)).toBeCloseTo(556, 0);
    expect(textWidth("0123456789", theme, 1000)).toBeCloseTo(5561.5, 0);
    expect(textWidth(" ", theme, 1000)).toBeCloseTo(278, 0);
    expect(textWidth("W", theme, 1000)).toBeCloseTo(944, 0);
    expect(textWidth("A", theme, 1000, "bold")).toBeCloseTo(722, 0);
  });

  it("follows the theme's font width, and knows letters with marks, Greek, Cyrillic and signs", () => {
    expect(textWidth("abc", { ...theme, fontWidth: 1.2 })).toBeCloseTo(1.2 * textWidth("abc", theme), 10);
    for (const text of ["é", "Ł", "τ", "Ж", "−", "≥", "²"]) expect(textWidth(text, theme, 1)).toBeGreaterThan(0.2);
    expect(textWidth("検査", theme, 10)).toBeGreaterThanOrEqual(20);
    expect(textWidth("e\u0301", theme)).toBe(textWidth("e", theme));
  });
});

describe("wrapText", () => {
  it("loses nothing and stays within the width", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 20, max: 400 }), (text, width) => {
        const lines = wrapText(text, width, theme);
        expect(lines.join("").replaceAll(" ", "")).toBe(oneLine(text).replaceAll(" ", ""));
        for (const line of lines) {
          if ([...line].length > 1) expect(textWidth(line, theme)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });

  it("breaks at spaces where it can, inside words where it must, and never at a no-break space", () => {
    expect(wrapText("one two three", 50, theme)).toEqual(["one two", "three"]);
    expect(wrapText("Pneumonoultramicroscopic", 60, theme).length).toBeGreaterThan(1);
    expect(wrapText("records (n\u00a0=\u00a0247)", 60, theme)).toEqual(["records", "(n\u00a0=\u00a0247)"]);
  });

  it("makes one line of line breaks and runs of spaces", () => {
    expect(oneLine("  a\n\tb   c ")).toBe("a b c");
  });
});
