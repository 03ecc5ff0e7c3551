import { DtaError } from "dta-meta";
import { inWordsOf } from "dta-meta/report";
import { texts } from "../texts.js";
import { analyseCutoffs } from "./analyse-cutoffs.js";
import { analyseLatent } from "./analyse-latent.js";
import { analyseOne } from "./analyse-one.js";
import { audit } from "./audit.js";
import { countKept } from "./choose-studies.js";
import { compareSeveral } from "./compare-several.js";
import { drawQuality } from "./draw.js";
import type { Answers, Found, Message, Outcome, Progress, Task } from "./messages.js";
import { present } from "./present.js";

const say = (message: Message): void => self.postMessage(message);

/** The analysis, and what is shown of it. */
function shown(found: Found, progress: Progress): Outcome {
  progress(texts.progress.figures, 0, null);
  return { ...found, ...present(found, found.task.draw) };
}

function work(task: Task, progress: Progress): Answers[Task["kind"]] | Promise<Answers[Task["kind"]]> {
  switch (task.kind) {
    case "one":
      return shown(analyseOne(task, progress), progress);
    case "compare":
      return shown(compareSeveral(task, progress), progress);
    case "cutoffs":
      return shown(analyseCutoffs(task, progress), progress);
    case "latent":
      return shown(analyseLatent(task, progress), progress);
    case "present":
      return present(task.found, task.draw);
    case "quality":
      return drawQuality(task.quality, task.tool, task.flow);
    case "filter":
      return countKept(task.studies, task.filter);
    case "audit":
      return audit(task.name, task.content);
  }
}

self.addEventListener("message", async ({ data }: MessageEvent<Task>) => {
  try {
    const answer = await work(data, (what, done, total) => say({ kind: "progress", what, done, total }));
    say({ kind: "done", answer });
  } catch (error) {
    const where = error instanceof DtaError ? (error.where ?? null) : null;
    say({
      kind: "failed",
      message: inWordsOf(texts.remedies, error instanceof Error ? error.message : String(error)),
      where,
    });
  }
});
