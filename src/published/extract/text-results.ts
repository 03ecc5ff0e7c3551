import { type AlignedSentence, align, type ReadingGroup } from "./align.js";
import { type DraftResult, freeId, type Ledger, slug } from "./draft.js";
import { posttestFacts } from "./facts/posttest.js";
import { priorOf } from "./facts/prior.js";
import { tableCount } from "./facts/table-count.js";
import type { ListedItem } from "./listed.js";
import { partsOf } from "./restated.js";
import type { Unit } from "./sections.js";
import { type Sentence, sentencesOf } from "./sentences.js";

/** Headings that say what kind of result stands under them, not of what. */
const GENERIC =
  /^(?:[\d.]*\s*)?(?:synthesi[sz]ed|overall|pooled|total|main|summary|primary|meta-?analys|results?|quantitative|diagnostic (?:accuracy|performance)|test accuracy|all)\b/i;
const SUBGROUPS =
  /\bsubgroup|\bstratif|\bsensitivity anal|\bby\b|\baccording to\b|\bmethod|\btype|\bparts?\b|\bsites?\b|\bregion|\bcountr|\bdesign/i;

/** What is said of a heading's place: whether it heads a whole, and what it is a part of. */
export interface Place {
  readonly overall: boolean;
  readonly family: string | null;
  readonly group: string | null;
  readonly leaf: string;
}

const firstWords = (heading: string): string => heading.toLowerCase().split(/\s+/).slice(0, 2).join(" ");

/** Follows the headings of the results and says of each unit what it belongs to. */
export function placesOf(units: readonly Unit[]): Place[] {
  let family: string | null = null;
  let wholeSeen = false;
  let group: string | null = null;
  return units.map(({ heading, above }): Place => {
    const leaf = heading ?? "All";
    const overall = heading === null || GENERIC.test(leaf);
    const outer = above.filter((one) => !GENERIC.test(one) && !SUBGROUPS.test(one));
    if (overall) {
      family = outer[outer.length - 1] ?? null;
      [wholeSeen, group] = [true, null];
      return { overall, family, group, leaf };
    }
    const named = above.filter((one) => SUBGROUPS.test(one));
    if (named.length > 0) group = named[named.length - 1]!;
    else if (above.length > 0 && wholeSeen) group = above[above.length - 1]!;
    // "ML Based on MRI" after "ML Based on CT" begins anew
    if (family !== null && firstWords(family) === firstWords(leaf)) [family, wholeSeen, group] = [leaf, false, null];
    return { overall, family, group: wholeSeen ? group : null, leaf };
  });
}

const labelOf = ({ overall, family, leaf }: Place): string => {
  if (overall) return family ?? leaf;
  return family === null ? leaf : `${family}: ${leaf}`;
};

/** Readings as one result takes them: what the format has a field for. */
function takeReadings(result: DraftResult, { readings }: ReadingGroup, ledger: Ledger): void {
  for (const reading of readings) {
    const { name, start, end } = reading;
    if (name.startsWith("other:")) {
      ledger.leave(`the format has no field for ${name.slice(6)}`, start, end);
      continue;
    }
    result.quantities[name] = partsOf(reading);
    ledger.note(`results[${result.id}].${name}`, start, end);
  }
}

/** The words before a group's numbers that tell its studies: "for the lumbar spine". */
function clauseLabel({ clause }: ReadingGroup): string | null {
  const match =
    /\b(?:for|in|of|among|on)\s+(?:the\s+)?((?:(?!\b(?:sensitivity|specificity|SEN|SPC|pooled|the|for|in|of)\b)[\w-]+\s?){1,6})/i.exec(
      clause,
    );
  return match === null ? null : match[1]!.trim();
}

/** Prior and probabilities after a result, of a unit that holds one result. */
function takeFagan(
  result: DraftResult,
  sentences: readonly Sentence[],
  text: string,
  at: number,
  ledger: Ledger,
): void {
  const found = priorOf(text);
  if (found !== null) {
    const { prior, participants } = found;
    result.fagan.prior = prior.value;
    ledger.note(`results[${result.id}].fagan.prior`, at + prior.start, at + prior.end);
    if (participants !== null) {
      result.participants = participants.value;
      ledger.note(`results[${result.id}].participants`, at + participants.start, at + participants.end);
      ledger.leave(
        "read as the number of participants; as it stands it may as well be the number of those with the disease",
        at + participants.start,
        at + participants.end,
      );
    }
  }
  for (const sentence of sentences) {
    for (const { name, value, start, end, why } of posttestFacts(sentence)) {
      const [from, to] = [sentence.start + start, sentence.start + end];
      if (name === null) ledger.leave(why ?? "", from, to);
      else if (result.fagan[name] !== undefined) ledger.leave(`${name} is printed twice here`, from, to);
      else {
        result.fagan[name] = value;
        ledger.note(`results[${result.id}].fagan.${name}`, from, to);
      }
    }
  }
}

