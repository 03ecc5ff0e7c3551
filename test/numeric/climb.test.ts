import { describe, expect, it } from "vitest";
import { symmetricEigenInPlace } from "../../src/numeric/linear/eigen.js";
import { type CurvedObjective, climb } from "../../src/numeric/optimize/climb.js";
import { withDifferencedHessian } from "../../src/numeric/optimize/differenced-hessian.js";
import { seededRandom } from "../../src/numeric/random/random.js";

/** Rosenbrock's banana; minimum 0 at (1, 1). */
const banana: CurvedObjective = (x, gradient, hessian) => {
  const [u, v] = x as unknown as [number, number];
  gradient[0] = -400 * u * (v - u * u) - 2 * (1 - u);
  gradient[1] = 200 * (v - u * u);
  hessian?.set([1200 * u * u - 400 * v + 2, -400 * u, -400 * u, 200]);
  return 100 * (v - u * u) ** 2 + (1 - u) ** 2;
};

/** (v² − 1)² + u²: a saddle at the origin, where the gradient is exactly 0; minima at (0, ±1). */
const saddle: CurvedObjective = (x, gradient, hessian) => {
  const [u, v] = x as unknown as [number, number];
  gradient.set([2 * u, 4 * v * (v * v - 1)]);
  hessian?.set([2, 0, 0, 12 * v * v - 4]);
  return (v * v - 1) ** 2 + u * u;
};

describe("climb", () => {
  it("finds the floor of Rosenbrock's valley from the usual start, to the last digits", () => {
    const end = climb(banana, [-1.2, 1], { gradientTolerance: 1e-12 });
    expect(end).toMatchObject({ converged: true, definite: true, reason: "gradient" });
    expect(Math.abs(end.x[0]! - 1)).toBeLessThan(1e-12);
    expect(Math.abs(end.x[1]! - 1)).toBeLessThan(1e-12);
    expect(end.iterations).toBeLessThan(40);
  });

  it("leaves a saddle that a point of symmetry starts in", () => {
    for (const start of [
      [0, 0],
      [0.7, 0],
      [-3, 0],
    ]) {
      const end = climb(saddle, start);
      expect(end.converged).toBe(true);
      expect(Math.abs(end.x[1]!)).toBeCloseTo(1, 9);
      expect(end.value).toBeLessThan(1e-15);
    }
  });

  it("crosses a region of negative curvature", () => {
    // −exp(−x²/2) bends the other way beyond 1
    const well: CurvedObjective = (x, gradient, hessian) => {
      const u = x[0]!;
      const height = Math.exp((-u * u) / 2);
      gradient[0] = u * height;
      hessian?.set([(1 - u * u) * height]);
      return -height;
    };
    const end = climb(well, [3]);
    expect(end.converged).toBe(true);
    expect(Math.abs(end.x[0]!)).toBeLessThan(1e-8);
  });

  it("steps back from where the function is not defined", () => {
    const barrier: CurvedObjective = (x, gradient, hessian) => {
      const u = x[0]!;
      gradient[0] = 1 - 1 / u;
      hessian?.set([1 / (u * u)]);
      return u > 0 ? u - Math.log(u) : Number.NaN;
    };
    expect(climb(barrier, [5], { radius: 100, maxRadius: 100 }).x[0]).toBeCloseTo(1, 9);
    expect(climb(barrier, [-5])).toMatchObject({ converged: false, reason: "undefined" });
  });

  it("says so when it was not given the iterations to converge", () => {
    expect(climb(banana, [-1.2, 1], { maxIterations: 3 })).toMatchObject({ converged: false, reason: "iterations" });
  });

  it("does not follow a function without a minimum for ever", () => {
    const slope: CurvedObjective = (x, gradient, hessian) => {
      gradient[0] = -Math.exp(-x[0]!);
      hessian?.set([Math.exp(-x[0]!)]);
      return Math.exp(-x[0]!);
    };
    const end = climb(slope, [0], { gradientTolerance: 0 });
    expect(end.iterations).toBeLessThanOrEqual(200);
  });

  it("needs no Hessian but the differences of the gradient", () => {
    const differenced = withDifferencedHessian((x, gradient) => banana(x, gradient, null), 2);
    const hessian = new Float64Array(4);
    const exact = new Float64Array(4);
    const gradient = new Float64Array(2);
    const at = Float64Array.of(0.3, -0.4);
    differenced(at, gradient, hessian);
    banana(at, gradient, exact);
    exact.forEach((value, i) => {
      expect(Math.abs(hessian[i]! - value)).toBeLessThan(1e-5);
    });
    const end = climb(differenced, [-1.2, 1], { hessianLater: true });
    expect(end.converged).toBe(true);
    expect(Math.abs(end.x[0]! - 1)).toBeLessThan(1e-10);
  });

  it("ends at a stationary point with nothing to move", () => {
    expect(climb(() => 3, [])).toMatchObject({ value: 3, converged: true, definite: true });
  });

  it("finds the lowest of random quadratics wherever it starts", () => {
    const random = seededRandom(7);
    for (let trial = 0; trial < 50; trial++) {
      const n = 1 + (trial % 6);
      const root = Array.from({ length: n }, () => Array.from({ length: n }, () => random.normal()));
      const centre = root.map(() => 5 * random.normal());
      const matrix = Float64Array.from({ length: n * n }, (_, index) => {
        const [i, j] = [Math.floor(index / n), index % n];
        return root[i]!.reduce((sum, value, m) => sum + value * root[j]![m]!, i === j ? 0.01 : 0);
      });
      const bowl: CurvedObjective = (x, gradient, hessian) => {
        hessian?.set(matrix);
        let value = 0;
        for (let i = 0; i < n; i++) {
          gradient[i] = centre.reduce((sum, m, j) => sum + matrix[i * n + j]! * (x[j]! - m), 0);
          value += 0.5 * gradient[i]! * (x[i]! - centre[i]!);
        }
        return value;
      };
      const end = climb(bowl, new Float64Array(n));
      expect(end.converged).toBe(true);
      expect(end.value).toBeLessThan(1e-12);
    }
  });
});

describe("symmetricEigenInPlace", () => {
  it("takes a symmetric matrix apart into what makes it up again", () => {
    const random = seededRandom(3);
    for (const n of [1, 2, 3, 5, 8]) {
      const matrix = new Float64Array(n * n);
      for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = random.normal();
      const values = matrix.slice();
      const vectors = new Float64Array(n * n);
      symmetricEigenInPlace(values, n, vectors);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let back = 0;
          let product = 0;
          for (let m = 0; m < n; m++) {
            back += vectors[i * n + m]! * values[m * n + m]! * vectors[j * n + m]!;
            product += vectors[m * n + i]! * vectors[m * n + j]!;
          }
          expect(Math.abs(back - matrix[i * n + j]!)).toBeLessThan(1e-14 * n);
          expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-14 * n);
        }
      }
    }
  });
});
