import { checkNames, type OnlyNamed } from "../../base/check-options.js";
import { describe } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import { checkTheme } from "./check-theme.js";
import { type FigureOptions, pageTheme, type Theme } from "./theme.js";

/** Every option of the figures. */
const OPTION_NAMES = [
  "aspect",
  "at",
  "colorBy",
  "columns",
  "confidenceRegion",
  "cooksDistance",
  "counts",
  "crosshairs",
  "cuts",
  "descending",
  "diagonal",
  "empiricalBayes",
  "extrapolate",
  "joined",
  "labels",
  "labelWidth",
  "layout",
  "measures",
  "note",
  "overall",
  "prediction",
  "predictionRegion",
  "quality",
  "residual",
  "schema",
  "showTitle",
  "sort",
  "subgroups",
  "theme",
  "title",
  "weights",
  "width",
  "xAxis",
] as const;

type OptionName = (typeof OPTION_NAMES)[number];

/** A theme in which a figure is drawn. */
export interface FigureTheme extends Theme {
  /** The width that was asked for of this figure; `null` where the theme's will do. */
  readonly exactWidth: number | null;
}

/**
 * `pageTheme` with the given changes.
 *
 * Throws `InputError` where a size is no sensible number or a colour no text (`bad-theme`), or a name is none of the figures' options or of a
 * theme's fields (`unknown-option`).
 */
export function resolveTheme<T extends FigureOptions>(options: T & OnlyNamed<T, OptionName>): FigureTheme {
  checkNames("options", options, OPTION_NAMES);
  const { theme = {}, width, title }: FigureOptions = options;
  checkNames("theme", theme, Object.keys(pageTheme));
  for (const part of ["colors", "numbers", "labels"] as const) {
    checkNames(`theme.${part}`, theme[part] ?? {}, Object.keys(pageTheme[part]));
  }
  const resolved: FigureTheme = {
    ...pageTheme,
    ...theme,
    colors: { ...pageTheme.colors, ...theme.colors },
    numbers: { ...pageTheme.numbers, ...theme.numbers },
    labels: { ...pageTheme.labels, ...theme.labels },
    ...(width === undefined ? {} : { width, tableWidth: width }),
    exactWidth: width ?? null,
  };
  checkTheme(resolved);
  if (title !== undefined && typeof title !== "string") {
    throw new InputError("bad-option", `title must be a text, got ${describe(title)}.`, {
      where: "title",
      got: title,
      wanted: "a text",
    });
  }
  return resolved;
}
