import { describe, expect, it } from "vitest";
import { visitLattice } from "../../src/numeric/monte-carlo/lattice.js";
import { expectClose } from "../tolerance.js";

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** ln ∫ of a density by both halves together, and by how much these differ. */
function integral(logDensity: (x: Float64Array) => number, d: number, step: number, cut: number) {
  const factor = new Float64Array(d * d);
  for (let j = 0; j < d; j++) factor[j * d + j] = 1;
  const {
    logDensity: values,
    first,
    logVolume,
    edgeMass,
  } = visitLattice(logDensity, {
    mean: new Float64Array(d),
    factor,
    step,
    cut,
  });
  let half = 0;
  let mass = 0;
  values.forEach((value, i) => {
    mass += Math.exp(value);
    if (i < first) half += Math.exp(value);
  });
  return { value: Math.log(mass) + logVolume, difference: Math.abs(Math.log(half / (mass - half))), edgeMass };
}

const normal = (x: Float64Array): number => -0.5 * (x.reduce((sum, t) => sum + t * t, 0) + x.length * LOG_TWO_PI);

describe("a lattice over a density", () => {
  it.each([
    [1, 0.9],
    [2, 0.9],
    [3, 0.9],
    [3, 1.2],
  ])("of %i normal dimensions at step %f has its integral", (d, step) => {
    const { value, difference, edgeMass } = integral(normal, d, step, 22);
    expectClose(value, 0, 1e-7, "ln of the integral");
    // the interleaved halves are coarser by the d-th root of 2 each, and tell of the worst that may be wrong
    expect(difference).toBeLessThan(1e-4);
    expect(edgeMass).toBeLessThan(1e-7);
  });

  it("loses what lies beyond the cut, and says so", () => {
    const narrow = integral(normal, 3, 0.9, 4);
    const wide = integral(normal, 3, 0.9, 22);
    expect(narrow.value).toBeLessThan(wide.value);
    expect(narrow.edgeMass).toBeGreaterThan(1e-3);
  });

  it("shows in its halves that a density falls too steeply for the step", () => {
    // exponential on one side of 0, nothing on the other: where a prior lets a standard deviation be 0
    const steep = (x: Float64Array): number => normal(Float64Array.from([x[0]!])) + (x[1]! > 0 ? -x[1]! : -60);
    const { value, difference } = integral(steep, 2, 0.9, 17);
    expect(difference).toBeGreaterThan(0.3 * Math.abs(value));
    expect(difference).toBeGreaterThan(1e-4);
  });
});
