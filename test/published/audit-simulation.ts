// Holds the audit against simulated reports. On demand, writes examples/guide/audit-rates.md (about a minute):
//   npx tsx test/published/audit-simulation.ts
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { seededRandom } from "../../src/numeric/random/random.js";
import { runProgram } from "../../src/programs/run-program.js";
import { auditReport } from "../../src/published/audit/audit-report.js";
import type { Finding } from "../../src/published/audit/rule.js";
import { auditRules } from "../../src/published/audit/rules.js";
import { dataSets, plainPrograms } from "./identify-simulation.js";
import { simulateRelations } from "./relations-simulation.js";
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
const key = ({ rule, where, severity }: Finding): string => `${severity} ${rule} ${where}`;

const isError = ({ severity }: Finding): boolean => severity === "error";

/** How many seeded faults of each kind the audit found, and those that it missed. */
export interface Detection {
  readonly seeded: number;
  readonly found: number;
  /** Of those found, the ones that raised an error, and not a warning or note alone. */
  readonly foundAsError: number;
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
    { fault: SeededFault; found: boolean; asError: boolean }[]
  >;
  for (let i = 0; i < reports; i++) {
    const random = seededRandom(seed, i);
    const report = { ...consistentReport(random), model: "bivariate model" };
    const before = new Set(auditReport(report).findings.map(key));
    for (const kind of KINDS) {
      const fault = seedFault(report, kind, random, least);
      if (fault === null) continue;
      const fresh = auditReport(fault.report).findings.filter((one) => !before.has(key(one)));
      faults[kind].push({ fault, found: fresh.length > 0, asError: fresh.some(isError) });
    }
  }
  const detection = (kind: SeededFault["kind"]): Detection => ({
    seeded: faults[kind].length,
    found: faults[kind].filter(({ found }) => found).length,
    foundAsError: faults[kind].filter(({ asError }) => asError).length,
    missed: faults[kind].filter(({ found }) => !found).map(({ fault }) => fault),
  });
  return { digit: detection("digit"), interval: detection("interval"), prior: detection("prior") };
}

/** What one rule did on reports that are right and on reports with one fault. */
export interface RuleRates {
  readonly rule: string;
  /** Findings on consistent reports, by severity. */
  readonly falseAlarms: Readonly<Record<Finding["severity"], number>>;
  /** Seeded faults that it found, by kind of fault. */
  readonly caught: Readonly<Record<SeededFault["kind"], number>>;
}

/** The rates of every rule: false alarms on consistent reports, faults of each kind that it finds. */
export function simulateRates(
  reports: number,
  seed: number,
): {
  readonly rules: RuleRates[];
  readonly seeded: Record<SeededFault["kind"], number>;
  readonly found: Record<SeededFault["kind"], number>;
  readonly foundAsError: Record<SeededFault["kind"], number>;
} {
  const rules = new Map(
    auditRules.map(
      ({
        id,
      }): [
        string,
        { falseAlarms: Record<Finding["severity"], number>; caught: Record<SeededFault["kind"], number> },
      ] => [id, { falseAlarms: { error: 0, warning: 0, note: 0 }, caught: { digit: 0, interval: 0, prior: 0 } }],
    ),
  );
  const seeded = { digit: 0, interval: 0, prior: 0 };
  const found = { digit: 0, interval: 0, prior: 0 };
  const foundAsError = { digit: 0, interval: 0, prior: 0 };
  for (let i = 0; i < reports; i++) {
    const random = seededRandom(seed, i);
    const report = { ...consistentReport(random), model: "bivariate model" };
    const { findings } = auditReport(report);
    for (const { rule, severity } of findings) rules.get(rule)!.falseAlarms[severity] += 1;
    const before = new Set(findings.map(key));
    for (const kind of KINDS) {
      const fault = seedFault(report, kind, random, 3);
      if (fault === null) continue;
      seeded[kind] += 1;
      const fresh = auditReport(fault.report).findings.filter((one) => !before.has(key(one)));
      if (fresh.length > 0) found[kind] += 1;
      if (fresh.some(isError)) foundAsError[kind] += 1;
      for (const rule of new Set(fresh.map((one) => one.rule))) rules.get(rule)!.caught[kind] += 1;
    }
  }
  return { rules: [...rules].map(([rule, rates]) => ({ rule, ...rates })), seeded, found, foundAsError };
}

