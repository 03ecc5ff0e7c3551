import { describe, expect, it } from "vitest";
import { simulateConsistent, simulateFaults } from "./audit-simulation.js";

describe("the audit of simulated reports", () => {
  it("raises no error on reports that are random fits, rounded as papers round, and warns of intervals of the AUC alone", () => {
    const { checked, findings } = simulateConsistent(400, 1);
    expect(checked).toBeGreaterThan(400 * 40);
    expect(findings.error).toEqual([]);
    const rules = new Set(findings.warning.map(({ rule }) => rule));
    expect([...rules].sort()).toEqual(["auc-grid-interval", "auc-interval-implausible"]);
  });

  it("finds at least 95 % of digits swapped or mistyped, of shifted intervals and of mistyped priors", () => {
    const { digit, interval, prior } = simulateFaults(500, 3, 3);
    for (const { seeded, found, missed } of [digit, interval, prior]) {
      expect(seeded).toBeGreaterThan(100);
      const list = missed.map(({ where, from, to }) => `${where}: ${from} → ${to}`).join("; ");
      expect(found / seeded, list).toBeGreaterThanOrEqual(0.95);
    }
  });
});
