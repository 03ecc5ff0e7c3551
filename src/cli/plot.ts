import { Argument, type Command, Option } from "commander";
import { closestName } from "../base/closest-name.js";
import { InputError } from "../base/errors.js";
import {
  type Figure,
  type FigureKind,
  type FigureNeed,
  type FigureOptions,
  figureKinds,
  journalTheme,
  pageTheme,
  slideTheme,
} from "../figures.js";
import { figureNumbers } from "../report/render/figure-numbers.js";
import {
  type AnalyzeFlags,
  addAnalyzeOptions,
  addStyleOptions,
  given,
  type StyleFlags,
  styleOf,
} from "./analyze-options.js";
import { parseCountWithin } from "./arguments.js";
import { inFile } from "./input.js";
import type { AddCommand, CommandContext } from "./io.js";
import { addOutputOptions, writeOutput } from "./output/write-output.js";
import { figureFlags, figureOptionsOf, schemaNamed } from "./plot/flags.js";
import { type PictureFormat, pictureFormat, toPdf, toPng } from "./plot/picture-file.js";
import { sourceFlags, sourceFlagsOf } from "./plot/source-flags.js";
import { LOADERS } from "./plot/sources.js";

const THEMES = { page: pageTheme, journal: journalTheme, slide: slideTheme };
const NAMES: readonly string[] = figureKinds.map(({ name }) => name);

/** What to say where a figure lacks what it needs. */
const LACKS: Readonly<Record<FigureNeed, readonly [code: string, words: string, wanted: string]>> = {
  refits: ["no-fit", "needs a fit, and there is none.", "more studies"],
  posterior: ["no-posterior", "needs a posterior: --model bayes.", "--model bayes, with or without --prior NAME"],
  prevalence: [
    "no-prevalence",
    "needs the probability of disease before the test: --prevalence 0.2.",
    "a number between 0 and 1",
  ],
  pairs: ["no-pairs", "needs studies that have a test and the reference both.", "studies with two of the tests"],
  prior: [
    "no-prior",
    "needs a summary and the probability of disease before the test: --prior 0.2.",
    "a number between 0 and 1",
  ],
};

/** The options of every figure as commander gives them. */
interface Flags extends AnalyzeFlags, StyleFlags {
  readonly output?: string;
  readonly force?: true;
  readonly theme: keyof typeof THEMES;
  readonly width?: number;
  readonly title?: string;
  readonly dpi: number;
  readonly schema?: string;
}

/** The options of `dta plot` that are `analyze`'s. */
function analyzeFlags({
  output: _o,
  force: _f,
  digits: _p,
  percent: _n,
  range: _r,
  theme: _t,
  width: _w,
  title: _i,
  dpi: _d,
  ...flags
}: Flags): AnalyzeFlags {
  const own = new Set([...figureFlags, ...sourceFlags].map((option) => option.attributeName()));
  return Object.fromEntries(Object.entries(flags).filter(([name]) => !own.has(name)));
}

function sharedOptions({ theme, width, title, digits, percent, range }: Flags): FigureOptions {
  const numbers = { ...THEMES[theme].numbers, ...figureNumbers(styleOf({ digits, percent, range })) };
  return {
    theme: { ...THEMES[theme], numbers },
    ...given({ width }),
    ...(title === undefined ? {} : { title, showTitle: true }),
  };
}

function kindOf(name: string): FigureKind {
  const kind = figureKinds.find((candidate) => candidate.name === name);
  if (kind !== undefined) return kind;
  const near = closestName(name, NAMES);
  const hint = near === null ? "" : ` did you mean "${near}"?`;
  throw new InputError("unknown-figure", `there is no figure "${name}";${hint} there are ${NAMES.join(", ")}.`, {
    where: "kind",
    got: name,
    wanted: NAMES.join(" | "),
  });
}

function lacking(name: string, need: FigureNeed | null, source: object): InputError {
  const [code, words, wanted] = LACKS[need ?? "refits"];
  const why = "narrative" in source && source.narrative !== null ? ` ${source.narrative}` : "";
  return new InputError(code, `${name} ${words}${why}`, { where: name, wanted });
}

/** A picture's content in each format. */
const MAKERS: Readonly<Record<PictureFormat, (figure: Figure, dpi: number) => string | Promise<Uint8Array>>> = {
  svg: ({ svg }) => `${svg}\n`,
  png: toPng,
  pdf: toPdf,
};

async function draw(
  name: string,
  file: string,
  flags: Flags,
  context: CommandContext,
): Promise<{ readonly figure: Figure; readonly converged: boolean }> {
  const kind = kindOf(name);
  const schema = schemaNamed(flags.schema);
  const judged = { quality: (path: string) => LOADERS.quality(path, { analysis: {}, schema, own: {} }, context) };
  const own = await figureOptionsOf({ ...flags }, name, kind.options, judged);
  const options = { ...sharedOptions(flags), ...own };
  const analysis = { ...analyzeFlags(flags), leaveOneOut: kind.needs === "refits" };
  const load = { analysis, schema, own: sourceFlagsOf({ ...flags }, name, kind.from) };
  const source = await LOADERS[kind.from](file, load, context);
  const figure = inFile(file, () => kind.draw(source, options));
  if (figure === null) throw lacking(name, kind.needs, source);
  return { figure, converged: kind.converged(source) };
}

function addPlot(program: Command): Command {
  const command = program
    .command("plot")
    .description(
      "draw a figure from a file of 2×2 tables, of several tests or cut-offs a study, of quality judgements (quadas) or of PRISMA numbers (prisma)",
    )
    // named for help and shells alone: the message about a wrong one is ours
    .addArgument(Object.assign(new Argument("<kind>", "the figure"), { argChoices: NAMES }));
  addAnalyzeOptions(
    command,
    "CSV or XLSX as for analyze; for quadas judgements by study and domain; for prisma JSON; - for standard input",
  );
  addStyleOptions(command);
  addOutputOptions(command, "file ending in .svg, .png or .pdf; SVG on standard output without it")
    .addOption(new Option("--theme <theme>", "size of the figure").choices(Object.keys(THEMES)).default("page"))
    .option("--width <px>", "width in px, 96 to the inch, from 40 to 20000", parseCountWithin(40, 20_000))
    .option("--title <text>", "a title above the picture")
    .option("--dpi <count>", "resolution of a PNG, from 10 to 2400", parseCountWithin(10, 2400), 300);
  for (const option of [...figureFlags, ...sourceFlags]) command.addOption(option);
  return command;
}

/**
 * `dta plot KIND FILE -o out.svg`: one picture of one file, as SVG, PNG or PDF by the ending of the name; without a name SVG goes
 * to standard output. Ends with 1 where the fit behind the picture did not converge, which the picture says too.
 */
export const plotCommand: AddCommand = (program, context) => {
  addPlot(program).action(async (name: string, file: string, flags: Flags) => {
    const { io } = context;
    const { output } = flags;
    const format = pictureFormat(output);
    const { figure, converged } = await draw(name, file, flags, context);
    await writeOutput(output, await MAKERS[format](figure, flags.dpi), io);
    if (!converged) context.exitWith(1);
  });
};
