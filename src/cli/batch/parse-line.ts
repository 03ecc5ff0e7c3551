import { proportionMethods } from "../../accuracy/proportion-interval.js";
import type { AnalyzeOptions } from "../../analysis/analyze.js";
import { closestName } from "../../base/closest-name.js";
import { InputError } from "../../base/errors.js";
import { given } from "../../base/given.js";
import { MEAN_INTERVALS } from "../../inference/point/mean-interval.js";
import { priorNames } from "../../models/bayes/named-priors.js";
import { modelOptions } from "../../models/fit.js";
import { estimators } from "../../models/normal/estimators.js";
import { parseStudies } from "../../tables/parse-studies.js";
import type { Study } from "../../tables/study.js";
import { parseJson } from "../input.js";
import type { TaskId } from "./batch-line.js";

/** What one line asks for. */
export interface Task {
  readonly studies: readonly Study[];
  readonly options: AnalyzeOptions;
}

interface Shape {
  readonly wanted: string;
  readonly fits: (value: unknown) => boolean;
}

const oneOf = (...words: readonly (string | number)[]): Shape => ({
  wanted: words.map((word) => JSON.stringify(word)).join(" or "),
  fits: (value) => words.some((word) => word === value),
});
const typed = (type: "number" | "string" | "boolean", wanted: string): Shape => ({
  wanted,
  fits: (value) => typeof value === type,
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The type of every option; their values are checked by `analyze`. */
const OPTIONS = {
  as: oneOf("midas", "metandi", "metadta", "mada", "meta-disc"),
  model: oneOf(...modelOptions),
  method: oneOf(...estimators),
  nodes: typed("number", "a whole number"),
  correction: { wanted: 'an object such as {"when": "single"}', fits: isObject },
  moderators: {
    wanted: "an array of names of covariates",
    fits: (value) => Array.isArray(value) && value.every((name) => typeof name === "string"),
  },
  correlation: oneOf("estimated", 0),
  by: typed("string", "the name of a covariate"),
  prior: typed("number", "a number between 0 and 1"),
  priorDistribution: {
    wanted: `one of ${priorNames.join(", ")}, or an object of densities`,
    fits: (value) => typeof value === "string" || isObject(value),
  },
  engine: oneOf("importance", "lattice"),
  draws: typed("number", "a whole number"),
  seed: typed("number", "a whole number"),
  interval: oneOf(...MEAN_INTERVALS),
  prediction: oneOf("estimated", "penalized"),
  studyInterval: oneOf(...proportionMethods),
  minStudies: typed("number", "a whole number"),
  level: typed("number", "a number between 0 and 1"),
  studyRows: typed("boolean", "true or false"),
  leaveOneOut: typed("boolean", "true or false"),
} satisfies Record<keyof AnalyzeOptions, Shape>;

const FIELDS = ["id", "studies", "options"];

/** An error about one place of a line. */
function fault(code: string, where: string, says: string, got: unknown, wanted: string): InputError {
  return new InputError(code, `${where}: ${says}`, { where, got, wanted });
}

function unknownField(where: string, name: string, known: readonly string[]): InputError {
  const near = closestName(name, known);
  const hint = near === null ? `there are ${known.join(", ")}` : `did you mean "${near}"?`;
  return fault("unknown-field", where, `there is no such field; ${hint}`, name, known.join(" | "));
}

function parseOptions(value: unknown): AnalyzeOptions {
  if (value === undefined) return {};
  if (!isObject(value)) {
    throw fault("bad-option", "options", "must be an object of options of analyze.", value, "an object");
  }
  for (const [name, given] of Object.entries(value)) {
    const shape: Shape | undefined = Object.hasOwn(OPTIONS, name) ? OPTIONS[name as keyof typeof OPTIONS] : undefined;
    if (shape === undefined) throw unknownField(`options.${name}`, name, Object.keys(OPTIONS));
    if (!shape.fits(given)) {
      const says = `must be ${shape.wanted}, got ${JSON.stringify(given)}.`;
      throw fault("bad-option", `options.${name}`, says, given, shape.wanted);
    }
  }
  return value;
}

/** The error with its place inside the line, whose `studies` the parser calls rows. */
function inLine(error: unknown): unknown {
  if (!(error instanceof InputError)) return error;
  const { code, message, where = "rows", got, wanted } = error;
  return new InputError(code, message, {
    where: where.replace(/^rows/, "studies"),
    got,
    ...given({ wanted }),
  });
}

/** The JSON object of a line, and the name in it. Throws `InputError` where the line holds no object. */
export function parseLine(text: string): { readonly id: TaskId; readonly fields: Readonly<Record<string, unknown>> } {
  const fields = parseJson(text);
  if (!isObject(fields)) {
    throw fault("bad-line", "line", 'must be an object such as {"studies": […]}.', fields, "a JSON object");
  }
  const { id = null } = fields;
  return { id: typeof id === "string" || typeof id === "number" ? id : null, fields };
}

/** What the fields of a line ask for. Throws `InputError` that names the place, such as `studies[3].tp` or `options.model`. */
export function parseTask(fields: Readonly<Record<string, unknown>>): Task {
  for (const name of Object.keys(fields)) if (!FIELDS.includes(name)) throw unknownField(name, name, FIELDS);
  const { id = null, studies, options } = fields;
  if (id !== null && typeof id !== "string" && typeof id !== "number") {
    throw fault("bad-line", "id", "must be text or a number.", id, "text or a number");
  }
  if (studies === undefined) {
    const wanted = 'an array such as [{"id": "A", "tp": 20, "fp": 3, "fn": 5, "tn": 60}]';
    throw fault("bad-line", "studies", `there are none; give ${wanted}.`, undefined, wanted);
  }
  try {
    return { studies: parseStudies(studies), options: parseOptions(options) };
  } catch (error) {
    throw inLine(error);
  }
}
