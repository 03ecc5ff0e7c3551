// Holds the audit against simulated reports. On demand, with 10,000 reports (about a minute):
//   npx tsx test/published/audit-simulation.ts 10000
import { pathToFileURL } from "node:url";
import { seededRandom } from "../../src/numeric/random/random.js";
import { auditReport } from "../../src/published/audit/audit-report.js";
import type { Finding } from "../../src/published/audit/rule.js";
import { type SeededFault, seedFault } from "./seeded-fault.js";
import { consistentReport } from "./simulated-report.js";

/** Findings on reports whose numbers are all right. */
export interface FalseAlarms {
  readonly reports: number;
  readonly checked: number;
  readonly findings: Readonly<Record<Finding["severity"], readonly Finding[]>>;
}

/** Audits consistent reports. */
export function simulateConsistent(reports: number, seed: number): FalseAlarms {
  const findings = { error: [] as Finding[], warning: [] as Finding[], note: [] as Finding[] };
  let checked = 0;
  for (let i = 0; i < reports; i++) {
    const audit = auditReport(consistentReport(seededRandom(seed, i)));
    checked += audit.checked;
    for (const finding of audit.findings) findings[finding.severity].push(finding);
  }
  return { reports, checked, findings };
}

const KINDS = ["digit", "interval", "prior"] as const;
const key = ({ rule, where }: Finding): string => `${rule} ${where}`;

/** How many seeded faults of each kind the audit found, and those that it missed. */
export interface Detection {
  readonly seeded: number;
  readonly found: number;
  readonly missed: readonly SeededFault[];
}

/** Seeds one fault at a time, each moving its number by at least `least` units of the last digit, and audits. */
export function simulateFaults(
  reports: number,
  seed: number,
  least: number,
): Readonly<Record<SeededFault["kind"], Detection>> {
  const faults = { digit: [], interval: [], prior: [] } as Record<
    SeededFault["kind"],
    { fault: SeededFault; found: boolean }[]
  >;
  for (let i = 0; i < reports; i++) {
    const random = seededRandom(seed, i);
    const report = { ...consistentReport(random), model: "bivariate model" };
    const before = new Set(auditReport(report).findings.map(key));
    for (const kind of KINDS) {
      const fault = seedFault(report, kind, random, least);
      if (fault === null) continue;
      faults[kind].push({ fault, found: auditReport(fault.report).findings.some((one) => !before.has(key(one))) });
    }
  }
  const detection = (kind: SeededFault["kind"]): Detection => ({
    seeded: faults[kind].length,
    found: faults[kind].filter(({ found }) => found).length,
    missed: faults[kind].filter(({ found }) => !found).map(({ fault }) => fault),
  });
  return { digit: detection("digit"), interval: detection("interval"), prior: detection("prior") };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const reports = Number(process.argv[2] ?? 10000);
  const { checked, findings } = simulateConsistent(reports, 20260101);
  const graver = [...findings.error, ...findings.warning];
  const lines = [
    `${reports} consistent reports, ${checked} comparisons: ${findings.error.length} errors, ${findings.warning.length} warnings`,
    ...[...new Set(graver.map(({ rule }) => rule))].map(
      (rule) => `  ${rule}: ${graver.filter((finding) => finding.rule === rule).length}`,
    ),
    ...Object.entries(simulateFaults(reports, 20260102, 3)).map(
      ([kind, { seeded, found }]) =>
        `${kind}: ${found} of ${seeded} seeded faults found, ${((100 * found) / seeded).toFixed(1)} %`,
    ),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
