import { type Random, seededRandom } from "../../src/numeric/random/random.js";
import { auditReport } from "../../src/published/audit/audit-report.js";
import type { Study } from "../../src/tables/study.js";

type Json = Record<string, unknown>;

/** A paper whose parts, counts, flow, repeated numbers and attached tables agree. */
interface Paper extends Json {
  readonly results: (Json & { k: number })[];
  readonly flow: Record<string, number | Record<string, number>>;
  readonly counts: { total: number; exclusive: boolean; parts: { n: number; references: number }[] }[];
  readonly restated: { of: string; where: string; sensitivity: Record<string, string> }[];
  readonly studies: Record<string, string | number>[];
  readonly narrative: { k: number; sensitivity: string[]; specificity: string[] };
}

const below = (random: Random, most: number): number => random.integerBelow(most);

/** A number in so many parts of at least one. */
function split(total: number, parts: number, random: Random): number[] {
  const made: number[] = [];
  let left = total;
  for (let i = parts; i > 1; i--) {
    const n = 1 + below(random, left - i + 1);
    made.push(n);
    left -= n;
  }
  return [...made, left];
}

const proportion = (x: number, n: number): string => (x / n).toFixed(2);

/** A paper in which every relation holds. */
export function consistentPaper(random: Random): Paper {
  const k = 8 + below(random, 25);
  const rows: Study[] = Array.from({ length: k }, (_, i) => {
    const [diseased, healthy] = [20 + below(random, 180), 20 + below(random, 280)];
    const [tp, tn] = [random.binomial(diseased, 0.85), random.binomial(healthy, 0.9)];
    return { id: `Study ${i + 1}`, tp, fp: healthy - tn, fn: diseased - tp, tn };
  });
  const parts = split(k, 2 + below(random, 2), random);
  const triple = { estimate: "0.84", lower: "0.78", upper: "0.89" };
  const all = rows.map(({ id }) => id);
  const identified = { PubMed: 200 + below(random, 900), Embase: 200 + below(random, 900) };
  const total = identified.PubMed + identified.Embase;
  const duplicates = 50 + below(random, 150);
  const assessed = k + 20 + below(random, 60);
  const [reasonA, reasonB] = split(assessed - k, 2, random) as [number, number];
  const kinds = split(k, 3, random);
  return {
    results: [
      {
        id: "all",
        k,
        where: { id: all },
        sensitivity: triple,
        participants: rows.reduce((sum, { tp, fp, fn, tn }) => sum + tp + fp + fn + tn, 0),
      },
      ...parts.map((n, i) => ({ id: `part ${i + 1}`, k: n })),
      { id: "subset", k: 1 + below(random, k) },
    ],
    partitions: [{ of: "all", into: parts.map((_, i) => `part ${i + 1}`) }],
    subsets: [{ of: "all", into: ["subset"] }],
    flow: {
      identified,
      duplicates,
      screened: total - duplicates,
      excludedByTitle: total - duplicates - assessed,
      assessed,
      excluded: { "no table": reasonA, "other test": reasonB },
      included: k,
    },
    counts: [{ total: k, exclusive: true, parts: kinds.map((n) => ({ n, references: n })) }],
    restated: [{ of: "all", where: "abstract", sensitivity: { ...triple } }],
    data: {
      csv: ["study,tp,fp,fn,tn", ...rows.map(({ id, tp, fp, fn, tn }) => [id, tp, fp, fn, tn].join(","))].join("\n"),
    },
    studies: rows.map(({ id, tp, fp, fn, tn }) => ({
      id,
      sensitivity: proportion(tp, tp + fn),
      specificity: proportion(tn, tn + fp),
    })),
    narrative: { k: 3, sensitivity: ["0.81", "0.92", "0.77"], specificity: ["0.88", "0.9", "0.95"] },
  };
}

const pick = <T>(items: readonly T[], random: Random): T => items[below(random, items.length)]!;
const off = (random: Random): number => (1 + below(random, 4)) * (random.uniform() < 0.5 ? -1 : 1);
const mistyped = (text: string, random: Random): string => {
  const moved = Number(text) + 0.01 * (3 + below(random, 7)) * (Number(text) > 0.5 ? -1 : 1);
  return moved.toFixed(2);
};

/** One fault in a relation, put into a paper; what it breaks stands as its name. */
export const RELATION_FAULTS: Readonly<Record<string, (paper: Paper, random: Random) => void>> = {
  "tables of a part": ({ results }, random) => {
    const part = pick(
      results.filter(({ id }) => String(id).startsWith("part")),
      random,
    );
    part.k = Math.max(0, part.k + off(random)) || part.k + 1;
  },
  "tables of a subset": ({ results }, random) => {
    const subset = results.find(({ id }) => id === "subset")!;
    subset.k = results[0]!.k + 1 + below(random, 3);
  },
  "a number of the flow": ({ flow }, random) => {
    const field = pick(Object.keys(flow), random);
    const value = flow[field]!;
    if (typeof value === "number") flow[field] = Math.max(0, value + off(random));
    else {
      const reason = pick(Object.keys(value), random);
      value[reason] = Math.max(0, value[reason]! + off(random));
    }
  },
  "studies of a kind": ({ counts }, random) => {
    const part = pick(counts[0]!.parts, random);
    part.n = Math.max(1, part.n + off(random));
    part.references = part.n;
  },
  "references of a kind": ({ counts }, random) => {
    pick(counts[0]!.parts, random).references += off(random) > 0 ? 1 : -1;
  },
  "a number printed again": ({ restated }, random) => {
    const { sensitivity } = restated[0]!;
    const part = pick(["estimate", "lower", "upper"], random);
    sensitivity[part] = mistyped(sensitivity[part]!, random);
  },
  "accuracy of a study beside its table": ({ studies }, random) => {
    const study = pick(studies, random);
    const field = pick(["sensitivity", "specificity"], random);
    study[field] = mistyped(String(study[field]), random);
  },
  "tables or participants beside the data": ({ results }, random) => {
    const field = pick(["k", "participants"] as const, random);
    results[0]![field] = (results[0]![field] as number) + off(random);
  },
  "values of described studies": ({ narrative }, random) => {
    pick([narrative.sensitivity, narrative.specificity], random).pop();
  },
};

/** How many faults of each kind are found, and found as errors. */
export interface RelationRates {
  readonly papers: number;
  readonly falseAlarms: number;
  readonly rates: Readonly<Record<string, { seeded: number; found: number; asError: number; rules: Set<string> }>>;
}

/** Audits papers as they are, and with one fault each. */
export function simulateRelations(papers: number, seed: number): RelationRates {
  const rates = Object.fromEntries(
    Object.keys(RELATION_FAULTS).map((kind) => [kind, { seeded: 0, found: 0, asError: 0, rules: new Set<string>() }]),
  );
  let falseAlarms = 0;
  for (let i = 0; i < papers; i++) {
    falseAlarms += auditReport(consistentPaper(seededRandom(seed, i))).findings.length;
    for (const [kind, change] of Object.entries(RELATION_FAULTS)) {
      const random = seededRandom(seed, i);
      const paper = consistentPaper(random);
      const before = JSON.stringify(paper);
      change(paper, random);
      if (JSON.stringify(paper) === before) continue;
      const { findings } = auditReport(paper);
      const rate = rates[kind]!;
      rate.seeded += 1;
      if (findings.length > 0) rate.found += 1;
      if (findings.some(({ severity }) => severity === "error")) rate.asError += 1;
      for (const { rule } of findings) rate.rules.add(rule);
    }
  }
  return { papers, falseAlarms, rates };
}
