import { Option } from "commander";
import { parseThresholdStudies, readThresholdStudies } from "../tables/thresholds/read-threshold-studies.js";
import type { ThresholdStudy } from "../tables/thresholds/threshold-study.js";
import { inFile, parseJson, readTableText } from "./input.js";
import type { Io } from "./io.js";

/** The model of several cut-offs, as the command line says. */
export interface ThresholdFlags {
  readonly scale?: "log" | "identity" | "box-cox";
  readonly distribution?: "logistic" | "normal" | "weibull";
  readonly widths?: "common" | "random";
  readonly direction?: "greater" | "less";
}

/** The options that choose that model. */
export const thresholdOptions = (): readonly Option[] => [
  new Option("--scale <scale>", "scale of the cut-offs (default: log)").choices(["log", "identity", "box-cox"]),
  new Option("--distribution <name>", "distribution of the marker (default: logistic)").choices([
    "logistic",
    "normal",
    "weibull",
  ]),
  new Option("--widths <which>", "widths of the distributions (default: random where studies allow it)").choices([
    "common",
    "random",
  ]),
  new Option("--direction <side>", "which values are positive (default: greater)").choices(["greater", "less"]),
];

/** The studies of a FILE with several cut-offs each. */
export async function loadThresholdStudies(
  path: string,
  io: Io,
  options: { readonly sheet?: string; readonly contradictions?: "refuse" | "keep" } = {},
): Promise<ThresholdStudy[]> {
  const { sheet, ...grouping } = options;
  const text = await readTableText(path, io, sheet);
  return inFile(path, () =>
    /^\s*\[/.test(text) ? parseThresholdStudies(parseJson(text), grouping) : readThresholdStudies(text, grouping),
  );
}
