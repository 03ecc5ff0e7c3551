import type { AnalysisTask, DrawTask } from "../tasks/messages.js";
import { analyzeOptions, compareOptions, cutoffOptions, latentOptions } from "./form.js";
import { numberStyle } from "./numbers.js";
import type { Project } from "./project.js";
import { assessmentsOf } from "./quality.js";
import type { State } from "./state.js";

/** Names of the studies in the analysis. */
export const studyNames = ({ reading }: State): string[] =>
  reading.names.filter((_, row) => reading.kinds[row] === "study");

/** How the figures of the project are drawn. */
export function drawTask({ figures, numbers, quality }: Project, studies: readonly string[]): DrawTask {
  return { figures, style: numberStyle(numbers), quality: assessmentsOf(quality, studies), tool: quality.tool };
}

/** The analysis that the project asks for. Throws `FieldError`. */
export function analysisTask({ history, reading }: State): AnalysisTask {
  const { choices } = history.now;
  const { filter, moderators } = choices;
  const { studies } = reading;
  const chosen = { studies, filter: filter.trim(), moderators: moderators.trim() };
  const plain = { ...chosen, moderators: "" };
  const draw = drawTask(
    history.now,
    studies.map(({ id }) => id),
  );
  switch (choices.question) {
    case "one":
      return { kind: "one", options: analyzeOptions(choices), draw, ...chosen };
    case "compare":
      return { kind: "compare", options: compareOptions(choices), draw, ...plain };
    case "cutoffs":
      return { kind: "cutoffs", options: cutoffOptions(choices), draw, studies: reading.thresholds };
    case "latent":
      return { kind: "latent", options: latentOptions(choices), draw, ...plain };
  }
}
