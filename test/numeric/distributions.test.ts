import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  betaCdf,
  betaQuantile,
  betaUpperQuantile,
  betaUpperTail,
} from "../../src/numeric/distributions/beta-distribution.js";
import { binomialLogProbability } from "../../src/numeric/distributions/binomial.js";
import {
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredUpperQuantile,
  chiSquaredUpperTail,
} from "../../src/numeric/distributions/chi-squared.js";
import { fCdf, fQuantile, fUpperQuantile, fUpperTail } from "../../src/numeric/distributions/f-distribution.js";
import { logBinomialCoefficient, logGamma } from "../../src/numeric/distributions/gamma.js";
import { expit, log1pExp } from "../../src/numeric/distributions/logistic.js";
import {
  normalCdf,
  normalLogCdf,
  normalQuantile,
  normalQuantileOfLog,
  normalUpperQuantile,
  normalUpperTail,
} from "../../src/numeric/distributions/normal.js";
import {
  studentTCdf,
  studentTQuantile,
  studentTUpperQuantile,
  studentTUpperTail,
} from "../../src/numeric/distributions/student-t.js";
import { expectRelative, tolerance } from "../tolerance.js";

// Arguments and value of every function, exact to the last digit; see fixtures/distributions/generate.py.
const grid: { readonly rows: Readonly<Record<string, readonly (readonly number[])[]>> } = JSON.parse(
  readFileSync(new URL("../../fixtures/distributions/grid.json", import.meta.url), "utf8"),
);

const functions: Readonly<Record<string, (...args: [number, number, number]) => number>> = {
  betaCdf,
  betaQuantile,
  betaUpperQuantile,
  betaUpperTail,
  binomialLogProbability,
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredUpperQuantile,
  chiSquaredUpperTail,
  clopperPearsonLower: (x, n, level) => (x === 0 ? 0 : betaQuantile((1 - level) / 2, x, n - x + 1)),
  clopperPearsonUpper: (x, n, level) => (x === n ? 1 : betaUpperQuantile((1 - level) / 2, x + 1, n - x)),
  expit,
  fCdf,
  fQuantile,
  fUpperQuantile,
  fUpperTail,
  log1pExp,
  logBinomialCoefficient,
  logGamma,
  normalCdf,
  normalLogCdf,
  normalQuantile,
  normalQuantileOfLog,
  normalUpperQuantile,
  normalUpperTail,
  studentTCdf,
  studentTQuantile,
  studentTUpperQuantile,
  studentTUpperTail,
};

describe("distribution functions against values computed at 60 digits", () => {
  it("has a function for every list of values", () => {
    expect(Object.keys(grid.rows).sort()).toEqual(Object.keys(functions).sort());
  });

  it.each(Object.entries(grid.rows))("%s agrees in body and tails", (name, rows) => {
    for (const row of rows) {
      const args = row.slice(0, -1) as [number, number, number];
      expectRelative(functions[name]!(...args), row.at(-1)!, tolerance.distribution, `${name}(${args.join(", ")})`);
    }
  });

  it("is far better than that where parameters are not extreme", () => {
    // Tails of 1e-300 cost digits, since their log is some −700: 1e-12 there is full accuracy of the log.
    for (const [name, rows] of Object.entries(grid.rows)) {
      for (const row of rows) {
        const args = row.slice(0, -1) as [number, number, number];
        if (args.slice(1).some((parameter) => parameter < 0.1)) continue;
        expectRelative(functions[name]!(...args), row.at(-1)!, 1e-12, `${name}(${args.join(", ")})`);
      }
    }
  });
});
