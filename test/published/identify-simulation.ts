// Holds the identification against random reports and against the programs' own output. On demand, all of it (some minutes):
//   npx tsx test/published/identify-simulation.ts
import { pathToFileURL } from "node:url";
import { DtaError } from "../../src/base/errors.js";
import type { Random } from "../../src/numeric/random/random.js";
import { seededRandom } from "../../src/numeric/random/random.js";
import { type ProgramName, programNames, runProgram } from "../../src/programs/run-program.js";
import { isRow } from "../../src/published/identify/candidate.js";
import { identifyBy, type Runner, runner } from "../../src/published/identify/identify.js";
import type { ResultIdentification } from "../../src/published/identify/identify-conclusion.js";
import { quantityInfo } from "../../src/published/quantities.js";
import type { Study } from "../../src/tables/study.js";
import { fixtureNames, loadFixture, loadSimulated } from "../fixtures.js";

type Printed = Record<string, Record<string, string>>;

/** A result of the format from quantities by their dotted names. */
function resultOf(printed: Printed): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const quantities: Record<string, unknown> = {};
  for (const [name, parts] of Object.entries(printed)) {
    const path = name.split(".");
    const info = quantityInfo(name);
    if (info === null || path.length > 2) quantities[name] = parts;
    else if (path.length === 1) result[name] = parts;
    else result[path[0]!] = { ...((result[path[0]!] as object | undefined) ?? {}), [path[1]!]: parts };
  }
  return { ...result, ...(Object.keys(quantities).length === 0 ? {} : { quantities }) };
}

const PARTS = ["estimate", "lower", "upper"] as const;

interface PrintedPart {
  readonly name: string;
  readonly part: string;
  readonly text: string;
}

/** Everything that a program prints of pooled quantities, to two decimals, or to as many as it prints where those are fewer. */
function ownNumbers(program: ProgramName, studies: readonly Study[]): PrintedPart[] {
  const { quantities } = runProgram(program, studies);
  return Object.entries(quantities).flatMap(([name, quantity]) => {
    if (isRow(name) || quantity.monteCarlo !== undefined) return [];
    return PARTS.flatMap((part) => {
      const value = quantity[part];
      const { format } = quantity;
      const places = "decimals" in format ? Math.min(2, format.decimals) : 2;
      return typeof value === "number" && Math.abs(value) < 1e9 ? [{ name, part, text: value.toFixed(places) }] : [];
    });
  });
}

function printedOf(numbers: readonly PrintedPart[]): Printed {
  const printed: Printed = {};
  for (const { name, part, text } of numbers) printed[name] = { ...printed[name], [part]: text };
  return printed;
}

function some<T>(items: readonly T[], count: number, random: Random): T[] {
  const left = [...items];
  return Array.from(
    { length: Math.min(count, left.length) },
    () => left.splice(random.integerBelow(left.length), 1)[0]!,
  );
}

/** One report of a program's own numbers, and what was made of it. */
export interface OwnOutcome {
  readonly data: string;
  readonly program: ProgramName;
  readonly share: "all" | "half" | "five";
  readonly numbers: number;
  readonly identified: boolean;
  readonly result: ResultIdentification;
}

/** A report with so many of a program's numbers of these studies, `null` where it refuses them. */
export function programReport(
  program: ProgramName,
  studies: readonly Study[],
  count: number,
  random: Random,
): Record<string, unknown> | null {
  try {
    return resultOf(printedOf(some(ownNumbers(program, studies), count, random)));
  } catch (error) {
    if (error instanceof DtaError) return null;
    throw error;
  }
}

/** The programs that print of plain studies. */
export const plainPrograms = programNames.filter((name) => name !== "meqrlogit");

