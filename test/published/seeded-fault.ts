import type { Random } from "../../src/numeric/random/random.js";
import { formatLike, parsePrintedNumber } from "../../src/published/printed-number.js";

type Json = Record<string, unknown>;

/** A fault put into a consistent report. */
export interface SeededFault {
  readonly kind: "digit" | "interval" | "prior";
  readonly where: string;
  readonly from: string;
  readonly to: string;
  readonly report: Json;
}

const RATIOS = ["plr", "nlr", "dor"];
const POOLED = ["sensitivity", "specificity", ...RATIOS];

interface Slot {
  readonly where: string;
  readonly holder: Json;
  readonly key: string;
}

/** Every printed number of the first result that others determine. */
function slots(result: Json): Slot[] {
  const found: Slot[] = [];
  const visit = (holder: Json, path: string, keys: readonly string[]): void => {
    for (const key of keys) if (typeof holder[key] === "string") found.push({ where: `${path}.${key}`, holder, key });
  };
  for (const name of POOLED) {
    if (result[name] !== undefined) visit(result[name] as Json, name, ["estimate", "lower", "upper"]);
  }
  if (typeof result.auc === "object") visit(result.auc as Json, "auc", ["estimate"]);
  if (result.fagan !== undefined)
    visit(result.fagan as Json, "fagan", ["posttestPositive", "posttestNegative", "predictiveNegative"]);
  if (result.deeks !== undefined) visit(result.deeks as Json, "deeks", ["t", "pValue"]);
  for (const [measure, test] of Object.entries((result.heterogeneity as Record<string, Json>) ?? {})) {
    visit(test, `heterogeneity.${measure}`, ["q", "iSquared"]);
  }
  return found;
}

/** The text with two of its digits exchanged, or with one mistyped; `null` where nothing changes. */
function spoilDigits(text: string, random: Random): string | null {
  const places = [...text].flatMap((character, i) => (/\d/.test(character) ? [i] : []));
  const characters = [...text];
  const i = places[random.integerBelow(places.length)]!;
  if (random.uniform() < 0.5 && places.length > 1) {
    const j = places[random.integerBelow(places.length)]!;
    if (characters[i] === characters[j]) return null;
    [characters[i], characters[j]] = [characters[j]!, characters[i]!];
  } else {
    const digit = String(random.integerBelow(10));
    if (characters[i] === digit) return null;
    characters[i] = digit;
  }
  return characters.join("");
}

/** How far a number moved, in units of its last digit. */
export function unitsMoved(from: string, to: string): number {
  const [before, after] = [parsePrintedNumber(from), parsePrintedNumber(to)];
  return Math.abs(after.value - before.value) / before.unit;
}

function digitFault(report: Json, random: Random, least: number): SeededFault | null {
  const result = (report.results as Json[])[0]!;
  const all = slots(result);
  const { where, holder, key } = all[random.integerBelow(all.length)]!;
  const from = String(holder[key]);
  const to = spoilDigits(from, random);
  if (to === null || unitsMoved(from, to) < least) return null;
  holder[key] = to;
  return { kind: "digit", where, from, to, report };
}

function intervalFault(report: Json, random: Random, least: number): SeededFault | null {
  const result = (report.results as Json[])[0]!;
  const names = POOLED.filter((name) => result[name] !== undefined);
  const where = names[random.integerBelow(names.length)]!;
  const quantity = result[where] as Json;
  const [lower, upper] = [parsePrintedNumber(String(quantity.lower)), parsePrintedNumber(String(quantity.upper))];
  const width = upper.value - lower.value;
  const shift = (random.uniform() < 0.5 ? -1 : 1) * (0.3 + 0.7 * random.uniform()) * width;
  if (Math.abs(shift) / lower.unit < least) return null;
  const from = `${quantity.lower} to ${quantity.upper}`;
  quantity.lower = formatLike(lower, lower.value + shift);
  quantity.upper = formatLike(upper, upper.value + shift);
  return { kind: "interval", where, from, to: `${quantity.lower} to ${quantity.upper}`, report };
}

function priorFault(report: Json, random: Random, least: number): SeededFault | null {
  const fagan = (report.results as Json[])[0]!.fagan as Json | undefined;
  if (fagan === undefined) return null;
  const from = String(fagan.prior);
  const to = spoilDigits(from, random);
  if (to === null || unitsMoved(from, to) < least || parsePrintedNumber(to).value > 1) return null;
  fagan.prior = to;
  return { kind: "prior", where: "fagan.prior", from, to, report };
}

const FAULTS = { digit: digitFault, interval: intervalFault, prior: priorFault };

/**
 * Puts one fault into a consistent report: a digit of a printed number swapped with another or mistyped, both limits of an
 * interval shifted, or the prior mistyped. `least` is how many units of its last digit the number must move at least;
 * `null` where the draw changes too little.
 */
export function seedFault(report: Json, kind: SeededFault["kind"], random: Random, least: number): SeededFault | null {
  return FAULTS[kind](structuredClone(report), random, least);
}
