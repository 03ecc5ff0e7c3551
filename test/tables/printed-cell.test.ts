import { describe, expect, it } from "vitest";
import { readPrintedCell, readPrintedLimits } from "../../src/tables/printed-cell.js";

const cell = (value: string, lower?: string, upper?: string, level: number | null = null) => ({
  value,
  limits: lower === undefined ? null : { lower, upper },
  level,
  fraction: null,
});

describe("a cell as papers print it", () => {
  it.each([
    ["0.92", cell("0.92")],
    [" .92 ", cell(".92")],
    ["92%", cell("92%")],
    ["92.3 %", cell("92.3 %")],
    ["−0.12", cell("−0.12")],
    ["0.92 (0.89–0.94)", cell("0.92", "0.89", "0.94")],
    ["0.92 (0.89-0.94)", cell("0.92", "0.89", "0.94")],
    ["0.92(0.89−0.94)", cell("0.92", "0.89", "0.94")],
    ["0.92 [0.89,0.94]", cell("0.92", "0.89", "0.94")],
    ["0.92\n(0.89, 0.94)", cell("0.92", "0.89", "0.94")],
    ["0.92 (0.89; 0.94)", cell("0.92", "0.89", "0.94")],
    ["0.92 (0.89 to 0.94)", cell("0.92", "0.89", "0.94")],
    ["0.92 (95% CI 0.89 to 0.94)", cell("0.92", "0.89", "0.94", 0.95)],
    ["0.92 (95%CI: 0.89-0.94)", cell("0.92", "0.89", "0.94", 0.95)],
    ["0.92 (90% CrI, 0.89–0.94)", cell("0.92", "0.89", "0.94", 0.9)],
    ["0.92 (95% confidence interval: 0.89–0.94)", cell("0.92", "0.89", "0.94", 0.95)],
    ["0.92 (CI 0.89–0.94)", cell("0.92", "0.89", "0.94")],
    ["0.92 (95% CI [0.89, 0.94])", cell("0.92", "0.89", "0.94", 0.95)],
    ["0.92, 95% CI 0.89–0.94", cell("0.92", "0.89", "0.94", 0.95)],
    ["0.92; 97.5% CI: 0.89–0.94", cell("0.92", "0.89", "0.94", 0.975)],
    ["0,92 (0,89–0,94)", cell("0,92", "0,89", "0,94")],
    ["0,92 (0,89, 0,94)", cell("0,92", "0,89", "0,94")],
    ["0·92 (0·89–0·94)", cell("0·92", "0·89", "0·94")],
    ["92% [89, 94]", cell("92%", "89%", "94%")],
    ["92% (89%–94%)", cell("92%", "89%", "94%")],
    ["92 (89–94%)", cell("92%", "89%", "94%")],
    ["92 (89–94)%", cell("92%", "89%", "94%")],
    ["0.9% [0.5, 1.4]", cell("0.9%", "0.5%", "1.4%")],
    ["92% (0.89–0.94)", cell("92%", "0.89", "0.94")],
    ["0.92 (89%–94%)", cell("0.92", "89%", "94%")],
    ["12.4 (3.1–∞)", cell("12.4", "3.1", "∞")],
    ["−0.12 (−0.30–0.06)", cell("−0.12", "−0.30", "0.06")],
    ["-0.12 (-0.30 - -0.06)", cell("-0.12", "-0.30", "-0.06")],
    ["1,234.5 (1,100–1,400)", cell("1,234.5", "1,100", "1,400")],
    ["345 (100,200)", cell("345", "100", "200")],
    ["0.95 (0.89–0.94)", cell("0.95", "0.89", "0.94")],
  ])("reads %j", (text, wanted) => {
    expect(readPrintedCell(text)).toEqual(wanted);
  });

  it("tells the counts behind a proportion from its limits", () => {
    expect(readPrintedCell("0.912 (62/68)")).toEqual({
      ...cell("0.912"),
      fraction: { numerator: 62, denominator: 68 },
    });
    expect(readPrintedCell("91.2% [62 of 68]")).toEqual({
      ...cell("91.2%"),
      fraction: { numerator: 62, denominator: 68 },
    });
    expect(readPrintedCell("0.912 (0.82/0.97)")).toEqual(cell("0.912", "0.82", "0.97"));
  });

  it.each([
    "",
    "high",
    "NA",
    "0.92 (0.03)",
    "0,92 (0,89)",
    "0.92 ± 0.03",
    "0.89–0.94",
    "0.92 (0.89–0.94) (0.8–0.9)",
    "Smith 2004",
    "12 months",
  ])("is null for %j, which is not one number with what belongs to it", (text) => {
    expect(readPrintedCell(text)).toBeNull();
  });

  it("reads limits that stand alone", () => {
    expect(readPrintedLimits("0.85–0.96")).toEqual({ lower: "0.85", upper: "0.96" });
    expect(readPrintedLimits("[0.85; 0.96]")).toEqual({ lower: "0.85", upper: "0.96" });
    expect(readPrintedLimits("95% CI 85 to 96%")).toEqual({ lower: "85%", upper: "96%" });
    expect(readPrintedLimits("0.85")).toBeNull();
    expect(readPrintedLimits("wide")).toBeNull();
  });

  it("takes no longer for hostile text", () => {
    const from = performance.now();
    expect(readPrintedCell(`0.92 (${"1".repeat(50_000)}`)).toBeNull();
    expect(readPrintedCell(`0.92${" ".repeat(20_000)}x`)).toBeNull();
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});