/** Identifies each program's own output on a data set, with all of its numbers, half of them and five. */
export function identifyOwn(
  data: string,
  studies: readonly Study[],
  seed: number,
  run: Runner = runner(),
): OwnOutcome[] {
  const random = seededRandom(seed, 0);
  return plainPrograms.flatMap((program): OwnOutcome[] => {
    let all: ReturnType<typeof ownNumbers>;
    try {
      all = ownNumbers(program, studies);
    } catch {
      return [];
    }
    const shares = { all: all.length, half: Math.ceil(all.length / 2), five: 5 } as const;
    return (Object.keys(shares) as (keyof typeof shares)[]).map((share) => {
      const chosen = some(all, shares[share], random);
      const [result] = identifyBy(run, studies, { id: program, ...resultOf(printedOf(chosen)) }).results;
      const programs = result!.candidates.filter(({ id }) => result!.best.includes(id)).map((one) => one.program);
      // the library's own models stand among the methods that belong to no program
      const identified = programs.includes(program) || (program === "dta-meta" && programs.includes(null));
      return { data, program, share, numbers: chosen.length, identified, result: result! };
    });
  });
}

const PLACES = ["sensitivity", "specificity", "plr", "nlr", "dor", "auc"] as const;

/** A report whose numbers are drawn at random, as a paper would print them. */
export function randomReport(random: Random): Record<string, unknown> {
  const printed: Printed = {};
  for (const name of PLACES) {
    if (random.uniform() < 0.35 && name !== "sensitivity") continue;
    const ratio = name === "plr" || name === "dor" || name === "nlr";
    const centre = ratio ? Math.exp((name === "nlr" ? -3 : 3) * random.uniform()) : 0.5 + 0.5 * random.uniform();
    const low = ratio ? centre * (0.4 + 0.5 * random.uniform()) : centre - 0.15 * random.uniform();
    const high = ratio ? centre * (1.1 + random.uniform()) : Math.min(1, centre + 0.1 * random.uniform());
    const limits = random.uniform() < 0.7 ? { lower: low.toFixed(2), upper: high.toFixed(2) } : {};
    printed[name] = { estimate: centre.toFixed(2), ...limits };
  }
  return resultOf(printed);
}

/** Data sets to identify on: the fixtures, and simulated ones to make up the number. */
export function dataSets(count: number): { readonly name: string; readonly studies: readonly Study[] }[] {
  const simulated = loadSimulated().map(({ studies }, i) => ({ name: `simulated ${i + 1}`, studies }));
  const published = fixtureNames.map((name) => ({ name, studies: loadFixture(name) }));
  return [...published, ...simulated].slice(0, count);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const sets = dataSets(40);
  const verdicts: Record<string, number> = {};
  const outcomes: OwnOutcome[] = [];
  sets.forEach(({ name, studies }, i) => {
    const run = runner();
    outcomes.push(...identifyOwn(name, studies, 100 + i, run));
    for (let j = 0; j < 25; j++) {
      const { verdict } = identifyBy(run, studies, randomReport(seededRandom(20260301 + i, j)));
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    }
    process.stderr.write(`${i + 1}/${sets.length} ${name}\n`);
  });
  process.stdout.write(`random reports by verdict: ${JSON.stringify(verdicts)}\n`);
  for (const share of ["all", "half", "five"] as const) {
    const own = outcomes.filter((one) => one.share === share);
    const found = own.filter(({ identified }) => identified);
    const by: Record<string, number> = {};
    for (const { result } of own) by[result.verdict] = (by[result.verdict] ?? 0) + 1;
    process.stdout.write(
      `${share}: ${found.length} of ${own.length} identified or tied; verdicts ${JSON.stringify(by)}\n`,
    );
    const wrong = own.filter(
      ({ result, program }) =>
        result.verdict === "must" && !result.programs.includes(program) && program !== "dta-meta",
    );
    process.stdout.write(
      `  "must" of another program: ${wrong.map(({ data, program, result }) => `${data} ${program} → ${result.best[0]}`).join("; ") || "none"}\n`,
    );
    for (const { data, program, result } of own.filter(({ identified }) => !identified).slice(0, 12)) {
      process.stdout.write(
        `  missed: ${data} ${program}: ${result.verdict}, ${result.best.join(", ")}; ${result.candidates.find((c) => c.program === program)?.off} off\n`,
      );
    }
  }
}
