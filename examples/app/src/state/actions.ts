import { textOf, withCell, withColumn, withoutBlankRows, withoutRow, withRow } from "../data/grid.js";
import { type Field, gridOfText } from "../data/reading.js";
import type { NumberChoices } from "./numbers.js";
import { type Choices, EMPTY_PROJECT, type FigureChoices, NO_DATA, type Project, type Quality } from "./project.js";

/** What changes a project. Everything that changes it is one of these, and can be undone. */
export type Action =
  | { readonly kind: "load"; readonly text: string; readonly source: string; readonly note: string }
  | { readonly kind: "type"; readonly text: string }
  | { readonly kind: "cell"; readonly row: number; readonly column: number; readonly value: string }
  | { readonly kind: "add-row" }
  | { readonly kind: "remove-row"; readonly row: number }
  | { readonly kind: "add-column"; readonly name: string }
  | { readonly kind: "exclude"; readonly rows: readonly number[] }
  | { readonly kind: "include"; readonly rows: readonly number[] }
  | { readonly kind: "name-column"; readonly field: Field; readonly column: string }
  | { readonly kind: "keep-totals"; readonly keep: boolean }
  | { readonly kind: "choose"; readonly changes: Partial<Choices> }
  | { readonly kind: "draw"; readonly changes: Partial<FigureChoices> }
  | { readonly kind: "write"; readonly changes: Partial<NumberChoices> }
  | { readonly kind: "judge"; readonly study: string; readonly domain: string; readonly value: string }
  | { readonly kind: "judgements"; readonly quality: Quality }
  | { readonly kind: "flow"; readonly changes: Readonly<Record<string, string>> }
  | { readonly kind: "printed"; readonly text: string }
  | { readonly kind: "entitle"; readonly title: string }
  | { readonly kind: "open"; readonly project: Project }
  | { readonly kind: "clear" };

/** Rows ticked out that are still there, as they were, after the text has changed. */
function carriedOver(before: string, after: string, excluded: readonly number[]): number[] {
  if (excluded.length === 0) return [];
  const old = gridOfText(before).rows;
  const out = new Set(excluded.map((row) => JSON.stringify(old[row])));
  return gridOfText(after).rows.flatMap((cells, row) => (out.has(JSON.stringify(cells)) ? [row] : []));
}

/** The project after an action. */
export function reduce(project: Project, action: Action): Project {
  const { data } = project;
  const changed = (changes: Partial<Project["data"]>): Project => ({ ...project, data: { ...data, ...changes } });
  switch (action.kind) {
    case "load": {
      const { text, source, note } = action;
      return { ...project, data: { ...NO_DATA, text: withoutBlankRows(text), source, note } };
    }
    case "type":
      return changed({ text: action.text, excluded: carriedOver(data.text, action.text, data.excluded) });
    case "cell": {
      const { row, column, value } = action;
      return changed({ text: textOf(withCell(gridOfText(data.text), row, column, value)) });
    }
    case "add-row":
      return changed({ text: `${textOf(withRow(gridOfText(data.text)))}` });
    case "remove-row":
      return changed({
        text: textOf(withoutRow(gridOfText(data.text), action.row)),
        excluded: data.excluded.flatMap((row) => (row === action.row ? [] : [row > action.row ? row - 1 : row])),
      });
    case "add-column":
      return changed({ text: textOf(withColumn(gridOfText(data.text), action.name)) });
    case "exclude":
      return changed({ excluded: [...new Set([...data.excluded, ...action.rows])].sort((a, b) => a - b) });
    case "include":
      return changed({ excluded: data.excluded.filter((row) => !action.rows.includes(row)) });
    case "name-column": {
      const { [action.field]: _, ...others } = data.columns;
      return changed({ columns: action.column === "" ? others : { ...others, [action.field]: action.column } });
    }
    case "keep-totals":
      return changed({ keepTotals: action.keep });
    case "choose":
      return { ...project, choices: { ...project.choices, ...action.changes } };
    case "draw":
      return { ...project, figures: { ...project.figures, ...action.changes } };
    case "write":
      return { ...project, numbers: { ...project.numbers, ...action.changes } };
    case "judge": {
      const { judgements } = project.quality;
      const own = { ...judgements[action.study], [action.domain]: action.value };
      return { ...project, quality: { ...project.quality, judgements: { ...judgements, [action.study]: own } } };
    }
    case "judgements":
      return { ...project, quality: action.quality };
    case "flow":
      return { ...project, flow: { ...project.flow, ...action.changes } };
    case "printed":
      return { ...project, printed: action.text };
    case "entitle":
      return { ...project, title: action.title };
    case "open":
      return action.project;
    case "clear":
      return EMPTY_PROJECT;
  }
}

/** What two actions in a row must share to be undone as one: typing in one field. */
export function strokeOf(action: Action): string | null {
  switch (action.kind) {
    case "type":
    case "printed":
    case "entitle":
      return action.kind;
    default:
      return null;
  }
}
