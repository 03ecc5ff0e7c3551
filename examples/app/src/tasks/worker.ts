import { DtaError } from "dta-meta";
import { analyseCutoffs } from "./analyse-cutoffs.js";
import { analyseLatent } from "./analyse-latent.js";
import { analyseOne } from "./analyse-one.js";
import { audit } from "./audit.js";
import { countKept } from "./choose-studies.js";
import { compareSeveral } from "./compare-several.js";
import { drawAnalysis, drawQuality } from "./draw.js";
import type { Answers, Message, Progress, Task } from "./messages.js";

const say = (message: Message): void => self.postMessage(message);

function work(task: Task, progress: Progress): Answers[Task["kind"]] | Promise<Answers[Task["kind"]]> {
  switch (task.kind) {
    case "one":
      return analyseOne(task, progress);
    case "compare":
      return compareSeveral(task, progress);
    case "cutoffs":
      return analyseCutoffs(task, progress);
    case "latent":
      return analyseLatent(task, progress);
    case "draw":
      return drawAnalysis(task.analysis, task.draw);
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
    say({ kind: "failed", message: error instanceof Error ? error.message : String(error), where });
  }
});
