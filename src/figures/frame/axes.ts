import { type Axis, type AxisSettings, linearAxis, logAxis } from "./axis.js";
import { formatFixed, formatProportion, tickRatio } from "./format.js";
import type { Theme } from "./theme.js";

type Settings = Omit<AxisSettings, "format">;

/** An axis of numbers. */
export const numberAxis = (settings: Settings, theme: Theme): Axis =>
  linearAxis({ ...settings, format: (value, digits) => formatFixed(value, digits, theme) });

/** An axis of shares, as the theme writes them. */
export const proportionAxis = (settings: Settings, theme: Theme): Axis =>
  linearAxis({ ...settings, format: (value, digits) => formatProportion(value, theme, Math.max(1, digits)) });

/** A log axis of ratios. */
export const ratioAxis = (settings: Settings, theme: Theme): Axis =>
  logAxis({
    ...settings,
    format: (value, digits) => (digits > 0 ? formatFixed(value, digits, theme) : tickRatio(value, theme)),
  });
