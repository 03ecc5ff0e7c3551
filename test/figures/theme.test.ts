import { describe, expect, it } from "vitest";
import { resolveTheme } from "../../src/figures/frame/resolve-theme.js";
import { faganNomogram, forestPlot, journalTheme, pageTheme, slideTheme, srocPlot } from "../../src/figures.js";
import { byClass, parseFigure } from "./parse-figure.js";
import { fixtureResults } from "./results.js";

/** Relative luminance of an sRGB colour (WCAG 2). */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const share = Number.parseInt(color.slice(i, i + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

const contrast = (a: string, b: string): number => {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};

describe("themes", () => {
  it.each([
    ["page", pageTheme],
    ["journal", journalTheme],
    ["slide", slideTheme],
  ])("%s is plain data", (_, theme) => {
    expect(JSON.parse(JSON.stringify(theme))).toEqual(theme);
  });

  it("has text that contrasts with the background at least 4.5 to 1, secondary text too", () => {
    for (const color of [pageTheme.colors.text, pageTheme.colors.muted])
      expect(contrast(color, "#ffffff")).toBeGreaterThan(4.5);
  });

  it("has judgements that stay apart in grey, darker as they get worse", () => {
    const { low, unclear, high } = pageTheme.colors.judgements;
    expect(contrast(low, unclear)).toBeGreaterThan(1.4);
    expect(contrast(unclear, high)).toBeGreaterThan(2.5);
    expect(luminance(low)).toBeGreaterThan(luminance(unclear));
    expect(luminance(unclear)).toBeGreaterThan(luminance(high));
  });

  it("takes changes one by one, and passes them on to figures", () => {
    const theme = resolveTheme({ theme: { colors: { series: ["#123456"] }, fontSize: 14 }, width: 777 });
    expect(theme.colors.text).toBe(pageTheme.colors.text);
    expect([theme.width, theme.tableWidth, theme.fontSize]).toEqual([777, 777, 14]);
    const root = parseFigure(
      srocPlot(fixtureResults("auditc"), { theme: { colors: { series: ["#123456"] } }, width: 600 }),
    );
    expect(root.getAttribute("width")).toBe("600");
    expect(byClass(root, "study")[0]!.getAttribute("fill")).toBe("#123456");
  });

  it("refuses sizes that are no sizes, and no colours", () => {
    expect(() => resolveTheme({ width: 0 })).toThrow(/theme\.width must be a positive number/);
    expect(() => resolveTheme({ theme: { fontSize: Number.NaN } })).toThrow(/theme\.fontSize/);
    expect(() => resolveTheme({ theme: { colors: { series: [] } } })).toThrow(/at least one colour/);
    expect(() => resolveTheme({ theme: { colors: { series: "red" as never } } })).toThrow(
      /list of one or more CSS colours/,
    );
    expect(() => resolveTheme({ theme: { colors: { text: 3 as never } } })).toThrow(
      /theme\.colors\.text must be a CSS colour/,
    );
    expect(() => resolveTheme({ theme: { labels: { study: null as never } } })).toThrow(/theme\.labels\.study/);
    expect(() => resolveTheme({ width: 1e9 })).toThrow(/from 40 to 20000 px/);
    expect(() => resolveTheme({ title: 3 as never })).toThrow(/title must be a text/);
  });

  it("has a figure as wide as was asked for, whatever its columns need", () => {
    const results = fixtureResults("auditc");
    for (const width of [120, 400, 1300]) {
      expect(forestPlot(results, { width, measures: ["sensitivity", "dor", "plr"] }).width).toBe(width);
      expect(faganNomogram(results, { width }).width).toBe(width);
    }
  });
});
