import { describe, expect, it } from "vitest";
import {
  analyze,
  analyzeThresholds,
  compareTests,
  fitBayes,
  fitBinomial,
  fitComparative,
  fitLatentClass,
  fitThresholds,
  leaveOneOut,
  readThresholdStudies,
} from "../../src/index.js";
import { loadFixture } from "../fixtures.js";

const studies = loadFixture("auditc").slice(0, 6);
const tested = studies.flatMap((study, i) =>
  ["A", "B"].map((test) => ({
    ...study,
    id: `${study.id} ${test}`,
    cluster: study.id,
    fp: study.fp + (test === "A" ? 0 : i),
    covariates: { test },
  })),
);
const cutoffs = readThresholdStudies(
  "study,cutoff,tp,fp,fn,tn\nA,20,70,40,30,160\nA,40,45,12,55,188\nB,15,44,50,6,50\nB,30,30,15,20,85\nC,25,80,30,40,120\nD,20,30,22,10,78\nD,50,12,3,28,97",
);
const fit = fitBinomial(studies);

/** A signal that is aborted once it was looked at so often, and counts the looks. */
function abortedAfter(looks: number) {
  const signal = {
    looks: 0,
    reason: new Error("enough"),
    get aborted(): boolean {
      this.looks += 1;
      return this.looks > looks;
    },
  };
  return signal;
}

type Signal = ReturnType<typeof abortedAfter>;

/** Computations that take a signal, and how often at least they look at it. */
const LONG: Readonly<Record<string, readonly [looks: number, run: (signal: Signal) => unknown]>> = {
  fitBinomial: [4, (signal) => fitBinomial(studies, { signal })],
  fitComparative: [8, (signal) => fitComparative(tested, { test: "test", nodes: 5, signal })],
  compareTests: [8, (signal) => compareTests(tested, { test: "test", nodes: 5, signal })],
  fitThresholds: [8, (signal) => fitThresholds(cutoffs, { nodes: 7, alternatives: false, signal })],
  analyzeThresholds: [8, (signal) => analyzeThresholds(cutoffs, { nodes: 7, alternatives: false, signal })],
  fitLatentClass: [
    8,
    (signal) =>
      fitLatentClass(studies, { starts: 1, nodes: 9, reference: { sensitivity: 0.95, specificity: 0.99 }, signal }),
  ],
  fitBayes: [4, (signal) => fitBayes(studies, { draws: 1000, nodes: 3, signal })],
  analyze: [12, (signal) => analyze(studies, { signal })],
  leaveOneOut: [12, (signal) => leaveOneOut(fit, { signal })],
};

describe("a signal that is aborted", () => {
  it.each(Object.entries(LONG))("ends %s between the steps of its search", (_, [looks, run]) => {
    const early = abortedAfter(0);
    expect(() => run(early)).toThrow(early.reason);
    const late = abortedAfter(looks - 1);
    expect(() => run(late)).toThrow(late.reason);
    expect(late.looks).toBe(looks);
  });

  it("leaves nothing behind: the next computation, without a signal, runs through", () => {
    expect(fitBinomial(studies).logLik).toBe(fit.logLik);
  });
});
