import { jStat } from "jstat";
import { describe, it } from "vitest";
import { betaCdf, betaQuantile } from "../../src/numeric/distributions/beta-distribution.js";
import { chiSquaredCdf, chiSquaredQuantile } from "../../src/numeric/distributions/chi-squared.js";
import { fCdf, fQuantile } from "../../src/numeric/distributions/f-distribution.js";
import { normalCdf, normalQuantile } from "../../src/numeric/distributions/normal.js";
import { studentTCdf, studentTQuantile } from "../../src/numeric/distributions/student-t.js";
import { expectClose } from "../tolerance.js";

// Another implementation, to the 2e-8 that it has in the body of the distributions.
const body = [0.01, 0.025, 0.1, 0.3, 0.5, 0.7, 0.9, 0.975, 0.99];

describe("jstat 1.9.6 agrees in the body", () => {
  it("of the normal distribution", () => {
    for (const p of body) {
      expectClose(normalQuantile(p), jStat.normal.inv(p, 0, 1), 2e-8);
      expectClose(normalCdf(normalQuantile(p)), jStat.normal.cdf(normalQuantile(p), 0, 1), 2e-8);
    }
  });

  it.each([1, 2, 5, 12, 60])("of t and chi-squared with %i degrees of freedom", (df) => {
    for (const p of body) {
      expectClose(studentTQuantile(p, df), jStat.studentt.inv(p, df), 1e-7);
      expectClose(studentTCdf(studentTQuantile(p, df), df), jStat.studentt.cdf(studentTQuantile(p, df), df), 2e-8);
      expectClose(chiSquaredQuantile(p, df), jStat.chisquare.inv(p, df), 1e-7);
      expectClose(
        chiSquaredCdf(chiSquaredQuantile(p, df), df),
        jStat.chisquare.cdf(chiSquaredQuantile(p, df), df),
        2e-8,
      );
    }
  });

  it.each([
    [2, 12],
    [5, 30],
    [1, 8],
  ])("of F and beta with parameters %i and %i", (a, b) => {
    for (const p of body) {
      expectClose(fQuantile(p, a, b), jStat.centralF.inv(p, a, b), 1e-7);
      expectClose(fCdf(fQuantile(p, a, b), a, b), jStat.centralF.cdf(fQuantile(p, a, b), a, b), 2e-8);
      expectClose(betaQuantile(p, a, b), jStat.beta.inv(p, a, b), 1e-7);
      expectClose(betaCdf(betaQuantile(p, a, b), a, b), jStat.beta.cdf(betaQuantile(p, a, b), a, b), 2e-8);
    }
  });
});
