import { readPrintedCell, readPrintedLimits } from "../../tables/printed-cell.js";
import type { DraftQuantity, DraftResult, Ledger } from "./draft.js";
import { freeId, slug } from "./draft.js";
import { type LimitColumns, limitColumns } from "./limit-columns.js";
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
  readonly limits: LimitColumns;
  /** Columns whose heads say that their numbers are percentages: "Sensitivity, % (95% CI)". */
  readonly percent: ReadonlySet<number>;
  readonly cells: Partial<Record<keyof typeof CELLS, number>>;
  readonly k: number | null;
  readonly people: number | null;
}

const filled = (row: readonly Cell[]): number => row.filter(({ text }) => text !== "").length;

/** Whether a row heads columns: it has words in two of them at least, and numbers in none. */
const isHead = (row: readonly Cell[]): boolean =>
  filled(row) > 1 && row.every(({ text }) => readPrintedCell(text) === null && findIntervals(text).length === 0);

/** The rows that head the columns, up to three: "Pooled estimate" above "Sensitivity" and "Specificity". */
function headRows(rows: Table["rows"]): { readonly first: number; readonly last: number } | null {
  const first = rows.findIndex((row) => filled(row) > 1);
  if (first < 0 || first > 2 || !isHead(rows[first]!)) return null;
  let last = first;
  while (last < first + 2 && last + 1 < rows.length - 1 && isHead(rows[last + 1]!)) last += 1;
  return { first, last };
}

/** A quantity with the limits that stand in columns of their own. */
function withLimits(quantity: DraftQuantity, row: readonly Cell[], at: number, columns: Columns): DraftQuantity {
  const own = columns.limits.get(at);
  if (own === undefined || quantity.lower !== undefined) return quantity;
  const [first, second] = own.map((column) => row[column]?.text ?? "");
  if (second === undefined) {
    const pair = readPrintedLimits(first ?? "");
    return pair === null ? quantity : scaled({ estimate: quantity.estimate, ...pair }, quantity.estimate.includes("%"));
  }
  const [lower, upper] = [readPrintedCell(first ?? ""), readPrintedCell(second)];
  return lower === null || upper === null
    ? quantity
    : scaled({ estimate: quantity.estimate, lower: lower.value, upper: upper.value }, quantity.estimate.includes("%"));
}

function columnsOf({ rows }: Table): Columns | null {
  const heads = headRows(rows);
  if (heads === null) return null;
  const width = Math.max(...rows.map((row) => row.length));
  // of a column that several rows head, the lowest words first
  const titles = Array.from({ length: width }, (_, j) =>
    rows
      .slice(heads.first, heads.last + 1)
      .map((row) => (row[j]?.text ?? "").trim())
      .filter((text) => text !== "")
      .reverse(),
  );
  const all = titles.flat();
  const quantities = new Map<number, string>();
  titles.forEach((own, j) => {
    const name = own.map((head) => nameOfHead(head, all)).find((one) => one !== null);
    if (name !== undefined && name !== null && !name.startsWith("other:")) quantities.set(j, name);
  });
  const limits = limitColumns(titles, quantities);
  for (const column of [...limits.values()].flat()) quantities.delete(column);
  const find = (pattern: RegExp): number | null => {
    const at = titles.findIndex((own) => own.some((title) => pattern.test(title)));
    return at < 0 ? null : at;
  };
  const cells = Object.fromEntries(
    Object.entries(CELLS).flatMap(([cell, pattern]) => {
      const at = find(pattern);
      return at === null ? [] : [[cell, at]];
    }),
  ) as Columns["cells"];
  if (quantities.size === 0 && Object.keys(cells).length < 4) return null;
  const inPercent = (title: string): boolean => title.replace(/\d+(?:\.\d+)?\s*%/g, "").includes("%");
  const percent = new Set(titles.flatMap((own, j) => (own.some(inPercent) ? [j] : [])));
  return { head: heads.last, label: 0, quantities, limits, percent, cells, k: find(K), people: find(PEOPLE) };
}

