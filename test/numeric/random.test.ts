import { describe, expect, it } from "vitest";
import { binomialLogProbability } from "../../src/numeric/distributions/binomial.js";
import { chiSquaredUpperTail } from "../../src/numeric/distributions/chi-squared.js";
import { normalCdf } from "../../src/numeric/distributions/normal.js";
import { seededRandom, xoshiro128 } from "../../src/numeric/random/random.js";

/** P value of Pearson's chi-squared test; categories are joined until each expects 20. */
function goodnessOfFit(observed: readonly number[], expected: readonly number[]): number {
  let chiSquared = 0;
  let df = -1;
  let seen = 0;
  let wanted = 0;
  for (const [i, value] of expected.entries()) {
    seen += observed[i]!;
    wanted += value;
    if (wanted < 20 && i < expected.length - 1) continue;
    if (wanted > 0) {
      chiSquared += (seen - wanted) ** 2 / wanted;
      df += 1;
    }
    seen = 0;
    wanted = 0;
  }
  return chiSquaredUpperTail(chiSquared, df);
}

describe("the generator's bits", () => {
  it("are those of xoshiro128**", () => {
    // From the defining recurrence (prng.di.unimi.it/xoshiro128starstar.c) in exact integers, state 1, 2, 3, 4.
    const next = xoshiro128([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, next)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it("are the same for the same seed and stream, and others for others", () => {
    const first = (seed: number, stream?: number): number[] => {
      const random = seededRandom(seed, stream);
      return Array.from({ length: 4 }, () => random.bits());
    };
    expect(first(20240601)).toEqual(first(20240601));
    const starts = [
      first(0),
      first(1),
      first(2),
      first(0, 1),
      first(1, 1),
      first(2 ** 32),
      first(2 ** 53 - 1),
      first(0, 2 ** 32),
    ];
    expect(new Set(starts.map(String)).size).toBe(starts.length);
  });

  it("want whole seeds", () => {
    expect(() => seededRandom(-1)).toThrow("seed must be a whole number of at least 0, got -1.");
    expect(() => seededRandom(0.5)).toThrow(expect.objectContaining({ code: "outside-domain" }));
    expect(() => seededRandom(1, Number.NaN)).toThrow("stream must be");
  });
});

describe("numbers made of the bits", () => {
  it("stay as they are, on every engine and in every version", () => {
    const random = seededRandom(42);
    expect({
      bits: random.bits(),
      uniform: random.uniform(),
      normal: [random.normal(), random.normal(), random.normal()],
      binomial: [random.binomial(10, 0.3), random.binomial(5000, 0.4), random.binomial(50, 0.95)],
      integer: [random.integerBelow(6), random.integerBelow(2 ** 40)],
      shuffled: random.shuffle(["a", "b", "c", "d", "e"]),
    }).toMatchInlineSnapshot(`
      {
        "binomial": [
          5,
          2026,
          47,
        ],
        "bits": 3952691233,
        "integer": [
          0,
          417923858600,
        ],
        "normal": [
          0.6166252047828867,
          -0.18932979180939702,
          0.7200286663715157,
        ],
        "shuffled": [
          "e",
          "c",
          "b",
          "a",
          "d",
        ],
        "uniform": 0.35556562261480806,
      }
    `);
  });

  it("are uniform on [0, 1)", () => {
    const random = seededRandom(1);
    const counts = new Array<number>(50).fill(0);
    for (let i = 0; i < 50_000; i++) {
      const u = random.uniform();
      expect(u >= 0 && u < 1).toBe(true);
      counts[Math.floor(u * 50)]! += 1;
    }
    expect(
      goodnessOfFit(
        counts,
        counts.map(() => 1000),
      ),
    ).toBeGreaterThan(0.001);
  });

  it("are normal: Kolmogorov's distance and the tails", () => {
    const random = seededRandom(7);
    const n = 100_000;
    const values = Array.from({ length: n }, () => random.normal()).sort((a, b) => a - b);
    let distance = 0;
    values.forEach((value, i) => {
      const p = normalCdf(value);
      distance = Math.max(distance, p - i / n, (i + 1) / n - p);
    });
    // 1.95/√n is passed with probability 0.001.
    expect(distance * Math.sqrt(n)).toBeLessThan(1.95);
    const beyondThree = values.filter((value) => Math.abs(value) > 3).length;
    expect(Math.abs(beyondThree - n * 2 * normalCdf(-3))).toBeLessThan(4 * Math.sqrt(n * 2 * normalCdf(-3)));
  });

  it.each([
    [1, 0.5],
    [10, 0.3],
    [200, 0.5],
    [50, 0.9],
    [1000, 0.002],
    [3000, 0.4],
  ])("are binomial: n = %i, p = %f", (n, p) => {
    const random = seededRandom(99);
    const draws = 20_000;
    const counts = new Array<number>(n + 1).fill(0);
    for (let i = 0; i < draws; i++) counts[random.binomial(n, p)]! += 1;
    const expected = counts.map((_, x) => draws * Math.exp(binomialLogProbability(x, n, p)));
    expect(goodnessOfFit(counts, expected)).toBeGreaterThan(0.001);
  });

  it.each([
    [1_000_000_000, 0.3],
    [1_000_000_000, 0.999],
    [50_000, 0.5],
  ])("are binomial among very many trials, without counting them: n = %i, p = %f", (n, p) => {
    const random = seededRandom(5);
    const draws = Array.from({ length: 4000 }, () => random.binomial(n, p));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (draws.length - 1);
    // 4 standard errors of a mean, and of a variance of a nearly normal count
    expect(Math.abs(mean - n * p)).toBeLessThan(4 * Math.sqrt((n * p * (1 - p)) / draws.length));
    expect(Math.abs(variance / (n * p * (1 - p)) - 1)).toBeLessThan(4 * Math.sqrt(2 / draws.length));
    const skewness = draws.reduce((sum, x) => sum + ((x - mean) / Math.sqrt(variance)) ** 3, 0) / draws.length;
    expect(Math.abs(skewness)).toBeLessThan(0.16);
    expect(draws.every((x) => Number.isInteger(x) && x >= 0 && x <= n)).toBe(true);
  });

  it("are binomial without chance where p is 0 or 1", () => {
    const random = seededRandom(1);
    expect([random.binomial(7, 0), random.binomial(7, 1), random.binomial(0, 0.5)]).toEqual([0, 7, 0]);
    expect(() => random.binomial(7, 1.5)).toThrow("p must be a probability");
    expect(() => random.binomial(7.5, 0.5)).toThrow("n must be a whole number");
  });

  it("are whole numbers below n, each as likely", () => {
    const random = seededRandom(5);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 14_000; i++) counts[random.integerBelow(7)]! += 1;
    expect(
      goodnessOfFit(
        counts,
        counts.map(() => 2000),
      ),
    ).toBeGreaterThan(0.001);
    expect(random.integerBelow(1)).toBe(0);
    const large = Array.from({ length: 2000 }, () => random.integerBelow(2 ** 53 - 1));
    expect(Math.max(...large)).toBeGreaterThan(2 ** 52);
    expect(large.every(Number.isSafeInteger)).toBe(true);
    expect(() => random.integerBelow(0)).toThrow("n must be a whole number of at least 1, got 0.");
  });

  it("shuffle into every order as likely, and leave the argument alone", () => {
    const random = seededRandom(8);
    const items = [1, 2, 3, 4] as const;
    const counts = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const order = random.shuffle(items).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect(
      goodnessOfFit(
        [...counts.values()],
        [...counts.values()].map(() => 500),
      ),
    ).toBeGreaterThan(0.001);
    expect(items).toEqual([1, 2, 3, 4]);
  });
});
