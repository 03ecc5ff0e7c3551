import { fitBayes } from "../../src/bayes.js";
import { fitComparative } from "../../src/compare.js";
import { analyze, auditReport, DtaError, fitBinomial, fitReitsma } from "../../src/index.js";
import { analyzeThresholds, fitLinearThresholds, fitThresholds } from "../../src/thresholds.js";
import { comparativeStudies, paper, studies, thresholdStudies } from "./data.js";
import { type Dice, dice } from "./values.js";

/** Freezes a value with all its parts, so that a write to it throws. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value) && !ArrayBuffer.isView(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

/** A hundred draws of what may throw are always enough for some that don't. */
function several<T>(seed: number, stream: number, count: number, make: (d: Dice) => T): readonly T[] {
  const d = dice(seed, stream);
  const made: T[] = [];
  for (let tries = 0; tries < 4_000 && made.length < count; tries++) {
    try {
      made.push(make(d));
    } catch (error) {
      if (!(error instanceof DtaError)) throw error;
    }
  }
  return frozen(made);
}

/** Results that calls start from, each kind made when it is first asked for, from the seed alone. */
export function poolOf(seed: number) {
  const kinds = {
    fits: (d: Dice) => (d.chance(0.5) ? fitReitsma(studies(d)) : fitBinomial(studies(d), { nodes: 5 })),
    analyses: (d: Dice) => analyze(studies(d), { model: "reitsma", prior: 0.2, leaveOneOut: d.chance(0.5) }),
    comparisons: (d: Dice) =>
      fitComparative(comparativeStudies(d), {
        test: "test",
        minStudies: 2,
        ...(d.chance(0.9) ? { model: "normal" } : { nodes: 5 }),
      }),
    thresholds: (d: Dice) =>
      fitThresholds(thresholdStudies(d).slice(0, 5), { alternatives: false, minStudies: 2, nodes: 7 }),
    thresholdAnalyses: (d: Dice) =>
      analyzeThresholds(thresholdStudies(d).slice(0, 4), { alternatives: false, minStudies: 2, nodes: 7 }),
    linear: (d: Dice) =>
      fitLinearThresholds(thresholdStudies(d), { model: d.pick(["CI", "CICS", "DI"]), log: d.chance(0.5) }),
    bayes: (d: Dice) => fitBayes(studies(d), { draws: 200, nodes: 3 }),
    audits: (d: Dice) => auditReport(paper(d)),
  };
  const sizes: Readonly<Record<keyof typeof kinds, number>> = {
    fits: 24,
    analyses: 12,
    comparisons: 6,
    thresholds: 5,
    thresholdAnalyses: 2,
    linear: 8,
    bayes: 4,
    audits: 12,
  };
  const known = new Map<string, readonly unknown[]>();
  return <K extends keyof typeof kinds>(d: Dice, kind: K): ReturnType<(typeof kinds)[K]> => {
    const stream = 1_000_000_007 + Object.keys(kinds).indexOf(kind);
    if (!known.has(kind)) known.set(kind, several(seed, stream, sizes[kind], kinds[kind] as (d: Dice) => unknown));
    return d.pick(known.get(kind)!) as ReturnType<(typeof kinds)[K]>;
  };
}

/** One of the results of a kind. */
export type Pool = ReturnType<typeof poolOf>;
