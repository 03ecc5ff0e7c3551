import { checkObject, checkText } from "./checks.js";

/**
 * What messages advise, in the words of the library. A home of its own words, such as the command line or a page of controls, has
 * a text for each of these names and puts it in their place (`inWordsOf`).
 */
export const REMEDIES = {
  /** Fit the exact model. */
  exactModel: "the exact model (fitBinomial)",
  /** Fit the normal model. */
  normalModel: 'finite ratios (model: "reitsma")',
  /** Predict from a penalised covariance. */
  penalizedPrediction: 'a penalised covariance between studies (prediction: "penalized")',
  /** Take Student's t. */
  tIntervals: 'interval: "t" gives those by Student\'s t',
  /** Keep a totals row as a study. */
  keepTotals: "with keepTotals: true",
  /** Find the counts behind printed numbers. */
  reconstruct: "reconstruct finds the counts behind such numbers",
  /** Where RevMan's parameters are to be had. */
  revman: "revmanParameters gives them as data.",
} as const;

/** A text for everything that messages advise. */
export type Remedies = Readonly<Record<keyof typeof REMEDIES, string>>;

/**
 * A message of the library in the words of another home.
 *
 * @throws InputError `bad-data` for a message that is no text, or a home that lacks one of the texts
 *
 * @example
 * ```ts
 * import { inWordsOf, REMEDIES } from "dta-meta/report";
 *
 * inWordsOf({ ...REMEDIES, keepTotals: "by the tick" }, "Keep it as a study with keepTotals: true."); // "Keep it as a study by the tick."
 * ```
 */
export function inWordsOf(remedies: Remedies, message: string): string {
  checkObject("remedies", remedies, "a text for each of REMEDIES");
  let text = checkText("message", message);
  for (const name of Object.keys(REMEDIES) as (keyof Remedies)[]) {
    const words = checkText(`remedies.${name}`, remedies[name]);
    text = text.replaceAll(REMEDIES[name], () => words);
  }
  return text;
}
