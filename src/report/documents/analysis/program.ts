import type { Analysis, AnalyzedAs } from "../../../analysis/analyze.js";
import type { PrintFormat, ProgramOutput, ProgramQuantity } from "../../../programs/program-output.js";
import { type Block, heading, list, type TableBlock } from "../../render/document.js";
import { fixed, MISSING, significant } from "../../render/format.js";
import { PROGRAM_LAYOUTS } from "./program-layouts.js";

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

/** What another program prints of these studies: in its own layout where that is known, else quantity by quantity. */
export function programBlocks({ program, options }: Analysis): Block[] {
  if (program === null) return [];
  const layout = (options.moderators ?? []).length > 0 ? undefined : PROGRAM_LAYOUTS[program.program as AnalyzedAs];
  const title = `As ${program.label} prints it`;
  const slips = Object.entries(program.quantities).flatMap(([name, { slip }]) =>
    slip === undefined ? [] : [`${name}: ${slip}`],
  );
  const notes = [...program.notes, ...new Set(slips)];
  if (layout === undefined) return [{ ...quantityTable(program), caption: title, notes }];
  return [heading(3, title), { kind: "verbatim", text: layout(program) }, ...(notes.length === 0 ? [] : [list(notes)])];
}

/** Every quantity under its name, each number rounded as the program rounds it. */
function quantityTable(program: ProgramOutput): TableBlock {
  return {
    kind: "table",
    columns: [
      { title: "Quantity" },
      { title: "Estimate", align: "right" },
      { title: "Interval", align: "right" },
      { title: "Standard error", align: "right" },
      { title: "P", align: "right" },
    ],
    rows: Object.entries(program.quantities).map(([name, quantity]) => [name, ...cells(quantity)]),
  };
}
