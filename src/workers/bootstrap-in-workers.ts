import { InputError } from "../base/errors.js";
import {
  type Bootstrap,
  type BootstrapRunOptions,
  bootstrapPlan,
  concludeBootstrap,
} from "../inference/bootstrap/bootstrap.js";
import {
  type StatisticName,
  type StatisticSpec,
  specOf,
  statisticFunction,
} from "../inference/bootstrap/statistics.js";
import type { BivariateFit } from "../models/fit.js";
import { inParts } from "./in-parts.js";
import { poolOf, type Workers } from "./start-workers.js";
import type { TaskOutput } from "./tasks.js";

/**
 * `bootstrap` by threads: the same numbers, whatever their count. Functions can't be handed to a thread: the statistic is one that
 * has a name.
 *
 * @throws rejects with what `bootstrap` throws, and with `InputError` `bad-option` for a function; with the signal's reason
 */
export async function bootstrapInWorkers(
  workers: Workers,
  fit: BivariateFit,
  statistic: StatisticName | StatisticSpec,
  options: BootstrapRunOptions = {},
): Promise<Bootstrap> {
  const plan = bootstrapPlan(fit, options);
  const spec = specOf(statistic);
  if (spec === null) {
    throw new InputError("bad-option", "a function can't be handed to a thread; name a statistic, or use bootstrap.", {
      where: "statistic",
      wanted: "the name of a statistic",
    });
  }
  statisticFunction(spec, fit);
  const { seed, resampling, replicates } = plan;
  const draws = await inParts(workers, "bootstrap", { fit, statistic: spec, resampling, seed }, replicates, options);
  const jackknife =
    plan.interval === "bca"
      ? ((await poolOf(workers).run("jackknife", { fit, statistic: spec })) as TaskOutput<"jackknife">)
      : [];
  return concludeBootstrap(fit, spec, plan, draws, () => jackknife);
}
