import Papa from "papaparse";
import { makePaper, type Paper, tidy } from "../paper.js";

/** A table on its own, such as a supplement. */
export function readCsv(text: string): Paper {
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ""), { skipEmptyLines: "greedy" });
  return makePaper("csv", [{ kind: "table", caption: "", rows: data.map((row) => row.map(tidy)) }]);
}
