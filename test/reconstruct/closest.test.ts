import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reconstruct } from "../../src/reconstruct/reconstruct.js";
import type { TwoByTwo } from "../../src/tables/study.js";
import { isPrintedAs, quantityOf } from "./brute-force.js";

const fields = ["sensitivity", "specificity", "ppv", "accuracy", "kappa", "mcc", "dor"];
const printed = fc.record(
  Object.fromEntries(
    fields.map((field) => [
      field,
      field === "dor"
        ? fc.integer({ min: 5, max: 200 }).map((value) => (value / 10).toFixed(1))
        : fc.integer({ min: 0, max: 100 }).map((value) => (value / 100).toFixed(2)),
    ]),
  ),
  { requiredKeys: [] },
);

/** What missing a number by so many units costs, as the documentation states it. */
const loss = (units: number): number => (units === 0 ? 0 : 1 + (units <= 5 ? units ** 2 : 25 + (units - 5) / 100));

function lossOf(table: TwoByTwo, report: Readonly<Record<string, string>>): number {
  let sum = 0;
  for (const [field, text] of Object.entries(report)) {
    if (isPrintedAs(field, table, text, "nearest")) continue;
    const value = quantityOf(field, table);
    const unit = field === "dor" ? 0.1 : 0.01;
    sum += value === null ? loss(5) : loss((Math.abs(value - Number(text)) - unit / 2) / unit);
  }
  return sum;
}

describe("the closest table", () => {
  it("is no further from what is printed than any other with the sizes given", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 1, max: 25 }),
        fc.boolean(),
        printed,
        (diseased, nonDiseased, known, report) => {
          const n = diseased + nonDiseased;
          const { status, closest, misses } = reconstruct({
            n,
            ...(known ? { diseased } : {}),
            ...(report as Record<string, string>),
          });
          fc.pre(status === "inconsistent");
          let least = Number.POSITIVE_INFINITY;
          for (let d = known ? diseased : 0; d <= (known ? diseased : n); d++) {
            for (let tp = 0; tp <= d; tp++) {
              for (let tn = 0; tn <= n - d; tn++) {
                least = Math.min(
                  least,
                  lossOf({ tp, fp: n - d - tn, fn: d - tp, tn }, report as Record<string, string>),
                );
              }
            }
          }
          expect(lossOf(closest!, report as Record<string, string>)).toBeCloseTo(least, 6);
          const missed = Object.entries(report as Record<string, string>).filter(
            ([field, text]) => !isPrintedAs(field, closest!, text, "nearest"),
          );
          expect(misses.map(({ field }) => field).sort()).toEqual(missed.map(([field]) => field).sort());
        },
      ),
      { numRuns: 150, seed: 1 },
    );
  });

  it("changes the one number that is misprinted, not those that agree with each other", () => {
    // 62, 18, 6, 45: sensitivity 0.912 misprinted as 0.712.
    const { closest, misses } = reconstruct({
      n: 131,
      diseased: 68,
      sensitivity: "0.712",
      specificity: "0.714",
      ppv: "0.775",
      npv: "0.882",
      accuracy: "0.817",
    });
    expect(closest).toEqual({ tp: 62, fp: 18, fn: 6, tn: 45 });
    expect(misses.map(({ field }) => field)).toEqual(["sensitivity"]);
  });

  it("is not given where the report leaves the sizes open", () => {
    expect(reconstruct({ tp: 62, fn: 6, sensitivity: "0.95" })).toMatchObject({
      status: "inconsistent",
      closest: null,
      misses: [],
    });
  });
});

describe("conflicts", () => {
  const sizes = { n: 60, diseased: 25 };
  const statusOf = (report: object): string => reconstruct({ ...sizes, ...report }).status;

  it("are one sentence about the fewest numbers without which the rest fits", () => {
    const fits = { sensitivity: "0.80", specificity: "0.80", accuracy: "0.80" };
    expect(reconstruct({ ...sizes, ...fits, kappa: "0.10", plr: "9.0" }).conflicts).toEqual([
      "LR+ 9.0 and kappa 0.10 do not fit the other numbers given n 60 and diseased 25: with them, LR+ would have to be 4.00; " +
        "or kappa would have to be 0.593.",
    ]);
    expect(statusOf({ ...fits, kappa: "0.10" })).toBe("inconsistent");
    expect(statusOf({ ...fits, plr: "9.0" })).toBe("inconsistent");
    expect(statusOf(fits)).toBe("unique");
  });

  it("blame the one wrong number of many, not each pair that it breaks", () => {
    const report = { sensitivity: "0.712", specificity: "0.714", ppv: "0.775", npv: "0.882", accuracy: "0.817" };
    expect(reconstruct({ n: 131, diseased: 68, ...report }).conflicts).toEqual([
      "sensitivity 0.712 is not possible among 68 diseased; the nearest possible value is 0.7059 (48/68).",
    ]);
    expect(reconstruct({ n: 131, diseased: 68, ...report, sensitivity: "0.853" }).conflicts).toEqual([
      "sensitivity 0.853 does not fit the other numbers given n 131 and diseased 68: with them, sensitivity would have to be 0.9118.",
    ]);
  });

  it("name the sentence's numbers without which the rest fits, whatever is misprinted", () => {
    const fields = {
      sensitivity: "0.80",
      specificity: "0.80",
      accuracy: "0.80",
      ppv: "0.74",
      npv: "0.85",
      youden: "0.60",
    };
    const labels: Readonly<Record<string, string>> = {
      accuracy: "accuracy",
      ppv: "PPV",
      npv: "NPV",
      youden: "Youden's J",
    };
    for (const [field, label] of Object.entries(labels)) {
      const [sentence, ...more] = reconstruct({ ...sizes, ...fields, [field]: "0.31" }).conflicts;
      expect(more).toEqual([]);
      expect(sentence).toContain(`${label} 0.31`);
      for (const other of Object.values(labels)) if (other !== label) expect(sentence).not.toContain(other);
    }
  });
});
