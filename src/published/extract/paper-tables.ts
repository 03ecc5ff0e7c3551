import { readPrintedCell } from "../../tables/printed-cell.js";
import type { DraftQuantity, DraftResult, Ledger } from "./draft.js";
import { freeId, slug } from "./draft.js";
import { nameOfHead } from "./names.js";
import { findIntervals } from "./numbers.js";
import type { Cell, PaperBlock } from "./paper.js";

type Table = Extract<PaperBlock, { kind: "table" }>;

/** A row of a table of studies. */
export type StudyRow = Readonly<Record<string, unknown>>;

/** What the tables of a paper hold. */
export interface TableFacts {
  readonly results: readonly DraftResult[];
  readonly studies: readonly StudyRow[];
  /** 2×2 tables as CSV; `null` where no table has their four columns. */
  readonly csv: string | null;
}

const CELLS = {
  tp: /^(?:tp|true positives?)\b/i,
  fp: /^(?:fp|false positives?)$/i,
  fn: /^(?:fn|false negatives?)\b/i,
  tn: /^(?:tn|true negatives?)\b/i,
};
const K =
  /^(?:k|no\.?|n(?:o|umber)?\.? of (?:stud(?:y|ies)|tables|datasets|cohorts|trials|articles)|studies(?: ?\(n\)|, n)?|(?:2\s?[×x]\s?2 )?tables|study number|#\s?studies)$/i;
const PEOPLE =
  /^(?:n|(?:no\.?|number) of (?:participants|patients|subjects|individuals|samples)|(?:total )?sample size|participants|patients|sample size|subjects)(?:\s?\(n\)|, n)?$/i;
const STUDY = /^(?:stud(?:y|ies)|author|first author|reference|source|citation)/i;
const YEAR = /\b(?:19|20)\d\d\b/;

/** How the columns of a table are understood. */
interface Columns {
  readonly head: number;
  readonly label: number;
  readonly quantities: ReadonlyMap<number, string>;
  readonly cells: Partial<Record<keyof typeof CELLS, number>>;
  readonly k: number | null;
  readonly people: number | null;
}

function columnsOf({ rows }: Table): Columns | null {
  for (let head = 0; head < Math.min(3, rows.length - 1); head++) {
    const titles = rows[head]!.map(({ text }) => text);
    const quantities = new Map<number, string>();
    titles.forEach((title, j) => {
      const name = nameOfHead(title);
      if (name !== null && !name.startsWith("other:")) quantities.set(j, name);
    });
    const cells = Object.fromEntries(
      Object.entries(CELLS).flatMap(([cell, pattern]) => {
        const at = titles.findIndex((title) => pattern.test(title.trim()));
        return at < 0 ? [] : [[cell, at]];
      }),
    ) as Columns["cells"];
    const find = (pattern: RegExp): number | null => {
      const at = titles.findIndex((title) => pattern.test(title.trim()));
      return at < 0 ? null : at;
    };
    if (quantities.size === 0 && Object.keys(cells).length < 4) continue;
    return { head, label: 0, quantities, cells, k: find(K), people: find(PEOPLE) };
  }
  return null;
}

/** The quantity that a cell prints; `null` where it is empty or something else. */
function quantityIn({ text }: Cell): DraftQuantity | null {
  const cell = readPrintedCell(text);
  if (cell !== null) return { estimate: cell.value.replace(/\s+/g, ""), ...(cell.limits ?? {}) };
  const [only, second] = findIntervals(text);
  return only === undefined || second !== undefined
    ? null
    : { estimate: only.estimate, lower: only.lower, upper: only.upper };
}

const wholeIn = (cell: Cell | undefined): number | null => {
  const text = cell?.text.replaceAll(/[,\s]/g, "") ?? "";
  return /^\d+$/.test(text) ? Number(text) : null;
};

function studyRows(table: Table, columns: Columns): StudyRow[] {
  return table.rows.slice(columns.head + 1).flatMap((row): StudyRow[] => {
    const study: Record<string, unknown> = { id: row[columns.label]?.text ?? "" };
    for (const [cell, at] of Object.entries(columns.cells)) {
      const count = wholeIn(row[at]);
      if (count !== null) study[cell] = count;
    }
    for (const [at, name] of columns.quantities) {
      const quantity = row[at] === undefined ? null : quantityIn(row[at]);
      if (quantity === null || !STUDY_FIELDS.has(name)) continue;
      study[name] = quantity.estimate;
      if (
        quantity.lower !== undefined &&
        quantity.upper !== undefined &&
        (name === "sensitivity" || name === "specificity")
      )
        study[`${name}Interval`] = { lower: quantity.lower, upper: quantity.upper };
    }
    const people = columns.people === null ? null : wholeIn(row[columns.people]);
    if (people !== null) study.n = people;
    return study.id === "" || Object.keys(study).length < 2 ? [] : [study];
  });
}
const STUDY_FIELDS = new Set(["sensitivity", "specificity", "plr", "nlr", "dor"]);

function csvOf(rows: readonly StudyRow[]): string | null {
  const whole = rows.filter((row) => ["tp", "fp", "fn", "tn"].every((cell) => typeof row[cell] === "number"));
  if (whole.length < 2) return null;
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = whole.map((row) => [quoted(String(row.id)), row.tp, row.fp, row.fn, row.tn].join(","));
  return `study,tp,fp,fn,tn\n${lines.join("\n")}\n`;
}

function resultRows(table: Table, columns: Columns, taken: readonly DraftResult[], ledger: Ledger): DraftResult[] {
  const made: DraftResult[] = [];
  let group: string | null = null;
  for (const row of table.rows.slice(columns.head + 1)) {
    const label = row[columns.label]?.text ?? "";
    const quantities = [...columns.quantities].flatMap(([at, name]) => {
      const cell = row[at];
      const quantity = cell === undefined ? null : quantityIn(cell);
      return quantity === null || cell === undefined ? [] : [{ name, quantity, cell }];
    });
    if (quantities.length === 0) {
      if (label !== "" && row.every(({ text }, j) => j === columns.label || text === "")) group = label;
      continue;
    }
    const overall = /^(?:overall|total|all|pooled)\b/i.test(label);
    const name = group === null || overall ? label || "All" : `${group}: ${label}`;
    const id = freeId(slug(name), [...taken, ...made]);
    const result: DraftResult = {
      id,
      label: name,
      overall,
      family: null,
      group: overall ? null : group,
      leaf: label,
      quantities: {},
      fagan: {},
    };
    const [k, people] = [columns.k, columns.people].map((at) => (at === null ? null : wholeIn(row[at])));
    if (k != null) {
      result.k = k;
      ledger.note(`results[${id}].k`, row[columns.k!]!.start, row[columns.k!]!.start + row[columns.k!]!.text.length);
    }
    if (people != null) result.participants = people;
    for (const { name: field, quantity, cell } of quantities) {
      result.quantities[field] = quantity;
      ledger.note(`results[${id}].${field}`, cell.start, cell.start + cell.text.length);
    }
    made.push(result);
  }
  return made;
}

/** Whether the rows are studies, by the head of their first column or by years in their names. */
function isOfStudies(table: Table, { head, label }: Columns): boolean {
  const names = table.rows.slice(head + 1).map((row) => row[label]?.text ?? "");
  const dated = names.filter((name) => YEAR.test(name)).length;
  return 2 * dated >= names.length && names.length > 1
    ? true
    : STUDY.test(table.rows[head]?.[label]?.text ?? "") && dated > 0;
}

/** Reads the tables of a paper: those of studies with their 2×2 tables, and those of results. What has numbers but no heads that are known is listed. */
export function tableFacts(tables: readonly Table[], ledger: Ledger): TableFacts {
  const results: DraftResult[] = [];
  const studies: StudyRow[] = [];
  for (const table of tables) {
    const columns = columnsOf(table);
    if (columns === null) {
      const cells = table.rows.flat();
      if (cells.some(({ text }) => findIntervals(text).length > 0)) {
        const last = cells[cells.length - 1]!;
        ledger.leave("a table whose heads name no quantity that is known", table.start, last.start + last.text.length);
      }
    } else if (Object.keys(columns.cells).length === 4 || isOfStudies(table, columns)) {
      studies.push(...studyRows(table, columns));
    } else results.push(...resultRows(table, columns, results, ledger));
  }
  return { results, studies, csv: csvOf(studies) };
}
