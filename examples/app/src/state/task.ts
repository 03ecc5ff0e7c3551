import type { AnalysisTask, DrawTask } from "../work/messages.js";
import { analyzeOptions, compareOptions, cutoffOptions, latentOptions } from "./form.js";
import type { Project } from "./project.js";
import { assessmentsOf, flowOf } from "./quality.js";
import type { State } from "./state.js";

/** How the figures of the project are drawn. */
export function drawTask({ figures, quality }: Project, studies: readonly string[]): DrawTask {
  return { figures, quality: assessmentsOf(quality, studies), tool: quality.tool };
}

/** The analysis that the project asks for. Throws `FieldError`. */
export function analysisTask({ history, reading }: State): AnalysisTask {
  const { choices, title, flow } = history.now;
  const { filter, moderators } = choices;
  const { studies, notes } = reading;
  const heading = { title, reading: notes, flow: flowOf(flow) };
  const chosen = { studies, filter: filter.trim(), moderators: moderators.trim() };
  const plain = { ...chosen, moderators: "" };
  switch (choices.question) {
    case "one": {
      const draw = drawTask(
        history.now,
        studies.map(({ id }) => id),
      );
      return { kind: "one", options: analyzeOptions(choices), draw, ...chosen, ...heading };
    }
    case "compare":
      return { kind: "compare", options: compareOptions(choices), ...plain, ...heading };
    case "cutoffs":
      return { kind: "cutoffs", options: cutoffOptions(choices), studies: reading.thresholds, ...heading };
    case "latent":
      return { kind: "latent", options: latentOptions(choices), ...plain, ...heading };
  }
}
