import { describe } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import type { Theme } from "./theme.js";

const wrong = (field: string, got: unknown, wanted: string): InputError =>
  new InputError("bad-theme", `theme.${field} must be ${wanted}, got ${describe(got)}.`, {
    where: `theme.${field}`,
    got,
    wanted,
  });

/** Sizes with the least and the most that a picture can have: beyond these, programs that draw it give up. */
const SIZES = {
  width: [40, 20_000, "px"],
  tableWidth: [40, 20_000, "px"],
  fontSize: [1, 1000, "px"],
  fontWidth: [0.2, 5, "times Arial's width"],
  lineWidth: [0.01, 100, "px"],
} as const;

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Every field but `series`, `background` and `judgements` is one colour. */
function checkColors({ series, background, judgements, ...colors }: Theme["colors"]): void {
  if (!Array.isArray(series)) throw wrong("colors.series", series, "a list of one or more CSS colours");
  if (series.length === 0) throw wrong("colors.series", series, "a list of at least one colour");
  for (const color of series) if (!isText(color)) throw wrong("colors.series", color, "a list of CSS colours");
  if (background !== null && !isText(background)) throw wrong("colors.background", background, "a CSS colour or null");
  if (typeof judgements !== "object" || judgements === null) {
    throw wrong("colors.judgements", judgements, "an object with a colour for each of low, unclear, high and missing");
  }
  for (const role of ["low", "unclear", "high", "missing"] as const) {
    if (!isText(judgements[role])) throw wrong(`colors.judgements.${role}`, judgements[role], "a CSS colour");
  }
  for (const [name, color] of Object.entries(colors)) {
    if (!isText(color)) throw wrong(`colors.${name}`, color, "a CSS colour");
  }
}

/** Refuses a theme that nothing can be drawn in: sizes that are none, colours that are no texts (`bad-theme`). */
export function checkTheme(theme: Theme): void {
  for (const [field, [least, most, unit]] of Object.entries(SIZES)) {
    const size = theme[field as keyof typeof SIZES];
    if (typeof size === "number" && size >= least && size <= most) continue;
    throw wrong(field, size, `a positive number, from ${least} to ${most} ${unit}`);
  }
  if (!isText(theme.fontFamily)) throw wrong("fontFamily", theme.fontFamily, "a CSS font family");
  checkColors(theme.colors);
  const { digits, ...signs } = theme.numbers;
  if (!(Number.isInteger(digits) && digits >= 0 && digits <= 12)) {
    throw wrong("numbers.digits", digits, "a whole number from 0 to 12");
  }
  for (const [name, text] of Object.entries(signs)) {
    if (typeof text !== "string") throw wrong(`numbers.${name}`, text, "a text");
  }
  if (theme.numbers.proportions !== "decimal" && theme.numbers.proportions !== "percent") {
    throw wrong("numbers.proportions", theme.numbers.proportions, '"decimal" or "percent"');
  }
  for (const [name, label] of Object.entries(theme.labels)) {
    const sound = typeof label === "object" ? label !== null && Object.values(label).every(isText) : isText(label);
    if (!sound) throw wrong(`labels.${name}`, label, "a text");
  }
}
