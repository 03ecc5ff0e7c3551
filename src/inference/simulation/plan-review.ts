import { checkNames } from "../../base/check-options.js";
import { checkArray, checkChoice, checkCount, checkLevel, checkObject } from "../../base/checks.js";
import { shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import { stopIfAborted } from "../../base/interruptible.js";
import { type ModelOption, modelOptions } from "../../models/fit.js";
import type { LongRun } from "../influence/progress.js";
import { type SimulationParameters, studySimulator } from "./simulate-studies.js";
import { type PlanTarget, type ReviewSettings, type SimulatedReview, simulateReviews } from "./simulated-review.js";

/** What a planned review is to reach, and how that is simulated. */
export interface PlanOptions extends LongRun {
  /** What the interval of the pooled sensitivity has to be. */
  readonly sensitivity?: PlanTarget;
  /** What the interval of the pooled specificity has to be. At least one target is needed; all of them have to be met together. */
  readonly specificity?: PlanTarget;
  /** Share of reviews that have to meet the targets; 0.8 by default. */
  readonly assurance?: number;
  /** Numbers of studies to look at; without them the least that is enough is searched for. */
  readonly studies?: readonly number[];
  /** The most studies that the search looks at; 200 by default. */
  readonly most?: number;
  /** Simulated reviews for each number of studies; 400 by default. */
  readonly replicates?: number;
  /** Seed; 1 by default. */
  readonly seed?: number;
  /** Model that analyses them: `"reitsma"` by default, which is the fastest. */
  readonly model?: ModelOption;
  /** Confidence level; 0.95 by default. */
  readonly level?: number;
  /** How the intervals are made; `"t"` by default, which with few studies hold what they say more nearly than `"z"`. */
  readonly interval?: "z" | "t";
}

/** What the interval of one mean was like. */
export interface PlannedInterval {
  /** Median width of those of converged fits. */
  readonly medianWidth: number | null;
  /** Share of converged fits whose interval held the truth. */
  readonly coverage: number | null;
}

/** What reviews of one number of studies came to. */
export interface PlanRow {
  /** Studies in a review. */
  readonly studies: number;
  /** Share of all simulated reviews that met the targets; one without a converged fit did not. */
  readonly success: number;
  /** Its Monte Carlo standard error. */
  readonly monteCarloError: number;
  /** Share of converged fits. */
  readonly converged: number;
  /** Of the pooled sensitivity. */
  readonly sensitivity: PlannedInterval;
  /** Of the pooled specificity. */
  readonly specificity: PlannedInterval;
}

/** How many studies a review needs. */
export interface ReviewPlan {
  /** The least number that was looked at with enough success; `null` where there is none. */
  readonly needed: number | null;
  /** Why there is none. */
  readonly reason: string | null;
  /** What was looked at, by number of studies. */
  readonly rows: readonly PlanRow[];
  /** Share of reviews that had to meet the targets. */
  readonly assurance: number;
  /** Simulated reviews for each row. */
  readonly replicates: number;
  /** Seed of the simulation. */
  readonly seed: number;
}

const NAMES = [
  ...["sensitivity", "specificity", "assurance", "studies", "most", "replicates", "seed", "model", "level", "interval"],
  ...["onProgress", "signal"],
];
const LEAST = 4;

/** A plan that is checked, before anything is simulated. */
export interface PlanTask {
  readonly settings: ReviewSettings;
  readonly replicates: number;
  readonly assurance: number;
  readonly most: number;
  readonly studies: readonly number[] | undefined;
}

function checkTarget(where: string, target: PlanTarget): PlanTarget {
  checkObject(where, target, "{ width } or { above }");
  checkNames(where, target, ["width", "above"]);
  for (const [name, value] of Object.entries(target)) {
    if (typeof value === "number" && value > 0 && value < 1) continue;
    const wanted = "a number between 0 and 1";
    const message = `${where}.${name} must be ${wanted}, got ${shown(value)}.`;
    throw new InputError("bad-option", message, { where: `${where}.${name}`, got: value, wanted });
  }
  return target;
}

/** What `planReview` is asked for, checked. Throws `InputError`. */
export function planTask(parameters: Omit<SimulationParameters, "studies">, options: PlanOptions): PlanTask {
  checkObject("options", options, "targets of a planned review");
  checkNames("options", options, NAMES);
  const { assurance = 0.8, most = 200, replicates = 400, seed = 1, model = "reitsma", interval = "t", level } = options;
  const targets = {
    sensitivity: checkTarget("sensitivity", options.sensitivity ?? {}),
    specificity: checkTarget("specificity", options.specificity ?? {}),
  };
  if (Object.values(targets).every((target) => Object.keys(target).length === 0)) {
    throw new InputError("bad-option", "there is no target; give sensitivity: { width: 0.1 }, or another.", {
      where: "options",
      wanted: "sensitivity or specificity with width or above",
    });
  }
  const whole = { ...parameters, studies: LEAST };
  studySimulator(whole);
  const studies =
    options.studies === undefined ? undefined : checkArray("studies", options.studies, "numbers of studies");
  studies?.forEach((k, i) => {
    checkCount(`studies[${i}]`, k, LEAST, 10_000);
  });
  return {
    settings: {
      parameters: whole,
      seed: checkCount("seed", seed, 0),
      model: checkChoice("model", model, modelOptions),
      interval: checkChoice("interval", interval, ["z", "t"]),
      level: level === undefined ? undefined : checkLevel(level),
      ...targets,
    },
    replicates: checkCount("replicates", replicates, 1, 1_000_000),
    assurance: checkLevel(assurance),
    most: checkCount("most", most, LEAST, 10_000),
    studies,
  };
}

/** Asks for reviews of one number of studies after the other, given what became of those before. */
export function* planSteps({
  studies,
  most,
  assurance,
  replicates,
  settings,
}: PlanTask): Generator<number, ReviewPlan, readonly SimulatedReview[]> {
  const rows: PlanRow[] = [];
  function* look(k: number): Generator<number, boolean, readonly SimulatedReview[]> {
    const row = rowOf(k, yield k);
    rows.push(row);
    return row.success >= assurance;
  }
  if (studies !== undefined) for (const k of new Set(studies)) yield* look(k);
  else {
    let low = LEAST - 1;
    let high = Math.min(8, most);
    while (!(yield* look(high))) {
      low = high;
      if (high === most) break;
      high = Math.min(2 * high, most);
    }
    while (low < high - 1) {
      const middle = Math.floor((low + high) / 2);
      if (yield* look(middle)) high = middle;
      else low = middle;
    }
  }
  rows.sort((x, y) => x.studies - y.studies);
  const needed = rows.find(({ success }) => success >= assurance)?.studies ?? null;
  const largest = rows.at(-1)?.studies;
  const reason = needed === null ? `of reviews of up to ${largest} studies too few meet the targets` : null;
  return { needed, reason, rows, assurance, replicates, seed: settings.seed };
}

function rowOf(studies: number, reviews: readonly SimulatedReview[]): PlanRow {
  const share = (holds: (review: SimulatedReview) => boolean, of = reviews): number =>
    of.reduce((sum, review) => sum + (holds(review) ? 1 : 0), 0) / of.length;
  const fitted = reviews.filter(({ widths }) => widths !== null);
  const interval = (margin: 0 | 1): PlannedInterval => {
    if (fitted.length === 0) return { medianWidth: null, coverage: null };
    const widths = fitted.map((review) => review.widths![margin]).sort((x, y) => x - y);
    const [low, high] = [widths[(widths.length - 1) >> 1]!, widths[widths.length >> 1]!];
    return { medianWidth: (low + high) / 2, coverage: share(({ covered }) => covered[margin], fitted) };
  };
  const success = share((review) => review.success);
  return {
    studies,
    success,
    monteCarloError: Math.sqrt((success * (1 - success)) / reviews.length),
    converged: fitted.length / reviews.length,
    sensitivity: interval(0),
    specificity: interval(1),
  };
}

/**
 * How many studies a planned review needs until its intervals are narrow enough, or lie high enough: reviews are simulated from
 * the bivariate model (see `simulateStudies`) and analysed, and the least number of studies with which a share `assurance` of
 * them meets every target is searched for by doubling and halving, or looked up among `studies`.
 *
 * Review r uses stream r of the seed whatever the number of studies, so that a review of more studies contains the one of fewer.
 * `monteCarloError` beside each share says how sure it is: with 400 replicates near 0.8 about 0.02, which may be a few studies.
 * `progress` counts the reviews of the number of studies that is looked at.
 *
 * @throws InputError `bad-option`, `bad-parameter`, `bad-level`, `unknown-option`; whatever `signal` gives as its reason, when aborted
 *
 * @example
 * ```ts
 * import { planReview } from "dta-meta";
 *
 * const truth = { sensitivity: 0.85, specificity: 0.9, varSensitivity: 0.4, varSpecificity: 0.3, participants: [80, 400] } as const;
 * const plan = planReview(truth, { sensitivity: { width: 0.15 }, studies: [10, 30], replicates: 50 });
 * plan.rows.map(({ success }) => success >= 0.8); // [false, true]
 * plan.needed; // 30
 * ```
 */
export function planReview(parameters: Omit<SimulationParameters, "studies">, options: PlanOptions): ReviewPlan {
  const task = planTask(parameters, options);
  const { replicates, settings } = task;
  const steps = planSteps(task);
  let step = steps.next();
  while (!step.done) {
    const reviews: SimulatedReview[] = [];
    for (let from = 0; from < replicates; from++) {
      stopIfAborted(options.signal);
      reviews.push(...simulateReviews(settings, step.value, { from, count: 1 }));
      options.onProgress?.(from + 1, replicates);
    }
    step = steps.next(reviews);
  }
  return step.value;
}
