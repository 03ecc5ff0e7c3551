import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { InsufficientStudiesError } from "../../src/base/errors.js";
import { madaUnivariate } from "../../src/inference/univariate/mada-univariate.js";
import { loadFixture } from "../fixtures.js";
import { expectClose, tolerance } from "../tolerance.js";

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../fixtures/univariate/${name}.json`, import.meta.url), "utf8")) as T;

interface MadaPool {
  readonly logEstimate: number;
  readonly variance: number;
  readonly q: number;
  readonly df: number;
  readonly interval: readonly [number, number];
}

const mada = read<{
  sets: Record<
    string,
    Record<
      "plr" | "nlr" | "dor",
      {
        dsl: MadaPool & {
          tauSquared: number;
          pValue: number;
          iSquaredPercent: number;
          tauSquaredInterval: [number, number];
        };
        mh: MadaPool;
      }
    >
  >;
}>("mada");

const ratios = ["plr", "nlr", "dor"] as const;

describe("madaUnivariate", () => {
  it.each(Object.keys(mada.sets))("gives mada's numbers, slips included, for %s", (name) => {
    const studies = loadFixture(name);
    for (const measure of ratios) {
      const { dsl, mh } = mada.sets[name]![measure];
      const got = madaUnivariate(studies, { measure });
      for (const [what, value, expected] of [
        ["estimate", got.logEstimate, dsl.logEstimate],
        ["variance", got.variance, dsl.variance],
        ["τ²", got.tauSquared!.estimate, dsl.tauSquared],
        ["Q", got.q, dsl.q],
        ["P", got.pValue, dsl.pValue],
        ["I²", got.iSquaredPercent, dsl.iSquaredPercent],
        ["lower", got.lower, dsl.interval[0]],
        ["upper", got.upper, dsl.interval[1]],
      ] as const) {
        expectClose(value, expected, tolerance.closedForm, `${measure} dsl ${what}`);
      }
      // mada's root finder stops at about four digits
      expectClose(got.tauSquared!.lower, dsl.tauSquaredInterval[0], 2e-4, `${measure} τ² lower`);
      expectClose(got.tauSquared!.upper, dsl.tauSquaredInterval[1], 2e-4, `${measure} τ² upper`);
      const other = madaUnivariate(studies, { measure, method: "mh" });
      expectClose(other.logEstimate, mh.logEstimate, tolerance.closedForm, `${measure} mh estimate`);
      expectClose(other.variance, mh.variance, tolerance.closedForm, `${measure} mh variance`);
      expectClose(other.q, mh.q, tolerance.closedForm, `${measure} mh Q`);
      expectClose(other.lower, mh.interval[0], tolerance.closedForm, `${measure} mh lower`);
      expect([other.df, other.tauSquared, other.iSquaredPercent]).toEqual([mh.df, null, null]);
    }
  });

  it("prints AUDIT-C as mada's vignette does", () => {
    const got = madaUnivariate(loadFixture("auditc"), { measure: "dor" });
    expect([got.estimate, got.lower!, got.upper!].map((value) => value.toFixed(3))).toEqual([
      "26.337",
      "17.971",
      "38.596",
    ]);
    expect(
      [got.tauSquared!.estimate, got.q, got.pValue!, got.iSquaredPercent!].map((value) => value.toFixed(3)),
    ).toEqual(["0.311", "19.683", "0.103", "33.955"]);
    expect(madaUnivariate(loadFixture("auditc"), { measure: "dor", method: "mh" }).estimate.toFixed(5)).toBe(
      "17.93335",
    );
  });

  it("needs two studies", () => {
    expect(() => madaUnivariate(loadFixture("auditc").slice(0, 1), { measure: "dor" })).toThrow(
      InsufficientStudiesError,
    );
  });
});
