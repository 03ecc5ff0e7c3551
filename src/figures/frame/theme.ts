import { englishLabels, type Labels } from "./labels.js";

/** Colours of a theme, as CSS colours. */
export interface ThemeColors {
  /** Ordinary text. */
  readonly text: string;
  /** Secondary text: notes, tick labels. */
  readonly muted: string;
  /** Axes and their ticks. */
  readonly axis: string;
  /** Grid lines. */
  readonly grid: string;
  /** Reference lines: the diagonal, cut-offs, no effect. */
  readonly reference: string;
  /** Behind everything; `null` leaves the picture transparent. */
  readonly background: string | null;
  /** Bands behind rows and quadrants. */
  readonly shade: string;
  /** One colour for each group, test or curve, in order; they repeat where there are more. */
  readonly series: readonly string[];
  /** What stands out against the first series: outliers, influential studies, empirical Bayes estimates. */
  readonly accent: string;
  /** Judgements from good to bad; they darken in that order, so that they stay apart in grey. */
  readonly judgements: {
    /** Low risk of bias, or low concern. */
    readonly low: string;
    /** Unclear. */
    readonly unclear: string;
    /** High risk of bias, or high concern. */
    readonly high: string;
    /** Not judged. */
    readonly missing: string;
  };
}

/** How numbers are written. */
export interface ThemeNumbers {
  /** Before the decimals. */
  readonly decimal: string;
  /** Before negative numbers. */
  readonly minus: string;
  /** Between thousands. */
  readonly thousands: string;
  /** Sensitivity, specificity and probabilities as 0.84 or as 84%. */
  readonly proportions: "decimal" | "percent";
  /** Decimals of 0.84; 84% has two fewer. */
  readonly digits: number;
  /** After a percentage. */
  readonly percent: string;
  /** An estimate with its limits; holds {estimate}, {lower} and {upper}. */
  readonly interval: string;
  /** Two limits alone; holds {lower} and {upper}. */
  readonly range: string;
}

/** How figures look and what language they speak: plain data, to be spread and changed. */
export interface Theme {
  /** Width of a figure with one panel, in px (96 to the inch, so 340 px are 90 mm). */
  readonly width: number;
  /** Least width of figures made of rows, such as forest plots; they grow where their columns need more. */
  readonly tableWidth: number;
  /** CSS font family. Widths are reckoned for Arial's metrics, which Helvetica, Liberation Sans and Arimo share. */
  readonly fontFamily: string;
  /** How wide the font runs against Arial; 1.13 for Verdana-like fonts such as DejaVu Sans. */
  readonly fontWidth: number;
  /** In px. */
  readonly fontSize: number;
  /** Width of ordinary lines, in px; others are multiples of it. */
  readonly lineWidth: number;
  /** Colours. */
  readonly colors: ThemeColors;
  /** How numbers are written. */
  readonly numbers: ThemeNumbers;
  /** The words, in the language of the figure. */
  readonly labels: Labels;
}

/**
 * The default, for pages and double columns. Colours are Okabe and Ito's (2008, https://jfly.uni-koeln.de/color/), which
 * people with any common colour blindness can tell apart; groups differ in the shape of their marks and the dashes of
 * their lines as well, so that nothing is lost in grey.
 */
export const pageTheme: Theme = {
  width: 520,
  tableWidth: 680,
  fontFamily: "Arial, Helvetica, 'Liberation Sans', Arimo, sans-serif",
  fontWidth: 1,
  fontSize: 12,
  lineWidth: 1,
  colors: {
    text: "#1a1a1a",
    muted: "#555555",
    axis: "#444444",
    grid: "#e4e4e4",
    reference: "#8a8a8a",
    background: "#ffffff",
    shade: "#f4f4f4",
    series: ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#000000"],
    accent: "#d55e00",
    judgements: { low: "#b5dccf", unclear: "#e69f00", high: "#9c3d00", missing: "#ffffff" },
  },
  numbers: {
    decimal: ".",
    minus: "−",
    thousands: ",",
    proportions: "decimal",
    digits: 2,
    percent: "%",
    interval: "{estimate} ({lower} to {upper})",
    range: "{lower} to {upper}",
  },
  labels: englishLabels,
};

/** For one column of a journal: 90 mm wide, type of about 7 points. */
export const journalTheme: Theme = { ...pageTheme, width: 340, tableWidth: 340, fontSize: 9.5, lineWidth: 0.8 };

/** For a slide: 16 : 9 at 1,280 px leaves room for a heading beside or above the figure. */
export const slideTheme: Theme = { ...pageTheme, width: 900, tableWidth: 1200, fontSize: 20, lineWidth: 1.8 };

/** A theme with some of its parts replaced. */
export interface ThemeChanges extends Omit<Partial<Theme>, "colors" | "numbers" | "labels"> {
  /** Colours to be replaced. */
  readonly colors?: Partial<ThemeColors>;
  /** Ways of writing numbers to be replaced. */
  readonly numbers?: Partial<ThemeNumbers>;
  /** Words to be replaced. */
  readonly labels?: Partial<Labels>;
}

/** What every figure can be asked. */
export interface FigureOptions {
  /** A theme, or changes to `pageTheme`. */
  readonly theme?: ThemeChanges;
  /** Replaces the theme's width, in px. A figure whose columns need more is drawn smaller, so that it fits. */
  readonly width?: number;
  /** Title of the figure; it is read out, and drawn only where `showTitle` asks for it. */
  readonly title?: string;
  /** Whether the title stands above the picture; captions of papers stand below it, so not by default. */
  readonly showTitle?: boolean;
}

/** The colour of group number `index`, starting from 0. */
export function seriesColor(theme: Theme, index: number): string {
  const { series } = theme.colors;
  return series[index % series.length]!;
}
