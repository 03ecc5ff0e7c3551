import { proportionMethods } from "../accuracy/proportion-interval.js";
import { checkChoice } from "../base/checks.js";
import { InputError } from "../base/errors.js";
import { MEAN_INTERVALS, type MeanInterval, meanIntervalFor } from "../inference/point/mean-interval.js";
import { modelNamed, modelOptions, traitsNamed } from "../models/fit.js";
import type { AnalyzeOptions } from "./options.js";

/** The interval of the means that the options ask for. Throws `InputError` where it is none, or one of single studies. */
export function checkIntervals({ interval = "z", studyInterval, model = "binomial" }: AnalyzeOptions): MeanInterval {
  if (studyInterval !== undefined) checkChoice("studyInterval", studyInterval, proportionMethods);
  if (!(proportionMethods as readonly string[]).includes(interval)) {
    checkChoice("interval", interval, MEAN_INTERVALS);
    checkChoice("model", model, modelOptions);
    return meanIntervalFor(traitsNamed(modelNamed(model)).posterior, interval);
  }
  throw new InputError("bad-option", `interval: "${interval}" is one of single studies: studyInterval.`, {
    where: "interval",
    got: interval,
    wanted: MEAN_INTERVALS.join(" | "),
  });
}
