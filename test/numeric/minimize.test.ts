import { describe, expect, it } from "vitest";
import { minimize, type Objective } from "../../src/numeric/optimize/minimize.js";
import { multistart } from "../../src/numeric/optimize/multistart.js";

/** Rosenbrock's banana; minimum 0 at (1, 1). */
const banana: Objective = (x, gradient) => {
  const [u, v] = x as unknown as [number, number];
  gradient[0] = -400 * u * (v - u * u) - 2 * (1 - u);
  gradient[1] = 200 * (v - u * u);
  return 100 * (v - u * u) ** 2 + (1 - u) ** 2;
};

/** (x² − 1)² + 0.3 x: minima near ±1, the lower at −1.0355787 (4x³ − 4x + 0.3 = 0). */
const twoWells: Objective = (x, gradient) => {
  const u = x[0]!;
  gradient[0] = 4 * u * (u * u - 1) + 0.3;
  return (u * u - 1) ** 2 + 0.3 * u;
};

describe("minimize", () => {
  it("finds the floor of Rosenbrock's valley from the usual start", () => {
    const minimum = minimize(banana, [-1.2, 1]);
    expect(minimum.converged).toBe(true);
    expect(minimum.x[0]).toBeCloseTo(1, 7);
    expect(minimum.x[1]).toBeCloseTo(1, 7);
    expect(minimum.iterations).toBeLessThan(60);
  });

  it("says so when it was not given the iterations to converge", () => {
    const minimum = minimize(banana, [-1.2, 1], { maxIterations: 3 });
    expect(minimum.converged).toBe(false);
    expect(minimum.gradientNorm).toBeGreaterThan(1e-8);
  });

  it("steps back from where the function is not defined", () => {
    const logBarrier: Objective = (x, gradient) => {
      const u = x[0]!;
      gradient[0] = 1 - 1 / u;
      return u > 0 ? u - Math.log(u) : Number.NaN;
    };
    const minimum = minimize(logBarrier, [5], { maxStep: 100 });
    expect(minimum.x[0]).toBeCloseTo(1, 7);
  });
});

describe("multistart", () => {
  it("keeps the lower of two minima, wherever it is found", () => {
    const found = multistart(twoWells, [[1.2], [0.9], [-0.5]]);
    expect(found.best.x[0]).toBeCloseTo(-1.0355787, 6);
    expect(found).toMatchObject({ starts: 3, agreeing: 1 });
  });

  it("stops early where the first starts agree, and goes on where they don't", () => {
    expect(multistart(twoWells, [[-1], [-2], [-0.5], [1]]).starts).toBe(3);
    expect(multistart(twoWells, [[1], [-2], [-0.5], [1]]).starts).toBe(4);
  });

  it("passes a lower minimum over for one that is wanted, where there is one, and says so", () => {
    const starts = [[1.2], [0.9], [-0.5]];
    const found = multistart(twoWells, starts, { acceptable: ([x]) => x! > 0 });
    expect(found.best.x[0]).toBeGreaterThan(0.9);
    expect(found.passedOver).toBe(true);
    expect(multistart(twoWells, starts, { acceptable: () => false })).toMatchObject({ passedOver: false, agreeing: 1 });
  });
});
