// The rows of the benchmark, measured and printed one by one; run.ts bundles and starts this.
import { cases as bayes } from "./bayes.js";
import { cases as binomial } from "./binomial.js";
import type { BenchCase } from "./case.js";
import { cases as comparative } from "./comparative.js";
import { cases as reconstruction } from "./reconstruct.js";
import { cases as refits } from "./refits.js";
import { cases as reitsma } from "./reitsma.js";
import { cases as thresholds } from "./thresholds.js";
import { timeHere } from "./time-here.js";
import { timerInR } from "./time-in-r.js";

const words = process.argv.slice(2);
const withR = !words.includes("--no-r");
const wanted = words.filter((word) => !word.startsWith("--")).map((word) => word.toLowerCase());
const all: readonly BenchCase[] = [
  ...reitsma,
  ...binomial,
  ...refits,
  ...comparative,
  ...reconstruction,
  ...thresholds,
  ...bayes,
];
const chosen = all.filter(({ name }) => wanted.every((word) => name.toLowerCase().includes(word)));

const ms = (value: number): string => value.toPrecision(3).padStart(10);
const times = (theirs: number, ours: number): string => `${(theirs / ours).toPrecision(3)}×`.padStart(9);
console.log("milliseconds a call: by the clock and of the processor, medians; R's likewise, and how many times ours");
console.log(
  `${"".padEnd(72)}${["clock", "processor", "R, clock", "R, proc."].map((head) => head.padStart(10)).join("")}`,
);
const inR = withR ? timerInR() : null;
for (const { name, run, r } of chosen) {
  const ours = timeHere(run());
  process.stdout.write(`${name.padEnd(72)}${ms(ours.wall)}${ms(ours.cpu)}`);
  const theirs = r === undefined || (r.slow === true && wanted.length === 0) ? null : ((await inR?.time(r)) ?? null);
  console.log(
    theirs === null
      ? ""
      : `${ms(theirs.wall)}${ms(theirs.cpu)}${times(theirs.wall, ours.wall)}${times(theirs.cpu, ours.cpu)}  ${r!.label}`,
  );
}
inR?.end();
