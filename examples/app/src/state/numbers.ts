import type { NumberStyle } from "dta-meta/report";

/** How numbers are written in words, tables, figures and reports. */
export interface NumberChoices {
  readonly proportions: "decimal" | "percent";
  /** Digits behind the point; empty for as many as is usual. */
  readonly digits: "" | "0" | "1" | "2" | "3" | "4";
  readonly range: "to" | "dash";
}

export const USUAL_NUMBERS: NumberChoices = { proportions: "decimal", digits: "", range: "to" };

/** The choices as the library takes them; what is as usual is left out. */
export const numberStyle = ({ proportions, digits, range }: NumberChoices): NumberStyle => ({
  ...(proportions === "percent" ? { percent: true } : {}),
  ...(/^[0-6]$/.test(digits) ? { digits: Number(digits) } : {}),
  ...(range === "dash" ? { range } : {}),
});