/** Whether a group repeats a quantity that a result has already. */
const repeats = ({ quantities }: DraftResult, { readings }: ReadingGroup): boolean =>
  readings.some(({ name }) => quantities[name] !== undefined);

/** The number of tables or studies that some words say, for a result that has none yet. */
function takeCount(result: DraftResult, { text, start }: Sentence, which: "first" | "last", ledger: Ledger): void {
  if (result.k !== undefined) return;
  const count = tableCount(text, which);
  if (count === null) return;
  result.k = count.value;
  ledger.note(`results[${result.id}].k`, start + count.start, start + count.end);
}

/** The results that one unit prints, one for each set of studies. */
function resultsOfUnit({ blocks }: Unit, place: Place, taken: readonly DraftResult[], ledger: Ledger): DraftResult[] {
  const made: DraftResult[] = [];
  const label = labelOf(place);
  const open = (clause: string | null): DraftResult => {
    const name = clause === null ? label : `${label}: ${clause}`;
    const overall = place.overall && clause === null;
    const result: DraftResult = {
      ...place,
      overall,
      leaf: clause ?? place.leaf,
      id: freeId(slug(name), [...taken, ...made]),
      label: name,
      quantities: {},
      fagan: {},
    };
    made.push(result);
    return result;
  };
  const paragraphs = blocks.filter((block) => block.kind === "paragraph");
  let lead: Sentence | null = null;
  for (const { text, start } of paragraphs) {
    // what stands between the numbers of the result before and the first of its own says how many studies a result is of
    const leads = new Map<DraftResult, Sentence>();
    let told: readonly ListedItem[] = [];
    let ended = start;
    const openAt = (clause: string | null, from: number): DraftResult => {
      const result = open(clause);
      leads.set(result, { text: text.slice(ended - start, from - start), start: ended });
      return result;
    };
    const sentences = sentencesOf(text, start);
    const aligned = sentences.map((sentence): AlignedSentence => {
      const made = align(sentence, told);
      told = made.groups.flatMap(({ item }) => item ?? []);
      return made;
    });
    const before = made.length;
    for (const { groups, unread, bare } of aligned) {
      for (const one of unread) ledger.leave(one.why, one.start, one.end);
      for (const group of groups) {
        if (group.item !== undefined) {
          const { label: of, k } = group.item;
          const own = made.find((one) => one.leaf === of && !repeats(one, group)) ?? open(of);
          takeReadings(own, group, ledger);
          if (k !== null) own.k ??= k;
          continue;
        }
        const last = made[made.length - 1];
        const fresh = last === undefined || repeats(last, group);
        const { start: from } = group.readings[0]!;
        takeReadings(fresh ? openAt(last === undefined ? null : clauseLabel(group), from) : last, group, ledger);
        ended = group.readings[group.readings.length - 1]!.end;
      }
      for (const group of bare) takeBare(group, made, open, ledger);
    }
    const here = made.slice(before);
    for (const [result, words] of leads) takeCount(result, words, "last", ledger);
    const one = here.length === 1 ? here[0]! : made.length === 1 ? made[0]! : null;
    if (one !== null) takeCount(one, { text, start }, "first", ledger);
    // "We pooled 28 studies:" above a list of the numbers
    if (one !== null && here.length === 1 && lead !== null) takeCount(one, lead, "last", ledger);
    lead = here.length === 0 ? { text, start } : null;
    if (one !== null) takeFagan(one, sentences, text, start, ledger);
  }
  return made.filter(({ quantities }) => Object.keys(quantities).length > 0);
}

const POOLED = /\b(?:pooled|summary|overall|combined|meta-?analy)/i;

/**
 * Numbers without an interval: those of the result told of last, where it has none of them yet, or of a result of their own where
 * sensitivity and specificity are said to be pooled. Others are listed.
 */
function takeBare(
  group: ReadingGroup,
  made: readonly DraftResult[],
  open: (clause: string | null) => DraftResult,
  ledger: Ledger,
): void {
  const names = group.readings.map(({ name }) => name);
  const last = made[made.length - 1];
  const label = clauseLabel(group);
  const whole = names.includes("sensitivity") && names.includes("specificity") && POOLED.test(group.clause);
  if (last !== undefined && !repeats(last, group) && (label === null || !whole)) takeReadings(last, group, ledger);
  else if (whole) takeReadings(open(last === undefined ? null : label), group, ledger);
  else {
    const [from, to] = [group.readings[0]!, group.readings[group.readings.length - 1]!];
    ledger.leave("printed without an interval, and not said of which result", from.start, to.end);
  }
}

/** Every set of pooled numbers that the running text of the results prints. */
export function textResults(units: readonly Unit[], ledger: Ledger): DraftResult[] {
  const places = placesOf(units);
  const results: DraftResult[] = [];
  units.forEach((unit, i) => {
    results.push(...resultsOfUnit(unit, places[i]!, results, ledger));
  });
  return results;
}
