import { given } from "../../base/given.js";
import { parsePublished } from "../parse-published.js";
import type { PublishedReport } from "../schema.js";
import { type AlignedSentence, align } from "./align.js";
import { checkPaper } from "./check-paper.js";
import { type DraftResult, type Ledger, ledgerOf } from "./draft.js";
import { flowFacts } from "./facts/flow.js";
import { methodFacts } from "./facts/methods.js";
import { studyCounts } from "./facts/study-counts.js";
import { flowDraft } from "./flow-draft.js";
import type { Paper } from "./paper.js";
import { tableFacts } from "./paper-tables.js";
import { plainScript } from "./plain-script.js";
import { relationsOf } from "./relations.js";
import { quantitiesOf, restatedResult } from "./restated.js";
import { type PlacedBlock, placeBlocks, type Section, unitsOf } from "./sections.js";
import { type Sentence, sentencesOf } from "./sentences.js";
import { textResults } from "./text-results.js";

type Json = Record<string, unknown>;

const sentencesIn = (placed: readonly PlacedBlock[], sections: readonly Section[]): Sentence[][] =>
  placed.flatMap(({ section, block }) =>
    sections.includes(section) && block.kind === "paragraph" ? [sentencesOf(block.text, block.start)] : [],
  );

/** Numbers of the abstract and the discussion that are those of a result, printed again. */
function restatements(placed: readonly PlacedBlock[], results: readonly DraftResult[], ledger: Ledger): Json[] {
  const restated: Json[] = [];
  for (const section of ["abstract", "discussion"] as const) {
    for (const sentence of sentencesIn(placed, [section]).flat()) {
      for (const group of align(sentence).groups) {
        const quantities = quantitiesOf(group);
        const original = restatedResult(results, quantities);
        const [first, last] = [group.readings[0]!, group.readings[group.readings.length - 1]!];
        if (original === null) {
          ledger.leave(`numbers of the ${section} that are those of none of the results`, first.start, last.end);
          continue;
        }
        const at = `restated[${restated.length}]`;
        restated.push({ of: original.id, where: section, ...quantities });
        for (const { name, start, end } of group.readings) ledger.note(`${at}.${name}`, start, end, section);
      }
    }
  }
  return restated;
}

/** Results that tables print, those of them that the text prints as well as restatements of it. */
function withTables(
  text: readonly DraftResult[],
  tables: readonly DraftResult[],
): { results: DraftResult[]; restated: Json[] } {
  const restated: Json[] = [];
  const results = [...text];
  for (const result of tables) {
    const original = restatedResult(text, result.quantities);
    if (original === null) {
      results.push({ ...result, id: results.some(({ id }) => id === result.id) ? `table-${result.id}` : result.id });
      continue;
    }
    original.k ??= result.k as number;
    restated.push({
      of: original.id,
      where: "table",
      ...(result.k === undefined ? {} : { k: result.k }),
      ...result.quantities,
    });
  }
  return { results, restated };
}

/** Results that only the abstract prints, in a paper whose results are not in its text. */
function abstractResults(placed: readonly PlacedBlock[], ledger: Ledger): DraftResult[] {
  return textResults(unitsOf(placed, "abstract"), ledger);
}

function resultJson({ id, label, k, participants, quantities, fagan }: DraftResult): Json {
  return {
    id,
    label,
    ...given({ k, participants }),
    ...quantities,
    ...(Object.keys(fagan).length === 0 ? {} : { fagan }),
  };
}

