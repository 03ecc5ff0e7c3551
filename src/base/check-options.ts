import { closestName } from "./closest-name.js";
import { describe } from "./describe.js";
import { InputError } from "./errors.js";

/** Every option of the functions of studies and of fits. */
const OPTION_NAMES = [
  "around",
  "as",
  "at",
  "by",
  "choose",
  "combinations",
  "correction",
  "correlation",
  "critical",
  "cuts",
  "draws",
  "effectiveSampleSize",
  "engine",
  "evidence",
  "filter",
  "from",
  "includeUnderdetermined",
  "inconsistent",
  "interval",
  "joint",
  "keepTotals",
  "leaveOneOut",
  "level",
  "limit",
  "measure",
  "method",
  "minStudies",
  "model",
  "moderators",
  "nodes",
  "onProgress",
  "per",
  "points",
  "psi",
  "prediction",
  "prevalence",
  "prevalences",
  "prior",
  "priorDistribution",
  "range",
  "reference",
  "referenceTotals",
  "refine",
  "replicates",
  "resampling",
  "robust",
  "rounding",
  "scale",
  "seed",
  "sensitivity",
  "sheet",
  "signal",
  "specificity",
  "startFrom",
  "structure",
  "study",
  "studyInterval",
  "studyRows",
  "test",
  "testColumn",
  "tests",
  "testTotals",
  "to",
  "underdetermined",
  "variances",
  "weights",
  "within",
] as const;

type OptionName = (typeof OPTION_NAMES)[number];

/** Options that are all among the names; a type that has others doesn't compile where it is checked. */
export type OnlyNamed<T, Name> = { readonly [K in keyof T]: K extends Name ? T[K] : never };

/** `checkNames` with the options of the functions of studies and of fits. */
export function checkOptions<T extends object>(options: T & OnlyNamed<T, OptionName>): void {
  checkNames("options", options, OPTION_NAMES);
}

/**
 * Refuses an object with a name that is not among the known ones (`unknown-option`), mostly a slip of the pen: `levle: 0.9`
 * would leave the level at 0.95 without a word. `names` are those of a family of functions, so that one object can serve
 * several of them.
 */
export function checkNames(what: string, options: object, names: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new InputError("bad-option", `${what}: got ${describe(options)}, wanted an object.`, {
      where: what,
      got: options,
      wanted: `an object with any of ${names.join(", ")}`,
    });
  }
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const closest = closestName(unknown, names);
  const hint = closest === null ? "" : ` Did you mean "${closest}"?`;
  throw new InputError("unknown-option", `${what}: there is no "${unknown}".${hint}`, {
    where: what,
    got: unknown,
    wanted: closest ?? names.join(" | "),
  });
}