/** The errors on what every program prints of so many data sets, where the report names the program, a bivariate model, or neither. */
export function errorsOnOwnOutput(count: number): string[] {
  const printed = (name: string, value: number): string =>
    value.toFixed(name === "dor" ? (Math.abs(value) < 10 ? 1 : 0) : name === "plr" ? 1 : 2);
  const errors: string[] = [];
  for (const { name: data, studies } of dataSets(count)) {
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
  return errors;
}

/** The page of the guide that prints the rates. */
export function ratesPage(reports: number, seed: number): string {
  const { rules, seeded, found, foundAsError } = simulateRates(reports, seed);
  const relations = simulateRelations(Math.ceil(reports / 5), seed);
  const share = (n: number, of: number): string => (n === 0 ? "–" : `${((100 * n) / of).toFixed(1)} %`);
  const rows = rules.map(({ rule, falseAlarms, caught }) => {
    const { title } = auditRules.find(({ id }) => id === rule)!;
    const { error, warning, note } = falseAlarms;
    return `| \`${rule}\` | ${title} | ${error} | ${warning} | ${note} | ${KINDS.map((kind) => share(caught[kind], seeded[kind])).join(" | ")} |`;
  });
  return `# How often the audit is right

Simulated, not promised: ${reports.toLocaleString("en")} reports of random meta-analyses, each fitted by this library and printed as papers print (two or three
decimals, percentages, bare decimals, \`<0.001\`), were audited as they are, and again with one fault each. Faults: a digit mistyped or two digits swapped, an
interval shifted, a prior mistyped, each by at least three units of the last digit. Seed ${seed}; \`npx tsx test/published/audit-simulation.ts\` writes this page.

Each report says that its model was bivariate and names no program. *Found as error* counts what makes \`dta audit\` end with 1.

| fault | seeded | found | found as error |
| --- | ---: | ---: | ---: |
${KINDS.map((kind) => `| ${kind === "digit" ? "digit" : kind === "interval" ? "shifted interval" : "prior"} | ${seeded[kind].toLocaleString("en")} | ${share(found[kind], seeded[kind])} | ${share(foundAsError[kind], seeded[kind])} |`).join("\n")}

Of each rule: findings on the ${reports.toLocaleString("en")} reports that are right, and the share of the seeded faults that it finds, alone or with others. The warnings of
\`auc-grid-interval\` are no mistakes: half of the simulated reports print midas's intervals of the area, which is what the rule tells.
Rules without a share look at what this simulation does not touch; the next table has flow, subsets, counts of studies, restated numbers and attached data.

| rule | asks | errors | warnings | notes | digits found | intervals found | priors found |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join("\n")}

## Relations

${relations.papers.toLocaleString("en")} made-up papers with parts, a subset, a flow, counts by kind, an abstract, rows of studies and their tables, audited as they are (${relations.falseAlarms} findings), and with one
fault each: a number off by one to four, or a proportion by three units of its last digit and more. A count that is too small is not
found where the kinds need not be all there are.

| fault in | seeded | found | found as error | by |
| --- | ---: | ---: | ---: | --- |
${Object.entries(relations.rates)
  .map(
    ([kind, rate]) =>
      `| ${kind} | ${rate.seeded.toLocaleString("en")} | ${share(rate.found, rate.seeded)} | ${share(rate.asError, rate.seeded)} | ${[...rate.rules].map((rule) => `\`${rule}\``).join(", ")} |`,
  )
  .join("\n")}
`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const page = new URL("../../examples/guide/audit-rates.md", import.meta.url);
  writeFileSync(page, ratesPage(Number(process.argv[2] ?? 5000), 20260102));
}