/** Numbers that a sentence lists of a quantity without intervals: "The SEN of these models was 0.857, 0.872, and 0.892". */
function describedStudies(sentences: readonly Sentence[], ledger: Ledger): Json | null {
  for (const { text, start } of sentences) {
    const lists = [
      ...text.matchAll(
        /\b(SEN|sensitivity|SPC|SPE|specificity)\b[^.;0-9]{0,40}?((?:0?\.\d+|\d+(?:\.\d+)?%)(?:,? (?:and )?(?:0?\.\d+|\d+(?:\.\d+)?%)){1,9})(?! ?\()/gi,
      ),
    ];
    const of = (pattern: RegExp): string[] =>
      (lists.find((match) => pattern.test(match[1] ?? ""))?.[2] ?? "").match(/0?\.\d+|\d+(?:\.\d+)?%/g) ?? [];
    const [sensitivity, specificity] = [of(/^sen/i), of(/^sp/i)] as const;
    if (sensitivity.length === 0 || specificity.length === 0) continue;
    ledger.note("narrative", start, start + text.trimEnd().length);
    return { sensitivity, specificity };
  }
  return null;
}

/**
 * Reads the numbers of a meta-analysis out of the text of a paper: results with their intervals, numbers of tables, priors and
 * probabilities after a result under the labels that are printed with them, the study flow, counts of studies by their
 * characteristics, tables of subgroups and of studies. Each number has its place in the paper (`extraction.sources`); what was
 * not understood is listed (`extraction.unread`) and not guessed.
 *
 * What headings say of results becomes `partitions` and `subsets`, and what abstract, discussion and tables print again
 * becomes `restated`, so that `auditReport` can hold the one against the other. It is a draft, to be checked by eye.
 *
 * @param paper what `readPaper` returns
 *
 * @example
 * ```ts
 * import { extractPublished, readPaperText } from "dta-meta/published";
 *
 * const text = "Twelve studies were pooled. Sensitivity and specificity were 0.91 (95% CI 0.87-0.94) and 85% (80-89%).";
 * const { results } = extractPublished(readPaperText(text));
 * results[0]?.k; // 12
 * results[0]?.specificity; // { estimate: "85%", lower: "80%", upper: "89%" }
 * ```
 */
export function extractPublished(paper: Paper): PublishedReport {
  checkPaper("paper", paper);
  const plain = plainScript(paper);
  const placed = placeBlocks(plain);
  const ledger = ledgerOf(paper);
  const inText = textResults(unitsOf(placed, "results"), ledger);
  const tables = tableFacts(
    placed.flatMap(({ section, block }) => (block.kind === "table" && section !== "back" ? [block] : [])),
    ledger,
  );
  const printed = inText.length + tables.results.length > 0;
  const { results, restated } = printed
    ? withTables(inText, tables.results)
    : { results: abstractResults(placed, ledger), restated: [] };
  const told = sentencesIn(placed, ["methods", "results"]);
  const { model, software, kappa } = methodFacts(sentencesIn(placed, ["methods", "results", "abstract"]).flat());
  const flow = flowFacts(told);
  const counts = sentencesIn(placed, ["results"]).flat().filter(hasNoInterval).flatMap(studyCounts);
  counts.forEach((one, i) => {
    ledger.note(`counts[${i}]`, one.start, one.end);
  });
  for (const [at, fact] of Object.entries({ model, software, "reviewerAgreement.kappa": kappa })) {
    if (fact !== null) ledger.note(at, fact.start, fact.end);
  }
  const narrative = describedStudies(sentencesIn(placed, ["results"]).flat(), ledger);
  const again = [...(printed ? restatements(placed, results, ledger) : []), ...restated];
  const relations = relationsOf(results, plain.text);
  const draft: Json = {
    ...(paper.title === null ? {} : { citation: citationOf(paper) }),
    ...(paper.doi === null ? {} : { doi: paper.doi }),
    ...(model === null ? {} : { model: model.value }),
    ...(software === null ? {} : { software: software.value }),
    ...levelOf(placed),
    ...(tables.csv === null ? {} : { data: { csv: tables.csv } }),
    results: results.map(resultJson),
    ...(relations.partitions.length === 0 ? {} : { partitions: relations.partitions }),
    ...(relations.subsets.length === 0 ? {} : { subsets: relations.subsets }),
    ...(again.length === 0 ? {} : { restated: again }),
    ...(narrative === null ? {} : { narrative }),
    ...(kappa === null ? {} : { reviewerAgreement: { kappa: kappa.value } }),
    ...(flow === null ? {} : { flow: flowDraft(flow, ledger) }),
    ...(counts.length === 0 ? {} : { counts: counts.map(countJson) }),
    ...(tables.studies.length === 0 ? {} : { studies: tables.studies }),
  };
  const byPlace = (a: { start: number }, b: { start: number }): number => a.start - b.start;
  return parsePublished({
    ...draft,
    extraction: {
      format: paper.format,
      characters: paper.text.length,
      sources: [...ledger.sources].sort(byPlace),
      unread: [...ledger.unread].sort(byPlace),
    },
  });
}

const hasNoInterval = (sentence: Sentence): boolean => {
  const { groups, unread }: AlignedSentence = align(sentence);
  return groups.length === 0 && unread.length === 0;
};

function countJson({ label, total, exclusive, parts }: ReturnType<typeof studyCounts>[number]): Json {
  return {
    ...(label === "" ? {} : { label }),
    ...(total === null ? {} : { total, exclusive }),
    parts: parts.map(({ label: of, n, references }) => ({
      ...(of === "" ? {} : { label: of }),
      n,
      ...(references === null ? {} : { references }),
    })),
  };
}

const JOURNAL = /\b[A-Z][\w&. ]{3,60}?\s(?:19|20)\d\d[^;\n]{0,12};\s?\d+(?:\s?\([^)]{1,12}\))?\s?:\s?[\w-]+/;

/** Title and journal, as far as the paper prints them. */
function citationOf({ title, text }: Paper): string {
  const journal = JOURNAL.exec(text)?.[0];
  return journal === undefined ? title! : `${title}. ${journal.trim()}`;
}

/** The confidence level, where the paper prints one alone and it is not 95 %. */
function levelOf(placed: readonly PlacedBlock[]): { level?: number } {
  const levels = new Set(
    sentencesIn(placed, ["results", "abstract"])
      .flat()
      .flatMap((sentence) => align(sentence).groups.flatMap(({ readings }) => readings.map(({ level }) => level)))
      .filter((level) => level !== null),
  );
  const [only] = levels;
  return levels.size === 1 && only !== "95" ? { level: Number(only) / 100 } : {};
}
