import { describe, expect, it } from "vitest";
import { fitBinomial, fitReitsma } from "../../src/index.js";
import type { Study } from "../../src/tables/study.js";
import { simulateStudies } from "../bench/simulate.js";
import { expectAsAnew, expectDrawsAsAnew, type Share } from "../refitted-anew.js";
import { hostileStudies } from "../simulation/hostile.js";

const reviews = (count: number): Study[][] => Array.from({ length: count }, (_, seed) => hostileStudies(seed));

describe("refits without one study, from the whole fit's landscape", { timeout: 600_000 }, () => {
  const makers = [
    ["by REML", 400, (studies: readonly Study[]) => fitReitsma(studies)],
    ["by ML", 200, (studies: readonly Study[]) => fitReitsma(studies, { method: "ml" })],
    ["uncorrelated", 100, (studies: readonly Study[]) => fitReitsma(studies, { correlation: 0 })],
    ["all corrected", 100, (studies: readonly Study[]) => fitReitsma(studies, { correction: { when: "all" } })],
    ["of the exact model", 80, (studies: readonly Study[]) => fitBinomial(studies)],
    ["by 7 nodes", 80, (studies: readonly Study[]) => fitBinomial(studies, { nodes: 7 })],
    ["by Laplace's approximation", 80, (studies: readonly Study[]) => fitBinomial(studies, { nodes: 1 })],
    [
      "by 15 nodes, uncorrelated",
      40,
      (studies: readonly Study[]) => fitBinomial(studies, { nodes: 15, correlation: 0 }),
    ],
  ] as const;
  for (const [name, count, make] of makers) {
    it(`are what fits made anew are, on ${count} hostile reviews, ${name}`, () => {
      const share: Share = { near: 0, all: 0 };
      for (const studies of reviews(count)) expectAsAnew(studies, make, share);
      expect(share.near).toBeGreaterThan(0.15 * share.all);
    });
  }

  it("are what fits made anew are, of 250 studies by 7 nodes, their standard errors too", () => {
    const share: Share = { near: 0, all: 0 };
    const fit = fitBinomial(simulateStudies(250, 7), { nodes: 7 });
    expectAsAnew(fit.studies, (studies) => fitBinomial(studies, { nodes: 7 }), share, 10);
    expect(share.near).toBeGreaterThan(20);
  });
});

describe("draws from a fit, from its landscape", { timeout: 600_000 }, () => {
  const makers = [
    ["by REML", 200, 20, (studies: readonly Study[]) => fitReitsma(studies)],
    ["by 7 nodes", 60, 10, (studies: readonly Study[]) => fitBinomial(studies, { nodes: 7 })],
  ] as const;
  for (const [name, count, draws, make] of makers) {
    it(`have the estimates of refits, on ${count} hostile reviews, ${name}`, () => {
      const share: Share = { near: 0, all: 0 };
      for (const [i, studies] of reviews(count).entries()) {
        if (studies.length >= 6) expectDrawsAsAnew(make(studies), i % 2 === 0 ? "studies" : "parametric", draws, share);
      }
      expect(share.near).toBeGreaterThan(0.15 * share.all);
    });
  }
});
