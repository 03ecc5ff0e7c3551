/** How totals rows are named, in English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Chinese and Japanese. */
const NAMES: ReadonlySet<string> = new Set([
  ...["total", "totals", "sum", "sums", "overall", "pooled", "summary", "subtotal", "sub total", "grand total"],
  ...["gesamt", "insgesamt", "summe", "gesamtsumme", "zwischensumme", "gepoolt", "zusammenfassung"],
  ...["somme", "totaux", "sous total", "resume"],
  ...["suma", "totales", "resumen", "subtotales"],
  ...["totale", "totali", "somma", "subtotale", "complessivo", "riepilogo"],
  ...["soma", "totais", "resumo", "geral"],
  ...["totaal", "subtotaal", "samenvatting"],
  ...["итого", "всего", "сумма"],
]);

/** The same in scripts without spaces, where a name begins with them. */
const BEGINNINGS = ["合计", "总计", "总和", "小计", "汇总", "合計", "總計", "總和", "小計", "総計", "計", "全体"];

/** Words that may follow such a name. */
const FILLERS: ReadonlySet<string> = new Set([
  ...["studies", "study", "tables", "estimate", "estimates", "effect", "result", "results", "value", "values", "row"],
  ...["random", "fixed", "effects", "model", "all", "ci", "n", "k", "of", "the", "patients"],
  ...["studien", "etudes", "estudios", "studi", "estudos", "general", "generale"],
]);

/** Longer names are sentences. */
const LONGEST_NAME = 60;

/** Whether a study of this name is a sum or a pooled result by its name. "Sum 2010" is a study, "Total (n = 1,212)" none. */
export function isTotalsName(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const outside = name.replace(/\([^)]*\)|\[[^\]]*\]/g, " ");
  if (/\d{3}/.test(outside)) return false;
  const bare = outside.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC").toLowerCase();
  if (BEGINNINGS.some((beginning) => bare.trim().startsWith(beginning))) return true;
  const words = bare.split(/[^\p{L}]+/u).filter((word) => word !== "");
  for (const length of [2, 1]) {
    if (words.length >= length && NAMES.has(words.slice(0, length).join(" "))) {
      return words.slice(length).every((word) => FILLERS.has(word) || NAMES.has(word));
    }
  }
  return false;
}

/** A row that sums up others. */
export interface TotalsRow {
  /** From 0. */
  readonly row: number;
  /** What gave it away. */
  readonly by: "name" | "sum";
  /** First and last of the rows that it adds up, from 0; `null` where it was found by its name alone. */
  readonly sumOf: readonly [first: number, last: number] | null;
}

/** Four columns of counts; `null` where a cell holds none. */
type CountColumns = readonly (readonly (number | null)[])[];

/** Blocks that no blank row begins are looked for in files of up to so many rows: in longer ones they come about by chance. */
const MOST_ROWS = 1_000;
/** Fewer people than this add up by chance. */
const LEAST_PEOPLE = 20;

/** Sums of the four counts over some rows, in the making. */
interface Sums {
  readonly cells: number[];
  people: number;
  /** Rows with anybody in them. */
  rows: number;
}

const noSums = (): Sums => ({ cells: [0, 0, 0, 0], people: 0, rows: 0 });

function addRow(sums: Sums, columns: CountColumns, row: number): void {
  const people = peopleOf(columns, row);
  if (people === 0) return;
  for (let i = 0; i < 4; i++) sums.cells[i]! += columns[i]![row] ?? 0;
  sums.people += people;
  sums.rows++;
}

const areEqual = ({ cells, rows }: Sums, columns: CountColumns, row: number): boolean =>
  rows >= 2 && cells.every((cell, i) => cell === columns[i]![row]);

function peopleOf(columns: CountColumns, row: number): number {
  let people = 0;
  for (let i = 0; i < 4; i++) people += columns[i]![row] ?? 0;
  return people;
}

/**
 * The rows that add up others: by their names, or because all four counts are the sums of the rows above (of all of them, of
 * those since the last blank row, heading or totals row, or of three or more right above), or of all the rows below.
 * `begins` holds the rows that stand below a blank row or a heading.
 */
export function totalsRows(
  names: readonly string[] | null,
  columns: CountColumns,
  begins: ReadonlySet<number>,
): TotalsRow[] {
  const found = new Map<number, TotalsRow>();
  const rowCount = columns[0]!.length;
  let block = 0;
  const whole = noSums();
  for (let row = 0; row < rowCount; row++) {
    if (begins.has(row)) block = row;
    const named = names !== null && isTotalsName(names[row]!);
    const known = peopleOf(columns, row) >= LEAST_PEOPLE && columns.every((column) => column[row] !== null);
    let sumOf: TotalsRow["sumOf"] = null;
    if (known && areEqual(whole, columns, row)) sumOf = [0, row - 1];
    else if (known) sumOf = row === 0 ? sumBelow(columns, names) : sumAbove(row, block, columns, found);
    if (sumOf === null && !named) addRow(whole, columns, row);
    else {
      found.set(row, { row, by: named ? "name" : "sum", sumOf });
      block = row + 1;
    }
  }
  return [...found.values()];
}

/** The rows right above that a row adds up: those from `block` on, or three and more of a short file. */
function sumAbove(
  row: number,
  block: number,
  columns: CountColumns,
  totals: ReadonlyMap<number, TotalsRow>,
): readonly [number, number] | null {
  const people = peopleOf(columns, row);
  const sums = noSums();
  for (let first = row - 1; first >= 0; first--) {
    if (totals.has(first)) continue;
    if (sums.people + peopleOf(columns, first) > people) return null;
    addRow(sums, columns, first);
    const delimited = first === block || (sums.rows >= 3 && rowCountOf(columns) <= MOST_ROWS);
    if (delimited && areEqual(sums, columns, row)) return [first, row - 1];
  }
  return null;
}

const rowCountOf = (columns: CountColumns): number => columns[0]!.length;

/** Where a table begins with its totals: the rows that the first one adds up. */
function sumBelow(columns: CountColumns, names: readonly string[] | null): readonly [number, number] | null {
  const sums = noSums();
  for (let row = 1; row < rowCountOf(columns); row++) {
    if (names === null || !isTotalsName(names[row]!)) addRow(sums, columns, row);
  }
  return areEqual(sums, columns, 0) ? [1, rowCountOf(columns) - 1] : null;
}
