// How often numbers that were made otherwise get as small a false-match probability as is stated. Prints the table of
// examples/guide/identify-rates.md (some minutes):
//   npx tsx test/published/identify-calibration.ts
import { pathToFileURL } from "node:url";
import { type Random, seededRandom } from "../../src/numeric/random/random.js";
import type { ProgramName } from "../../src/programs/run-program.js";
import { identifyBy, type Runner, runner } from "../../src/published/identify/identify.js";
import type { Verdict } from "../../src/published/identify/rank.js";
import type { Study } from "../../src/tables/study.js";
import { dataSets, plainPrograms, programReport, randomReport } from "./identify-simulation.js";

/** What was made of a report whose numbers come from elsewhere. */
export interface Judged {
  readonly kind: string;
  readonly chance: number;
  readonly verdict: Verdict;
  /** Whether what made the numbers, of other studies or not, is not among what is named; nothing made random ones. */
  readonly otherProgram: boolean;
}

/** Ways in which numbers are made that no convention makes of the studies. */
export const KINDS: Readonly<
  Record<string, (studies: readonly Study[], others: readonly Study[], random: Random) => readonly Study[]>
> = {
  "another review": (_, others) => others,
  "studies drawn with replacement": (studies, _, random) =>
    studies.map((__, i) => ({ ...studies[random.integerBelow(studies.length)]!, id: `draw ${i + 1}` })),
  "one study left out": (studies, _, random) => {
    const out = random.integerBelow(studies.length);
    return studies.filter((__, i) => i !== out);
  },
  "one study's errors misread": (studies, _, random) => {
    const at = random.integerBelow(studies.length);
    return studies.map((study, i) =>
      i === at ? { ...study, tp: study.fn, fn: study.tp, fp: study.tn, tn: study.fp } : study,
    );
  },
};

/** Judges reports of every kind on a data set: a program and five, ten or all of its numbers each time. */
export function judge(
  studies: readonly Study[],
  others: readonly Study[],
  reports: number,
  seed: number,
  run: Runner = runner(),
): Judged[] {
  const judged: Judged[] = [];
  const take = (kind: string, report: unknown, program: ProgramName | null): void => {
    const [result] = identifyBy(run, studies, report).results;
    if (result === undefined) return;
    const { falseMatchProbability: chance, verdict, programs } = result;
    const named = programs.includes(program) || (program === "dta-meta" && programs.includes(null));
    judged.push({ kind, chance, verdict, otherProgram: programs.length > 0 && (program === null || !named) });
  };
  for (let i = 0; i < reports; i++) {
    const random = seededRandom(seed, i);
    take("numbers drawn at random", randomReport(random), null);
    for (const [kind, change] of Object.entries(KINDS)) {
      const program = plainPrograms[random.integerBelow(plainPrograms.length)]!;
      const count = [5, 10, 1000][random.integerBelow(3)]!;
      const report = programReport(program, change(studies, others, random), count, random);
      if (report !== null) take(kind, report, program);
    }
  }
  return judged;
}

/** Stated chances that are counted. */
export const STATED = [0.5, 0.1, 0.01, 0.001, 1e-4] as const;

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const sets = dataSets(40).filter(({ studies }) => studies.length >= 6);
  const judged: Judged[] = [];
  const [reports = "6"] = process.argv.slice(2);
  sets.forEach(({ name, studies }, i) => {
    judged.push(...judge(studies, sets[(i + 1) % sets.length]!.studies, Number(reports), 31_000 + i));
    process.stderr.write(`${i + 1}/${sets.length} ${name}\n`);
  });
  const share = (some: readonly Judged[], test: (one: Judged) => boolean): string =>
    `${((100 * some.filter(test).length) / some.length).toFixed(1)} %`;
  const lines = [...new Set(judged.map(({ kind }) => kind))].map((kind) => {
    const own = judged.filter((one) => one.kind === kind);
    const cells = [
      ...STATED.map((stated) => share(own, ({ chance }) => chance <= stated)),
      share(own, ({ chance, otherProgram }) => otherProgram && chance <= 0.01),
      ...(["must", "consistent", "several", "nearest"] as const).map((verdict) =>
        share(own, (one) => one.verdict === verdict),
      ),
    ];
    return `| ${[kind, own.length, ...cells].join(" | ")} |`;
  });
  const heads = [
    "numbers are of",
    "reports",
    ...STATED.map((stated) => `≤ ${stated}`),
    "≤ 0.01, and another program named",
    "must",
    "consistent",
    "several",
    "nearest",
  ];
  process.stdout.write(
    [`| ${heads.join(" | ")} |`, `| ${heads.map(() => "---").join(" | ")} |`, ...lines, ""].join("\n"),
  );
}
