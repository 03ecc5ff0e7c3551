import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRoot } from "../../src/numeric/optimize/root.js";
import { expectRelative } from "../tolerance.js";

function counted(f: (x: number) => number): { readonly f: (x: number) => number; readonly calls: () => number } {
  let calls = 0;
  return {
    f: (x) => {
      calls += 1;
      return f(x);
    },
    calls: () => calls,
  };
}

describe("the root finder", () => {
  it("finds the fixed point of the cosine in some ten evaluations", () => {
    const { f, calls } = counted((x) => Math.cos(x) - x);
    expectRelative(findRoot(f, 0, 1), 0.7390851332151607, 3e-16);
    expect(calls()).toBeLessThan(12);
  });

  it("gives an end that is a root", () => {
    expect(findRoot((x) => x - 2, 2, 5)).toBe(2);
    expect(findRoot((x) => x - 5, 2, 5)).toBe(5);
  });

  it("takes the limits in either order", () => {
    expectRelative(
      findRoot((x) => x * x - 2, 2, 0),
      Math.SQRT2,
      3e-16,
    );
  });

  it("copes with infinite values at the ends", () => {
    expectRelative(findRoot(Math.log, 0, 100), 1, 3e-16);
    expectRelative(
      findRoot((p) => Math.log(p / (1 - p)) - 1, 0, 1),
      0.7310585786300049,
      3e-16,
    );
  });

  it("finds the place of a jump", () => {
    const x = findRoot((value) => (value < 0.3 ? -1 : 1), 0, 1);
    expect(Math.abs(x - 0.3)).toBeLessThan(1e-15);
  });

  it("stops at the tolerance", () => {
    const loose = counted((x) => Math.exp(x) - 5);
    const tight = counted((x) => Math.exp(x) - 5);
    expect(Math.abs(findRoot(loose.f, 0, 10, { tolerance: 1e-3 }) - Math.log(5))).toBeLessThan(1e-3);
    findRoot(tight.f, 0, 10);
    expect(loose.calls()).toBeLessThan(tight.calls());
  });

  it("finds the root of any cubic that rises", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        (root, slope) => {
          const f = (x: number): number => (x - root) * (slope + (x - root) ** 2);
          expect(Math.abs(findRoot(f, -10, 17) - root)).toBeLessThan(1e-14);
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });

  it("wants a change of sign", () => {
    expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow(expect.objectContaining({ code: "no-sign-change" }));
    expect(() => findRoot(() => Number.NaN, -1, 1)).toThrow("got f(-1) = NaN and f(1) = NaN");
  });
});
