/** Width of Stata's tables. */
export const RULE_WIDTH = 78;

/** Stata's %9.0g: seven digits, no zero before the point, none at the end. */
export function general(value: number | null | undefined): string {
  if (value === null || value === undefined) return "";
  const whole = Math.abs(value) < 1 ? 0 : Math.floor(Math.log10(Math.abs(value))) + 1;
  const text = value.toFixed(Math.max(0, 7 - whole)).replace(/(\.\d*?)0+$/, "$1");
  return text.replace(/\.$/, "").replace(/^(-?)0\./, "$1.");
}

/** Stata's %w.df, its zero before the point kept. */
export const fixed = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined ? "." : value.toFixed(digits).replace(/^-(0\.?0*)$/, "$1");
