import * as z from "zod/mini";
import { readPrintedCell } from "../../tables/printed-cell.js";
import { PRINTED_NUMBER } from "../printed-number.js";
import { QUANTITY_CELL, readQuantityCell } from "../quantity-cell.js";

/** A copy of the schema with a description for the JSON Schema. */
export const about = <T extends z.ZodMiniType>(schema: T, description: string): T =>
  (schema as z.ZodMiniType).check(z.describe(description)) as T;

/** The same, with a name under which the JSON Schema defines it once. */
export const named = <T extends z.ZodMiniType>(schema: T, id: string, description: string): T =>
  (schema as z.ZodMiniType).check(z.meta({ id, description })) as T;

/** Text that is not empty. */
export const text = z.string().check(z.minLength(1));
/** A number of studies, records or people. */
export const count = z.int().check(z.nonnegative());

/** A number as printed: text keeps its rounding, a JSON number stands for its shortest decimal form. */
export const printedNumber = named(
  z.union([z.string().check(z.regex(PRINTED_NUMBER)), z.number()]),
  "printedNumber",
  'A number exactly as printed, as text so that its rounding stays visible: "0.92", ".92", "92.3%", "1,234", "<0.001".',
);

const quantityParts = named(
  z.strictObject({
    estimate: z.nullish(printedNumber),
    lower: z.nullish(printedNumber),
    upper: z.nullish(printedNumber),
    standardError: z.nullish(printedNumber),
    z: z.nullish(printedNumber),
    pValue: z.nullish(printedNumber),
    level: z.optional(
      about(
        z.number(),
        "The level of the limits; it must be that of all intervals, which stands at the top of the file.",
      ),
    ),
  }),
  "printedParts",
  "An estimate with its confidence limits, standard error, z and P, as far as printed; null is the same as left out.",
);

/** An estimate and its limits in one cell; comes out as parts. */
export const quantityCell = named(
  z.pipe(
    z.string().check(
      z.regex(QUANTITY_CELL),
      z.refine((cell) => readQuantityCell(cell) !== null),
    ),
    z.transform((cell): z.infer<typeof quantityParts> => ({ ...readQuantityCell(cell)! })),
  ),
  "printedCell",
  'An estimate with its confidence limits as one cell of a table prints them: "0.92 (0.89–0.94)", "92% [89, 94]", "0.92 (95% CI 0.89 to 0.94)".',
);

/** A printed quantity: the number alone, or with its limits and what else is printed of it. */
export const printedQuantity = named(
  z.union([printedNumber, quantityParts, quantityCell]),
  "printedQuantity",
  "A printed number, a number with its limits in one text, or an estimate with its confidence limits, standard error, z and P as far as printed.",
);

/** A metric of one study: the number, or a cell with its limits or with the counts behind it. */
export const printedMetric = named(
  z.union([
    printedNumber,
    z.string().check(
      z.regex(QUANTITY_CELL),
      z.refine((cell) => readPrintedCell(cell) !== null),
    ),
  ]),
  "printedMetric",
  'A number as printed, with its limits or the counts behind it where the cell has them: "0.92", "0.92 (0.85–0.96)", "0.912 (62/68)".',
);

/** An optional field for each quantity of a table. */
export const quantities = <K extends string>(names: Readonly<Record<K, { readonly label: string }>>) =>
  Object.fromEntries(
    (Object.entries(names) as [K, { readonly label: string }][]).map(([name, { label }]) => [
      name,
      z.optional(
        about(z.union([printedNumber, quantityParts, quantityCell]), `${label[0]!.toUpperCase()}${label.slice(1)}.`),
      ),
    ]),
  ) as Record<K, z.ZodMiniOptional<typeof printedQuantity>>;

/** An optional object with an optional field for each quantity of a table. */
export const group = <K extends string>(names: Readonly<Record<K, { readonly label: string }>>) =>
  z.optional(z.strictObject(quantities(names)));

/** A χ² test of any kind. */
export const chiSquaredTest = named(
  z.strictObject({
    chiSquared: z.optional(printedQuantity),
    q: z.optional(printedQuantity),
    df: z.optional(printedNumber),
    pValue: z.optional(printedNumber),
    iSquared: z.optional(printedQuantity),
    tauSquared: z.optional(printedQuantity),
  }),
  "chiSquaredTest",
  "A χ² test: χ² or Q, its degrees of freedom and P, and I² (in percent) and τ² where printed with it.",
);

/** What is added to cells, and where. */
export const correction = named(
  z.strictObject({ value: z.optional(z.number()), when: z.optional(z.enum(["single", "all", "none"])) }),
  "correction",
  "Continuity correction: what is added to the four cells, and to which studies.",
);
