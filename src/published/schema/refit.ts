import * as z from "zod/mini";
import type { AnalyzeOptions } from "../../analysis/options.js";
import type { CompareTestsOptions } from "../../inference/comparative/compare-tests.js";
import type { AnalyzeThresholdsOptions } from "../../inference/thresholds/analyze-thresholds.js";
import { priorNames } from "../../models/bayes/named-priors.js";
import { modelOptions } from "../../models/fit.js";
import type { LatentClassOptions } from "../../models/latent-class/fit-latent-class.js";
import { estimators } from "../../models/normal/estimators.js";
import { type MixedModel, mixedModels } from "../../models/thresholds/linear/mixed-models.js";
import type { LinearThresholdOptions } from "../../programs/diagmeta/linear-fit.js";
import { about, correction, count, named, text } from "./pieces.js";

const proportion = z.number().check(z.gt(0), z.lt(1));
const names = z.array(text).check(z.minLength(1));
const numbers = z.array(z.number()).check(z.minLength(1));
const seed = z.optional(
  about(
    count,
    "Seed of the random numbers; left out, drawn numbers count as reproduced within the spread of other seeds.",
  ),
);
/** What every model takes. */
const common = { level: z.optional(proportion), minStudies: z.optional(count) };

const analysisOptions = z.strictObject({
  ...common,
  method: z.optional(z.enum(estimators)),
  nodes: z.optional(count),
  correction: z.optional(correction),
  moderators: z.optional(names),
  correlation: z.optional(z.union([z.literal("estimated"), z.literal(0)])),
  by: z.optional(about(text, "The covariate whose levels are subgroups.")),
  prior: z.optional(about(proportion, "Probability of disease before the test.")),
  priorDistribution: z.optional(
    about(
      z.union([z.enum(priorNames), z.record(z.string(), z.unknown())]),
      "Prior of the Bayesian model, by name or as densities.",
    ),
  ),
  engine: z.optional(z.enum(["importance", "lattice"])),
  draws: z.optional(count),
  seed,
  interval: z.optional(z.enum(["z", "t", "profile"])),
  prediction: z.optional(z.enum(["estimated", "penalized"])),
  studyInterval: z.optional(z.enum(["wilson", "clopper-pearson", "jeffreys", "agresti-coull", "wald"])),
  studyRows: z.optional(z.boolean()),
  leaveOneOut: z.optional(z.boolean()),
});

const comparativeOptions = z.strictObject({
  ...common,
  test: about(text, "The column that names the index test of a row."),
  study: z.optional(
    about(text, 'The column that says which rows are one study; "cluster", else the study\'s name, if left out.'),
  ),
  reference: z.optional(about(text, "The test that the others are compared with.")),
  tests: z.optional(names),
  structure: z.optional(z.enum(["auto", "independent", "shared", "nested", "unstructured"])),
  variances: z.optional(z.enum(["equal", "unequal"])),
  within: z.optional(z.enum(["unstructured", "diagonal", "identity"])),
  evidence: z.optional(z.enum(["all", "direct"])),
  sensitivity: z.optional(z.enum(["test", "common"])),
  specificity: z.optional(z.enum(["test", "common"])),
  model: z.optional(z.enum(["binomial", "normal"])),
  method: z.optional(z.enum(["ml", "reml"])),
  correction: z.optional(correction),
  nodes: z.optional(count),
  robust: z.optional(z.boolean()),
  prevalence: z.optional(proportion),
  joint: z.optional(z.array(z.record(z.string(), z.unknown()))),
  interval: z.optional(z.enum(["z", "t", "profile"])),
});

const thresholdOptions = z.strictObject({
  ...common,
  cutoffs: z.optional(about(numbers, "The cut-offs at which accuracy was printed.")),
  direction: z.optional(z.enum(["greater", "less"])),
  scale: z.optional(z.enum(["identity", "log", "box-cox"])),
  distribution: z.optional(z.enum(["logistic", "normal", "weibull"])),
  scales: z.optional(z.enum(["common", "random"])),
  correlation: z.optional(z.union([z.literal("estimated"), z.literal(0)])),
  nodes: z.optional(count),
  alternatives: z.optional(z.boolean()),
  prevalence: z.optional(proportion),
  cost: z.optional(z.number().check(z.gt(0))),
  weight: z.optional(proportion),
  interval: z.optional(z.enum(["z", "t"])),
});

