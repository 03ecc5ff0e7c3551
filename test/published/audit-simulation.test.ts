import { describe, expect, it } from "vitest";
import { errorsOnOwnOutput, simulateConsistent, simulateFaults } from "./audit-simulation.js";
import { simulateRelations } from "./relations-simulation.js";

describe("the audit of simulated reports", () => {
  it("raises no error on reports that are random fits, rounded as papers round, and warns of intervals of the AUC alone", () => {
    const { checked, findings } = simulateConsistent(120, 1);
    expect(checked).toBeGreaterThan(120 * 40);
    expect(findings.error).toEqual([]);
    const rules = new Set(findings.warning.map(({ rule }) => rule));
    expect([...rules].sort()).toEqual(["auc-grid-interval", "auc-interval-implausible"]);
  });

  it("finds at least 95 % of digits swapped or mistyped, of shifted intervals and of mistyped priors, and 92 % as errors", () => {
    const { digit, interval, prior } = simulateFaults(220, 3, 3);
    for (const { seeded, found, foundAsError, missed } of [digit, interval, prior]) {
      expect(seeded).toBeGreaterThan(60);
      const list = missed.map(({ where, from, to }) => `${where}: ${from} → ${to}`).join("; ");
      expect(found / seeded, list).toBeGreaterThanOrEqual(0.95);
      expect(foundAsError / seeded).toBeGreaterThanOrEqual(0.92);
    }
  });
});

describe("the audit of relations between the numbers of a paper", () => {
  it("is silent where they hold, and finds every fault but counts of kinds that need not be all", () => {
    const { falseAlarms, rates } = simulateRelations(25, 5);
    expect(falseAlarms).toBe(0);
    for (const [kind, { seeded, found }] of Object.entries(rates)) {
      expect(seeded).toBeGreaterThan(20);
      if (kind === "studies of a kind") expect(found / seeded).toBeGreaterThan(0.4);
      else expect(found, kind).toBe(seeded);
    }
  });
});

describe("the audit of the programs' own output, rounded as papers round", () => {
  it("raises no error, whether the report names the program, a bivariate model, or neither", () => {
    expect(errorsOnOwnOutput(3)).toEqual([]);
  });
});
