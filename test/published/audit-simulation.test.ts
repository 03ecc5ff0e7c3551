import { describe, expect, it } from "vitest";
import { runProgram } from "../../src/programs/run-program.js";
import { auditReport } from "../../src/published/audit/audit-report.js";
import { simulateConsistent, simulateFaults } from "./audit-simulation.js";
import { dataSets, plainPrograms } from "./identify-simulation.js";

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

describe("the audit of the programs' own output, rounded as papers round", () => {
  const printed = (name: string, value: number): string =>
    value.toFixed(name === "dor" ? (Math.abs(value) < 10 ? 1 : 0) : name === "plr" ? 1 : 2);

  it("raises no error, whether the report names the program, a bivariate model, or neither", () => {
    const errors: string[] = [];
    for (const { name: data, studies } of dataSets(3)) {
      for (const program of plainPrograms) {
        const { quantities } = runProgram(program, studies);
        const result = Object.fromEntries(
          ["sensitivity", "specificity", "plr", "nlr", "dor", "auc"].flatMap((name) => {
            const { estimate, lower, upper } = quantities[name] ?? {};
            if (estimate == null) return [];
            const limits =
              lower == null || upper == null ? {} : { lower: printed(name, lower), upper: printed(name, upper) };
            return [[name, { estimate: printed(name, estimate), ...limits }]];
          }),
        );
        const joint = program === "meta" || program === "meta-disc" ? [] : [{ model: "bivariate model" }];
        for (const said of [{ as: program }, {}, ...joint]) {
          const { findings } = auditReport({ ...said, results: [{ k: studies.length, ...result }] });
          for (const { severity, where, rule } of findings) {
            if (severity === "error") errors.push(`${data}, ${program}, ${JSON.stringify(said)}: ${where} ${rule}`);
          }
        }
      }
    }
    expect(errors).toEqual([]);
  });
});