/** The quantity that a cell prints; `null` where it is empty or something else. */
function quantityIn({ text }: Cell, percent: boolean): DraftQuantity | null {
  const cell = readPrintedCell(text);
  if (cell !== null) return scaled({ estimate: cell.value.replace(/\s+/g, ""), ...(cell.limits ?? {}) }, percent);
  const [only, second] = findIntervals(text);
  return only === undefined || second !== undefined
    ? null
    : scaled({ estimate: only.estimate, lower: only.lower, upper: only.upper }, percent);
}

/** A quantity with the percent sign that the head of its column gives once for all. */
const scaled = (quantity: DraftQuantity, percent: boolean): DraftQuantity =>
  percent
    ? (Object.fromEntries(
        Object.entries(quantity).map(([part, text]) => [part, text.includes("%") ? text : `${text}%`]),
      ) as unknown as DraftQuantity)
    : quantity;

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
      const printed = row[at] === undefined ? null : quantityIn(row[at], columns.percent.has(at));
      if (printed === null || !STUDY_FIELDS.has(name)) continue;
      const quantity = withLimits(printed, row, at, columns);
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
  let above = "";
  for (const row of table.rows.slice(columns.head + 1)) {
    // a first cell that spans several rows labels all of them
    const label = row[columns.label]?.text || above;
    above = label;
    const quantities = [...columns.quantities].flatMap(([at, name]) => {
      const cell = row[at];
      const quantity = cell === undefined ? null : quantityIn(cell, columns.percent.has(at));
      if (cell !== undefined && quantity === null && /\d/.test(cell.text))
        ledger.leave(`no ${name} with its limits could be made of it`, cell.start, cell.start + cell.text.length);
      return quantity === null || cell === undefined
        ? []
        : [{ name, quantity: withLimits(quantity, row, at, columns), cell }];
    });
    if (quantities.length === 0) {
      const empty = (at: number | null): boolean => at === null || (row[at]?.text ?? "") === "";
      if (label !== "" && [...columns.quantities.keys(), columns.k, columns.people].every(empty)) group = label;
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

/** "CT (k = 12)", "MRI, 9 studies": the studies that a head of a column counts. */
const K_OF_HEAD = /\b(?:k\s?=\s?(\d+)|(\d+) (?:studies|tables|cohorts|trials))\b/i;

/** A table whose rows are quantities and whose columns are tests, turned over; with a column of studies where the heads count them. */
function turned(table: Table): Table | null {
  const quantities = new Set(table.rows.flatMap((row) => nameOfHead(row[0]?.text ?? "") ?? []));
  if (quantities.size < 2 || (table.rows[0]?.length ?? 0) < 2) return null;
  const columns = table.rows[0]!.map((_, j) => table.rows.flatMap((row) => row[j] ?? []));
  if (columns.some((column) => column.length < table.rows.length)) return null;
  const counts = columns.map(([head]) => {
    const match = K_OF_HEAD.exec(head!.text);
    return { start: head!.start, text: match?.[1] ?? match?.[2] ?? "" };
  });
  const counted = counts.some(({ text }) => text !== "") && !columns[0]!.some(({ text }) => K.test(text));
  return {
    ...table,
    rows: counted
      ? columns.map((row, j) => [...row, j === 0 ? { start: row[0]!.start, text: "k" } : counts[j]!])
      : columns,
  };
}

/** Reads the tables of a paper: those of studies with their 2×2 tables, and those of results. What has numbers but no heads that are known is listed. */
export function tableFacts(tables: readonly Table[], ledger: Ledger): TableFacts {
  const results: DraftResult[] = [];
  const studies: StudyRow[] = [];
  for (const printed of tables) {
    const direct = columnsOf(printed);
    const table = direct === null ? (turned(printed) ?? printed) : printed;
    const columns = direct ?? columnsOf(table);
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
