import type { Analysis } from "../../../analysis/analyze.js";
import type { PrintFormat, ProgramQuantity } from "../../../programs/program-output.js";
import type { TableBlock } from "../../render/document.js";
import { fixed, MISSING, significant } from "../../render/format.js";

function printed(value: number | null | undefined, format: PrintFormat): string {
  if (value === undefined || value === null) return MISSING;
  return "decimals" in format ? fixed(value, format.decimals) : significant(value, format.significant);
}

function cells({ estimate, lower, upper, standardError, pValue, format }: ProgramQuantity): string[] {
  const interval = lower === undefined ? "" : `${printed(lower, format)} to ${printed(upper, format)}`;
  const error = standardError === undefined ? "" : printed(standardError, format);
  const p = pValue === undefined ? "" : printed(pValue, { decimals: 3 });
  return [printed(estimate, format), interval, error, p];
}

/** What another program prints of these studies, each number rounded as it rounds. */
export function programTable({ program }: Analysis): TableBlock | null {
  if (program === null) return null;
  const quantities = Object.entries(program.quantities);
  const slips = new Set(quantities.flatMap(([name, { slip }]) => (slip === undefined ? [] : [`${name}: ${slip}`])));
  return {
    kind: "table",
    caption: `As ${program.label} prints it`,
    columns: [
      { title: "Quantity" },
      { title: "Estimate", align: "right" },
      { title: "Interval", align: "right" },
      { title: "Standard error", align: "right" },
      { title: "P", align: "right" },
    ],
    rows: quantities.map(([name, quantity]) => [name, ...cells(quantity)]),
    notes: [...program.notes, ...slips],
  };
}
