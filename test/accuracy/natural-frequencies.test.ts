import { describe, expect, it } from "vitest";
import { naturalFrequencies } from "../../src/accuracy/natural-frequencies.js";
import { InputError } from "../../src/base/errors.js";
import { expectClose, tolerance } from "../tolerance.js";

describe("naturalFrequencies", () => {
  it("tells the mammography problem as Gigerenzer & Hoffrage do (1995, Psychol Rev 102:684)", () => {
    // prevalence 1 %, sensitivity 80 %, false positive rate 9.6 %: 8 of 10 with and 95 of 990 without the disease test positive
    const [row] = naturalFrequencies({ sensitivity: 0.8, specificity: 0.904 }, { prevalences: [0.01] });
    expectClose(row!.diseased, 10, tolerance.closedForm);
    expectClose(row!.truePositives, 8, tolerance.closedForm);
    expectClose(row!.falseNegatives, 2, tolerance.closedForm);
    expect(Math.round(row!.falsePositives)).toBe(95);
    expectClose(row!.truePositives / (row!.truePositives + row!.falsePositives), 0.0776397515527951, 1e-12);
  });

  it("gives a row per prevalence, in their order, with limits that turn for the errors", () => {
    const sensitivity = { estimate: 0.9, lower: 0.8, upper: 0.95, level: 0.95 };
    const rows = naturalFrequencies({ sensitivity, specificity: 0.75 }, { prevalences: [0.4, 0.1], per: 100 });
    expect(rows.map((row) => row.prevalence)).toEqual([0.4, 0.1]);
    expect(rows[0]!.falseNegatives).toMatchObject({ level: 0.95 });
    expectClose(rows[0]!.falseNegatives.lower, 2, tolerance.closedForm);
    expectClose(rows[0]!.falseNegatives.upper, 8, tolerance.closedForm);
    expectClose(rows[0]!.truePositives.lower, 32, tolerance.closedForm);
    expectClose(rows[1]!.trueNegatives, 67.5, tolerance.closedForm);
  });

  it("refuses a percentage, no prevalence and nobody tested", () => {
    const test = { sensitivity: 0.9, specificity: 0.8 };
    expect(() => naturalFrequencies(test, { prevalences: [10] })).toThrow(/prevalences\[0\]/);
    expect(() => naturalFrequencies(test, { prevalences: [] })).toThrow(InputError);
    expect(() => naturalFrequencies(test, { prevalences: [0.1], per: 0 })).toThrow(/positive/);
    expect(() => naturalFrequencies({ ...test, sensitivity: 90 }, { prevalences: [0.1] })).toThrow(/sensitivity/);
    const unlevelled = { estimate: 0.9, lower: 0.8, upper: 0.95, level: "95" as unknown as number };
    expect(() => naturalFrequencies({ sensitivity: 0.9, specificity: unlevelled }, { prevalences: [0.1] })).toThrow(
      /level/,
    );
  });
});
