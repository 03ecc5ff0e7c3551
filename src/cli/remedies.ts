import type { Remedies } from "../base/remedies.js";

/** What messages advise, as the command line has it. */
export const COMMAND_REMEDIES: Remedies = {
  exactModel: "the exact model (--model binomial)",
  normalModel: "finite ratios (--model reitsma)",
  penalizedPrediction: "a penalised covariance between studies (--prediction penalized)",
  tIntervals: "--interval t gives those by Student's t",
  keepTotals: "with --keep-totals",
  reconstruct: "dta reconstruct FILE --csv finds the counts behind such numbers",
  revman: "dta export FILE --revman prints them for the clipboard.",
};
