import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BivariateFit, fitBinomial, fitReitsma } from "../../src/index.js";
import { table } from "./markdown.js";
import { review, SCENARIOS, type Scenario } from "./scenarios.js";

const Z = 1.959963984540054;
/** What each program's fit is held against. */
const PEERS = {
  metafor: { label: "metafor, `rma.mv`, REML", ours: "normal model, REML", fit: fitReitsma },
  lme4: { label: "lme4, `glmer`, Laplace", ours: "exact model", fit: fitBinomial },
} as const;
type Peer = keyof typeof PEERS;

interface Answer {
  readonly estimate: readonly number[];
  readonly standardError: readonly number[];
  readonly warned: boolean;
}

const covered = (scenario: Scenario, { estimate, standardError }: Omit<Answer, "warned">): number =>
  scenario.means.filter((mean, i) => Math.abs(estimate[i]! - mean) <= Z * standardError[i]!).length;

const ofFit = (fit: BivariateFit): Answer => ({
  estimate: fit.coefficients.map((coefficient) => coefficient.estimate),
  standardError: fit.coefficients.map((coefficient) => coefficient.standardError),
  warned: !fit.convergence.converged || fit.convergence.boundary !== "none",
});

/** The same reviews by metafor and lme4; `null` where R does not have them. */
export function peers(reviews: number, seed: number): string | null {
  const chosen = SCENARIOS.map((scenario, s) => ({ scenario, s })).filter(({ scenario: { name } }) =>
    /^(6|12|30) studies$|sparse|correlation −1/.test(name),
  );
  const rows: string[][] = [];
  for (const { scenario, s } of chosen) {
    const drawn = Array.from({ length: reviews }, (_, i) => review(scenario, seed, 100_000 * s + i).studies);
    const file = join(mkdtempSync(join(tmpdir(), "dta-meta-")), "reviews.csv");
    const lines = drawn.flatMap((studies, i) => studies.map(({ tp, fp, fn, tn }) => [i, tp, fp, fn, tn].join(",")));
    writeFileSync(file, `review,tp,fp,fn,tn\n${lines.join("\n")}\n`);
    const script = fileURLToPath(new URL("peers.R", import.meta.url));
    const { status, stdout } = spawnSync("Rscript", [script, file], { encoding: "utf8" });
    if (status !== 0) return null;
    const answers = stdout
      .trim()
      .split("\n")
      .map((line) => line.trim().split(" "));
    for (const peer of Object.keys(PEERS) as Peer[]) {
      const { label, ours, fit: fitOf } = PEERS[peer];
      const sum = { theirs: 0, own: 0, of: 0, failed: 0, warned: 0, edge: 0 };
      for (const [index, program, ...numbers] of answers) {
        if (program !== peer) continue;
        const own = ofFit(fitOf(drawn[Number(index)]!));
        if (own.warned) sum.edge++;
        if (numbers.length < 5) {
          sum.failed++;
          continue;
        }
        const [se, sp, seError, spError, warned] = numbers.map(Number) as [number, number, number, number, number];
        if (warned) sum.warned++;
        sum.of += 2;
        sum.theirs += covered(scenario, { estimate: [se, sp], standardError: [seError, spError] });
        sum.own += covered(scenario, own);
      }
      const percent = (hits: number, of: number): string => (of === 0 ? "–" : ((100 * hits) / of).toFixed(1));
      rows.push([
        scenario.name,
        label,
        percent(sum.failed, reviews),
        percent(sum.warned, reviews),
        percent(sum.theirs, sum.of),
        ours,
        percent(sum.edge, reviews),
        percent(sum.own, sum.of),
      ]);
    }
  }
  const head = ["reviews", "program", "failed, %", "warned, %", "z", "here", "on an edge, %", "z here"];
  return table(head, rows);
}
