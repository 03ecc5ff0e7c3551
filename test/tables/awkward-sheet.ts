import { utils, write } from "@e965/xlsx";

/** A cell as a spreadsheet holds it: a number with the format it is shown in, or text as it was typed. */
type Cell = string | number | { readonly value: number; readonly format: string };

const percent = (value: number): Cell => ({ value, format: "0.0%" });

/** A reviewer's sheet: titles, blank rows, a heading, typed decimal commas and percents, a totals row, a note. */
export const AWKWARD: readonly (readonly Cell[])[] = [
  ["Table 2. Studies of the test"],
  ["Extracted by two of us, 2024"],
  [],
  ["Author (year)", "TP", "FP", "FN", "TN", "Mean age", "Women", "Cut-off", "Setting"],
  ["Early studies"],
  ["Müller (2004)", 47, 101, 9, 738, 54.2, percent(0.482), "7,5", "Hospital"],
  ["García (2006)", 126, 272, 51, 1543, 61.75, percent(0.5), "8", "Primary care"],
  ["Øster (2011)", 19, 12, 10, 192, 49, percent(0.125), "n/a", "Hospital"],
  [],
  ["Dvořáková (2015)".replace("ř", "r"), 36, 78, 3, 276, 58.3, percent(0.61), "7,5", "Hospital"],
  ["O’Neil (2019)", 130, 211, 19, 959, 60, percent(0.555), "10", "NR"],
  ["Total", 358, 674, 92, 3708, "", "", "", ""],
  [],
  ["Source: our extraction form"],
];

/** What every way of saving the sheet has to give. */
export const AWKWARD_STUDIES = [
  ["Müller (2004)", 47, 101, 9, 738, 54.2, 0.482, 7.5, "Hospital"],
  ["García (2006)", 126, 272, 51, 1543, 61.75, 0.5, 8, "Primary care"],
  ["Øster (2011)", 19, 12, 10, 192, 49, 0.125, null, "Hospital"],
  ["Dvoráková (2015)", 36, 78, 3, 276, 58.3, 0.61, 7.5, "Hospital"],
  ["O’Neil (2019)", 130, 211, 19, 959, 60, 0.555, 10, null],
].map(([id, tp, fp, fn, tn, age, women, cutoff, setting]) => ({
  id,
  tp,
  fp,
  fn,
  tn,
  covariates: { "Mean age": age, Women: women, "Cut-off": cutoff, Setting: setting },
}));

/** The cell as a spreadsheet in a country with decimal commas (or points) writes it. */
function shown(cell: Cell, mark: "," | "."): string {
  if (typeof cell === "string") return cell;
  const text = typeof cell === "number" ? String(cell) : `${Number((100 * cell.value).toPrecision(12)).toFixed(1)}%`;
  return text.replace(".", mark);
}

function delimited(delimiter: string, mark: "," | "."): string {
  const width = 9;
  const quoted = (text: string): string =>
    text.includes(delimiter) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
  return AWKWARD.map((row) =>
    Array.from({ length: width }, (_, i) => quoted(shown(row[i] ?? "", mark))).join(delimiter),
  )
    .join("\r\n")
    .concat("\r\n");
}

/** Bytes of text in Windows-1252, for the characters of the sheet. */
function windows1252(text: string): Uint8Array {
  return Uint8Array.from([...text], (character) => {
    const code = character === "’" ? 0x92 : character.codePointAt(0)!;
    if (code > 255) throw new Error(`no ${character} in Windows-1252`);
    return code;
  });
}

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), true);
  return bytes;
}

function workbook(bookType: "xlsx" | "ods" | "xls"): Uint8Array {
  const rows = AWKWARD.map((row) => row.map((cell) => (typeof cell === "object" ? cell.value : cell)));
  const sheet = utils.aoa_to_sheet(rows);
  AWKWARD.forEach((row, r) => {
    row.forEach((cell, c) => {
      if (typeof cell === "object") sheet[utils.encode_cell({ r, c })].z = cell.format;
    });
  });
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([["Read me"], ["The data are on the next sheet"]]), "Notes");
  utils.book_append_sheet(book, sheet, "Data");
  return new Uint8Array(write(book, { type: "array", bookType }) as ArrayBuffer);
}

/** The sheet as spreadsheets save it. */
export const SAVED: Readonly<Record<string, () => Uint8Array>> = {
  "CSV UTF-8": () => new TextEncoder().encode(`\uFEFF${delimited(",", ".")}`),
  "CSV UTF-8 with decimal commas": () => new TextEncoder().encode(`\uFEFF${delimited(";", ",")}`),
  "CSV in Windows-1252": () => windows1252(delimited(";", ",")),
  "Unicode text": () => utf16(delimited("\t", ",")),
  XLSX: () => workbook("xlsx"),
  ODS: () => workbook("ods"),
  XLS: () => workbook("xls"),
};
