import { type PrintedNumber, parsePrintedNumber } from "./printed-number.js";
import { type QuantityInfo, quantityInfo } from "./quantities.js";
import type { PublishedResult } from "./schema.js";

/** The parts that can be printed of a quantity. */
export const QUANTITY_PARTS = ["estimate", "lower", "upper", "standardError", "z", "pValue"] as const;
export type QuantityPart = (typeof QUANTITY_PARTS)[number];

/** A quantity of a result as printed. */
export interface PrintedQuantity extends Partial<Readonly<Record<QuantityPart, PrintedNumber>>> {
  /** Dotted name, such as `plr` or `hsroc.lambda`. */
  readonly name: string;
  /** What is known of it; `null` for a quantity that only some program knows. */
  readonly info: QuantityInfo | null;
}

/** Fields of a result that hold a quantity, or groups of quantities. */
const OTHER_FIELDS = new Set([
  "id",
  "label",
  "k",
  "participants",
  "note",
  "model",
  "software",
  "as",
  "options",
  "refit",
  "where",
  "explanations",
]);
const GROUPS_OF_GROUPS = new Set(["heterogeneity", "tests"]);

type Printed = string | number | { readonly [part in QuantityPart]?: string | number | null | undefined };

/** A quantity of the format, its numbers read. */
export function readQuantity(name: string, printed: Printed, where = name): PrintedQuantity {
  const info = quantityInfo(name);
  if (typeof printed !== "object") return { name, info, estimate: parsePrintedNumber(printed, where) };
  const parts: Partial<Record<QuantityPart, PrintedNumber>> = {};
  for (const part of QUANTITY_PARTS) {
    const value = printed[part];
    if (value !== undefined && value !== null) parts[part] = parsePrintedNumber(value, `${where}.${part}`);
  }
  return { name, info, ...parts };
}

/**
 * Every quantity printed in a result, by its dotted name, in the order of the file: `sensitivity`, `hsroc.lambda`,
 * `heterogeneity.sensitivity.q`, `tests.sharedIntercept.chiSquared`, and those under `quantities` by the names given there.
 */
export function printedQuantities(result: Partial<PublishedResult>): ReadonlyMap<string, PrintedQuantity> {
  const found = new Map<string, PrintedQuantity>();
  const add = (name: string, value: unknown): void => {
    if (value !== undefined) found.set(name, readQuantity(name, value as Printed));
  };
  for (const [field, value] of Object.entries(result)) {
    if (OTHER_FIELDS.has(field) || value === undefined) continue;
    const info = quantityInfo(field);
    if (info !== null) add(field, value);
    else if (field === "quantities") for (const [name, inner] of Object.entries(value)) add(name, inner);
    else if (GROUPS_OF_GROUPS.has(field)) {
      for (const [outer, members] of Object.entries(value as Record<string, Record<string, unknown>>)) {
        for (const [name, inner] of Object.entries(members ?? {})) add(`${field}.${outer}.${name}`, inner);
      }
    } else for (const [name, inner] of Object.entries(value as Record<string, unknown>)) add(`${field}.${name}`, inner);
  }
  return found;
}

/** The printed numbers of a quantity with their dotted paths; the estimate has the quantity's own name. */
export function numbersOf(quantity: PrintedQuantity): { path: string; part: QuantityPart; printed: PrintedNumber }[] {
  return QUANTITY_PARTS.flatMap((part) => {
    const printed = quantity[part];
    if (printed === undefined) return [];
    return [{ path: part === "estimate" ? quantity.name : `${quantity.name}.${part}`, part, printed }];
  });
}

/** A quantity as a reader would see it: `11.6 (8.5 to 9.7)`. */
export function quantityText({ estimate, lower, upper }: PrintedQuantity): string {
  const limits = lower !== undefined || upper !== undefined ? `(${lower?.text ?? "?"} to ${upper?.text ?? "?"})` : "";
  return [estimate?.text, limits].filter(Boolean).join(" ");
}
