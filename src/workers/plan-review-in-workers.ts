import type { PlanOptions, ReviewPlan } from "../inference/simulation/plan-review.js";
import { planSteps, planTask } from "../inference/simulation/plan-review.js";
import type { SimulationParameters } from "../inference/simulation/simulate-studies.js";
import { inParts } from "./in-parts.js";
import type { Workers } from "./start-workers.js";

/**
 * `planReview` by threads: the same plan, whatever their count.
 *
 * @throws rejects with what `planReview` throws
 */
export async function planReviewInWorkers(
  workers: Workers,
  parameters: Omit<SimulationParameters, "studies">,
  options: PlanOptions,
): Promise<ReviewPlan> {
  const task = planTask(parameters, options);
  const { settings, replicates } = task;
  const steps = planSteps(task);
  let step = steps.next();
  while (!step.done) {
    step = steps.next(await inParts(workers, "reviews", { settings, studies: step.value }, replicates, options));
  }
  return step.value;
}
