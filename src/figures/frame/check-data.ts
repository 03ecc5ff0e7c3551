import { describe } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import { misshapen, partAt, type Shapes } from "../../base/shape.js";
import { figureShapes } from "../figure-shapes.js";

/** What a figure is drawn from, and where such data come from. */
export interface DataWanted<T> {
  /** Name of the function. */
  readonly figure: string;
  /** Fields that must be there; `null` will do. */
  readonly fields: readonly (keyof T & string)[];
  /** Such as "what deeks returns". */
  readonly from: string;
  /** Name of its type among the shapes, so that each part that is drawn is checked. */
  readonly shape?: string;
  /** The shapes that have it; those of the figures by default. */
  readonly shapes?: Shapes;
}

/** Refuses what a figure can't be drawn from (`bad-data`): something else than an object with the fields. */
export function checkData<T>(data: T, { figure, fields, from, shape, shapes = figureShapes }: DataWanted<T>): void {
  if (typeof data !== "object" || data === null) refuse(data, describe(data), figure, from);
  const missing = fields.find((field) => data[field] === undefined);
  if (missing !== undefined) refuse(data, `an object without "${missing}"`, figure, from);
  if (shape === undefined) return;
  const where = misshapen(data, { of: shape }, shapes, "");
  if (where !== null) refuse(data, `${describe(partAt(data, where))} as \`${where.replace(/^\./, "")}\``, figure, from);
}

/** `checkData` for every row of a list. */
export function checkRows<T>(rows: readonly T[], wanted: DataWanted<T>): void {
  if (!Array.isArray(rows)) refuse(rows, describe(rows), wanted.figure, wanted.from);
  for (const row of rows) checkData(row, wanted);
}

/** Throws the `InputError` (`bad-data`) of a figure; `words` say what it got. */
export function refuse(got: unknown, words: string, figure: string, wanted: string): never {
  throw new InputError("bad-data", `${figure}: got ${words}, wanted ${wanted}.`, { where: figure, got, wanted });
}