const linearOptions = z.strictObject({
  level: z.optional(proportion),
  model: z.optional(
    about(
      z.enum(Object.keys(mixedModels) as [MixedModel, ...MixedModel[]]),
      "diagmeta's random intercepts and slopes.",
    ),
  ),
  distribution: z.optional(z.enum(["logistic", "normal"])),
  log: z.optional(z.boolean()),
  equalVariances: z.optional(z.boolean()),
  weights: z.optional(z.enum(["invvar", "size", "equal"])),
  increment: z.optional(z.number().check(z.gt(0))),
  weight: z.optional(proportion),
  direction: z.optional(z.enum(["greater", "less"])),
});

const ofReference = z.optional(
  z.union([z.number(), z.literal("estimated"), z.record(text, z.union([z.number(), z.literal("estimated")]))]),
);
const latentOptions = z.strictObject({
  ...common,
  reference: z.optional(
    about(
      z.strictObject({ sensitivity: ofReference, specificity: ofReference }),
      'What is known of the reference standard: a proportion, "estimated", or one of these for each kind.',
    ),
  ),
  by: z.optional(about(text, "The column that names the kind of reference.")),
  dependence: z.optional(
    z.union([z.number(), z.strictObject({ diseased: z.optional(z.number()), nonDiseased: z.optional(z.number()) })]),
  ),
  starts: z.optional(count),
  nodes: z.optional(count),
});

/** Options that a schema does not name, or of whose choices it lacks some: a function that gains one makes this fail to compile. */
type Lacking<O, S extends z.ZodMiniType> = {
  [K in keyof O]-?: K extends "signal" | "onProgress" | "as" | "model"
    ? never
    : K extends keyof z.infer<S>
      ? Exclude<O[K], undefined> extends string
        ? Exclude<O[K], undefined> extends z.infer<S>[K]
          ? never
          : K
        : never
      : K;
}[keyof O];
type None<T extends never> = T;
export type OptionsAreNamed = [
  None<Lacking<AnalyzeOptions, typeof analysisOptions>>,
  None<Lacking<CompareTestsOptions, typeof comparativeOptions>>,
  None<Lacking<AnalyzeThresholdsOptions, typeof thresholdOptions>>,
  None<Lacking<LinearThresholdOptions, typeof linearOptions>>,
  None<Lacking<LatentClassOptions, typeof latentOptions>>,
];

const ask = z.optional(
  about(
    z.record(text, z.record(text, z.unknown())),
    'Options of functions that are asked beside the model\'s own result, by their names: { "rankTests": { "draws": 10000 }, "predictAt": { "at": { "year": 2004 } } }.',
  ),
);

const of = <M extends string, O extends z.ZodMiniType>(
  model: z.ZodMiniEnum<{ [K in M]: K }> | z.ZodMiniLiteral<M>,
  options: O,
) => z.strictObject({ model, options, ask });

/** Which of the library's models made the numbers, and how it was asked. */
export const refit = named(
  z.discriminatedUnion("model", [
    of(z.enum(modelOptions as [(typeof modelOptions)[number]]), z.optional(analysisOptions)),
    of(z.literal("comparative"), comparativeOptions),
    of(z.literal("thresholds"), z.optional(thresholdOptions)),
    of(z.literal("linear-thresholds"), z.optional(linearOptions)),
    of(z.literal("latent-class"), z.optional(latentOptions)),
  ]),
  "refit",
  "Which of the library's models the numbers are of, with the options of its functions: one test (binomial, reitsma, bayes), several tests (comparative), several cut-offs (thresholds; linear-thresholds as R's diagmeta), an imperfect reference standard (latent-class).",
);
