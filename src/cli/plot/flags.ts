import { Option } from "commander";
import { InputError } from "../../base/errors.js";
import {
  type DrawingOption,
  type DrawingOptions,
  type ForestSort,
  type Measure,
  type QualityAssessment,
  type QualitySchema,
  quadas2,
  quadas3,
  quadasC,
  quadasCWith3,
} from "../../figures.js";

const MEASURES: readonly string[] = ["sensitivity", "specificity", "plr", "nlr", "dor"] satisfies readonly Measure[];
const SORTS: readonly string[] = ["given", "id", "n", ...MEASURES];
/** The tools for judging quality by their names. */
export const SCHEMAS: Readonly<Record<string, QualitySchema>> = {
  "quadas-2": quadas2,
  "quadas-3": quadas3,
  "quadas-c": quadasC,
  "quadas-c-3": quadasCWith3,
};

const list = (text: string): string[] => text.split(",").map((part) => part.trim());

function measuresOf(text: string): Measure[] {
  const names = list(text);
  const wrong = names.find((name) => !MEASURES.includes(name));
  if (wrong === undefined) return names as Measure[];
  throw new InputError("bad-measure", `--measures: there is no measure "${wrong}"; there are ${MEASURES.join(", ")}.`, {
    where: "--measures",
    got: wrong,
    wanted: MEASURES.join(" | "),
  });
}

const sortOf = (text: string): ForestSort => (SORTS.includes(text) ? (text as "given") : { covariate: text });

/** Ways to files that options name. */
export interface Loads {
  readonly quality: (file: string) => Promise<readonly QualityAssessment[]>;
}

interface Flag<O extends DrawingOption> {
  readonly option: Option;
  /** The option's value from what commander gives: a text, `true` for a flag without one. */
  /** Another flag for the same option, which sets it to this. */
  readonly or?: { readonly option: Option; readonly value: NonNullable<DrawingOptions[O]> };
  readonly value?: (
    text: string,
    load: Loads,
  ) => NonNullable<DrawingOptions[O]> | Promise<NonNullable<DrawingOptions[O]>>;
}

/** How the options of figures are called on the command line. */
const FLAGS: { readonly [O in DrawingOption]: Flag<O> } = {
  measures: { option: new Option("--measures <list>", `panels: ${MEASURES.join(", ")}`), value: measuresOf },
  columns: { option: new Option("--columns <list>", "covariates that a forest plot shows"), value: list },
  sort: {
    option: new Option("--sort <key>", "order of a forest plot: id, n, a measure or a covariate"),
    value: sortOf,
  },
  descending: { option: new Option("--descending", "the highest first") },
  weights: { option: new Option("--weights", "weights of the studies") },
  empiricalBayes: { option: new Option("--empirical-bayes", "empirical Bayes estimates") },
  labels: {
    option: new Option("--labels", "names of the studies in plots of points, shortened where room is short"),
    or: { option: new Option("--numbers", "numbers in place of these names, with a key below"), value: "numbers" },
  },
  extrapolate: { option: new Option("--extrapolate", "the SROC curve beyond the observed range, dashed") },
  crosshairs: {
    option: new Option("--crosshairs <which>", "intervals in an SROC plot").choices([
      "none",
      "summary",
      "studies",
      "both",
    ]),
  },
  confidenceRegion: {
    option: new Option("--without-confidence-region", "an SROC plot without its confidence region"),
    value: () => false,
  },
  predictionRegion: {
    option: new Option("--without-prediction-region", "an SROC plot without its prediction region"),
    value: () => false,
  },
  colorBy: { option: new Option("--color-by <column>", "a covariate that colours the studies of an SROC plot") },
  quality: {
    option: new Option("--quality <file>", "judgements of the studies, as pies in an SROC plot"),
    value: (file, load) => load.quality(file),
  },
  xAxis: {
    option: new Option("--fpr", "false positive rate, not specificity, on the horizontal axis"),
    value: () => "falsePositiveRate",
  },
  layout: { option: new Option("--layout <layout>", "of quadas (default: bars)").choices(["bars", "lights"]) },
  schema: {
    option: new Option("--schema <tool>", "of quadas (default: quadas-2)").choices(Object.keys(SCHEMAS)),
    value: (name) => SCHEMAS[name]!,
  },
  note: { option: new Option("--note <text>", "said below the figure") },
};

/** Every flag of a figure, for commander. */
export const figureFlags: readonly Option[] = Object.values(FLAGS).flatMap(({ option, or }: Flag<DrawingOption>) =>
  or === undefined ? [option] : [option, or.option],
);

/**
 * The options of figures among commander's. Throws `InputError` (`misplaced-option`) for one that the figure called `name`,
 * which has `known`, doesn't have.
 */
export async function figureOptionsOf(
  flags: Readonly<Record<string, unknown>>,
  name: string,
  known: readonly DrawingOption[],
  load: Loads,
): Promise<DrawingOptions> {
  const entries: [string, unknown][] = [];
  for (const [key, { option, value, or }] of Object.entries(FLAGS) as [DrawingOption, Flag<DrawingOption>][]) {
    const given = flags[option.attributeName()];
    const other = or !== undefined && flags[or.option.attributeName()] !== undefined ? or : null;
    if (given === undefined && other === null) continue;
    if (!known.includes(key)) throw misplaced(other?.option ?? option, name, known);
    if (other !== null) entries.push([key, other.value]);
    else entries.push([key, value === undefined ? given : await value(given as string, load)]);
  }
  return Object.fromEntries(entries);
}

/** The tool that `--schema` names. */
export const schemaNamed = (name: string | undefined): QualitySchema => SCHEMAS[name ?? "quadas-2"]!;

function misplaced({ long }: Option, name: string, known: readonly DrawingOption[]): InputError {
  const others = known.map((key) => FLAGS[key].option.long);
  const has = others.length === 0 ? "it has none of its own" : `it has ${others.join(", ")}`;
  return new InputError("misplaced-option", `${long} means nothing to the figure "${name}"; ${has}.`, {
    where: long ?? name,
    wanted: others.join(" | "),
  });
}
