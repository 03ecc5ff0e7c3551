import type { ReproducedNumber, ReproducedResult, Reproduction } from "../../published/reproduce/reproduce.js";
import { type Block, type Document, heading, list, paragraph, type TableBlock } from "../render/document.js";
import { count, fixed, MISSING } from "../render/format.js";

/** What `reproductionDocument` shows. */
export interface ReproductionDocumentOptions {
  /** Also the numbers that were reproduced. Default: only the others. */
  readonly all?: boolean;
}

const STATUS: Readonly<Record<ReproducedNumber["status"], string>> = {
  reproduced: "reproduced",
  off: "off",
  "not-checkable": "not checkable",
};

function difference({ status, unitsOff }: ReproducedNumber): string {
  if (status === "not-checkable" || unitsOff === null) return MISSING;
  if (unitsOff === 0) return "0";
  return fixed(unitsOff, Math.abs(unitsOff) < 10 ? 1 : 0);
}

function table(numbers: readonly ReproducedNumber[]): TableBlock {
  return {
    kind: "table",
    columns: [
      { title: "number" },
      { title: "printed", align: "right" },
      { title: "computed", align: "right" },
      { title: "units of the last digit", align: "right" },
      { title: "status" },
    ],
    rows: numbers.map((number) => [
      number.path,
      number.printed,
      number.rounded ?? MISSING,
      difference(number),
      number.status === "reproduced" || number.explanation === null
        ? STATUS[number.status]
        : `${STATUS[number.status]}, explained`,
    ]),
  };
}

/** Explanations of the file and notes of the programs, each once, with the numbers that they are about. */
function remarks(numbers: readonly ReproducedNumber[]): string[] {
  const about = new Map<string, string[]>();
  const add = (text: string | null, path: string): void => {
    if (text !== null) about.set(text, [...(about.get(text) ?? []), path]);
  };
  for (const { explanation, note, path, status } of numbers) {
    add(explanation, path);
    if (status !== "reproduced") add(note, path);
  }
  return [...about].map(([text, paths]) => {
    const named = paths.length > 4 ? `${paths.slice(0, 3).join(", ")} and ${paths.length - 3} more` : paths.join(", ");
    return `${named}: ${text}`;
  });
}

function resultBlocks(result: ReproducedResult, all: boolean): Block[] {
  const others = result.numbers.filter(({ status }) => status !== "reproduced");
  const good = result.numbers.length - others.length;
  const title = result.id === result.label ? result.label : `${result.label} (${result.id})`;
  const by = result.programLabel === null ? "" : `, as by ${result.programLabel}`;
  const summary =
    others.length === 0
      ? `All ${count(good, "number")} reproduced.`
      : `${good} of ${count(result.numbers.length, "number")} reproduced.`;
  const shown = all ? result.numbers : others;
  const said = remarks(shown);
  return [
    heading(3, title),
    paragraph(`${count(result.k, "study", "studies")}${by}. ${summary}`),
    ...(shown.length === 0 ? [] : [table(shown)]),
    ...(said.length === 0 ? [] : [list(said)]),
  ];
}

/** A reproduction as a report: how many numbers came out again, and of each of the others printed, computed and why. */
export function reproductionDocument(
  name: string,
  { citation, doi, results, counts }: Reproduction,
  options: ReproductionDocumentOptions = {},
): Document {
  const { reproduced, off, notCheckable, explained } = counts;
  const rest = off + notCheckable;
  const told = rest === 0 ? "" : ` The file explains ${explained === rest ? "all" : explained} of the ${rest} others.`;
  const source = [citation, doi === null ? null : `doi:${doi}`].filter((part) => part !== null).join(". ");
  return [
    heading(2, name),
    ...(source === "" ? [] : [paragraph(source)]),
    paragraph(`${count(reproduced, "number")} reproduced, ${off} off, ${notCheckable} not checkable.${told}`),
    ...results.flatMap((result) => resultBlocks(result, options.all ?? false)),
  ];
}
