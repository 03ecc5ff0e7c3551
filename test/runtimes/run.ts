// Computes the same things from the built package in every runtime and demands the same numbers, bit for bit:
//   npm run test:runtimes             runtimes that are not there are named
//   npm run test:runtimes -- --all    every runtime has to be there
import { rmSync } from "node:fs";
import type { Browser } from "playwright-core";
import { chromiumIfThere, computeInPage, showExample } from "./chromium-page.js";
import { type Computed, faultsOf, heldIn, numbersOf, type Row, readComputed } from "./row.js";
import { computeIn, type Runtime, runtimes } from "./runtimes.js";
import { testsIn } from "./test-suite.js";
import { workplace } from "./workplace.js";

const all = process.argv.includes("--all");
const folder = await workplace();
const rows: Row[] = [];
const MOST_FAULTS = 12;
/** What the others are held to. */
let first: { readonly computed: Computed; readonly numbers: ReadonlyMap<string, number> } | undefined;

function printLine(runtime: string, way: string, seconds: string, numbers: string, result: string): void {
  console.log(`${runtime.padEnd(22)} ${way.padEnd(12)} ${seconds.padStart(7)} ${numbers.padStart(9)}  ${result}`);
}

function add(row: Row): void {
  rows.push(row);
  const { runtime, way, seconds, numbers, result, faults } = row;
  printLine(runtime, way, seconds?.toFixed(1) ?? "", numbers?.toLocaleString("en-US") ?? "", result);
  for (const fault of faults.slice(0, MOST_FAULTS)) console.log(`    ${fault}`);
  if (faults.length > MOST_FAULTS) console.log(`    and ${faults.length - MOST_FAULTS} more`);
}

const notThere = (name: string): Row => ({
  runtime: name.trim(),
  way: "",
  seconds: null,
  numbers: null,
  result: "not there",
  faults: all ? ["--all asks for every runtime"] : [],
});

/** Lets a runtime compute, and compares; the very first is what the others are held to. */
async function row(name: string, way: string, compute: () => Promise<string>): Promise<Row> {
  const begun = performance.now();
  const empty = { runtime: name.trim(), way, numbers: null };
  try {
    const computed = readComputed(await compute());
    const seconds = (performance.now() - begun) / 1000;
    first ??= { computed, numbers: numbersOf(computed) };
    const faults = faultsOf(first.computed, computed, way);
    if (!computed.runtime.startsWith(name)) faults.push(`this is ${computed.runtime}, not ${name}`);
    const numbers = [...computed.sections.keys()].reduce((sum, key) => sum + (first!.numbers.get(key) ?? 0), 0);
    const same = computed === first.computed ? "what the others are held to" : "the same numbers";
    return {
      ...empty,
      runtime: computed.runtime,
      seconds,
      numbers,
      result: faults.length > 0 ? "DIFFERS" : same,
      faults,
    };
  } catch (error) {
    return { ...empty, seconds: (performance.now() - begun) / 1000, result: "FAILED", faults: [String(error)] };
  }
}

async function inRuntime({ name, ways, command }: Runtime): Promise<(() => Promise<Row>)[]> {
  const found = await command(folder);
  if (found === null) return [async () => notThere(name)];
  return ways.map((way) => () => row(name, way, () => computeIn(found, way, folder)));
}

async function inChromium(): Promise<Row> {
  const browser = await chromiumIfThere();
  if (browser === null) return notThere("Chromium");
  const made = await row("Chromium ", "single file", () => computeInPage(browser, folder));
  add(await example(browser));
  await browser.close();
  return made;
}

/** What examples/module.html shows. */
async function example(browser: Browser): Promise<Row> {
  const begun = performance.now();
  const shown = await showExample(browser, folder).catch((error: unknown) => error);
  const good = typeof shown === "string" && /^Sensitivity 0\.\d\d \(.*Summary ROC plot\.$/.test(shown);
  const seconds = (performance.now() - begun) / 1000;
  const runtime = `Chromium ${browser.version()}`;
  const result = good ? "examples/module.html shows its numbers" : "FAILED";
  return { runtime, way: "single file", seconds, numbers: null, result, faults: good ? [] : [String(shown)] };
}

/** The tests in a runtime, if it is there; that it isn't is said already. */
async function tests(name: "Deno" | "Bun", command: readonly string[]): Promise<(() => Promise<Row>)[]> {
  const runtime = runtimes.find((one) => one.name.startsWith(name))!;
  const found = await runtime.command(folder);
  return found === null ? [] : [() => testsIn(name, [found[0]!, ...command])];
}

try {
  printLine("Runtime", "by", "seconds", "numbers", "result");
  const [own, ...others] = (await Promise.all(runtimes.map(inRuntime))).flat();
  add(await own!());
  // two at a time, the longest first
  const jobs = [inChromium, ...(await tests("Deno", ["run", "-A"])), ...(await tests("Bun", ["--bun"])), ...others];
  const work = async (): Promise<void> => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) add(await job());
  };
  await Promise.all([work(), work()]);
} finally {
  rmSync(folder, { recursive: true });
}
const held = first === undefined ? [] : heldIn(first.computed.sections);
const heldNumbers = held.reduce((sum, { numbers }) => sum + numbers, 0).toLocaleString("en-US");
console.log(
  `In each, ${heldNumbers} of the numbers, from ${held.length} data sets, were held against references as well.`,
);
const faulty = rows.filter(({ faults }) => faults.length > 0).length;
console.log(
  `${faulty === 0 ? "All agree" : `${faulty} of ${rows.length} rows fail`}. ${(performance.now() / 1000).toFixed(0)} s.`,
);
if (faulty > 0 || held.length === 0) process.exitCode = 1;
