import type { ReportOptions } from "dta-meta/report";
import { commandOf } from "../code/command.js";
import type { Outcome } from "../tasks/messages.js";
import { texts } from "../texts.js";
import { drawingOptions } from "./drawing.js";
import { numberStyle } from "./numbers.js";
import { assessmentsOf, flowOf, schemaOf } from "./quality.js";
import type { State } from "./state.js";
import { drawTask, studyNames } from "./task.js";

/** What the report of an outcome is told: title, reading, judgements, flow, how figures are drawn, what it was made of. */
export function reportOptions(state: State, { result, task, more }: Outcome): ReportOptions {
  const { history, reading } = state;
  const { title, flow, quality } = history.now;
  const names = studyNames(state);
  const judged = assessmentsOf(quality, names);
  const prisma = flowOf(flow);
  return {
    ...(title === "" ? {} : { title }),
    reading: reading.notes,
    ...(judged.length === 0 ? {} : { quality: judged, schema: schemaOf(quality.tool) }),
    ...(prisma === null ? {} : { prisma }),
    // each figure takes the options that it has
    ...(result.kind === "one" ? { figures: drawingOptions(drawTask(history.now, names), result.analysis) } : {}),
    ...numberStyle(history.now.numbers),
    remedies: texts.remedies,
    command: commandOf({ ...task, draw: drawTask(history.now, names) }).trim(),
    ...more,
  };
}
