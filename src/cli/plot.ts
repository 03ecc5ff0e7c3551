import { Argument, Option } from "commander";
import type { AnalyzeOptions } from "../analysis/analyze.js";
import { closestName } from "../base/closest-name.js";
import { InputError } from "../base/errors.js";
import {
  type Figure,
  type FigureOptions,
  journalTheme,
  type Measure,
  pageTheme,
  prismaFlow,
  quadas2,
  quadas3,
  quadasPlot,
  slideTheme,
} from "../figures.js";
import { modelOptions } from "../models/fit.js";
import { estimators } from "../models/normal/estimators.js";
import { parseCount, parseProbability } from "./arguments.js";
import { inFile, loadStudies, parseJson, readText } from "./input.js";
import type { AddCommand, Io } from "./io.js";
import { DRAWINGS, type DrawingOptions } from "./plot/drawings.js";
import { parsePrisma } from "./plot/figure-input.js";
import { pictureFormat, toPdf, toPng } from "./plot/picture-file.js";
import { readQuality } from "./plot/quality-file.js";
import { saveFile } from "./save-file.js";

const THEMES = { page: pageTheme, journal: journalTheme, slide: slideTheme };
const SCHEMAS = { "quadas-2": quadas2, "quadas-3": quadas3 };
const KINDS = [...Object.keys(DRAWINGS), "quadas", "prisma"];
const MEASURES: readonly string[] = ["sensitivity", "specificity", "plr", "nlr", "dor"];

type Analysed = Pick<AnalyzeOptions, "model" | "method" | "by" | "prior" | "level" | "minStudies">;
type Drawn = Pick<
  DrawingOptions,
  "descending" | "labels" | "weights" | "empiricalBayes" | "extrapolate" | "crosshairs" | "sort"
>;

/** The options of `dta plot` as commander gives them. */
interface Flags extends Analysed, Drawn {
  readonly output?: string;
  readonly theme: keyof typeof THEMES;
  readonly width?: number;
  readonly title?: string;
  readonly dpi: number;
  readonly where?: string;
  readonly measures?: string;
  readonly columns?: string;
  readonly fpr?: true;
  readonly layout: "bars" | "lights";
  readonly schema: keyof typeof SCHEMAS;
}

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

function figureOptions({ theme, width, title }: Flags): FigureOptions {
  return {
    theme: THEMES[theme],
    ...(width === undefined ? {} : { width }),
    ...(title === undefined ? {} : { title, showTitle: true }),
  };
}

async function draw(kind: string, file: string, flags: Flags, io: Io): Promise<{ figure: Figure; converged: boolean }> {
  const figure = figureOptions(flags);
  if (kind === "quadas") {
    const schema = SCHEMAS[flags.schema];
    const text = await readText(file, io);
    const options = { ...figure, schema, layout: flags.layout };
    return { figure: inFile(file, () => quadasPlot(readQuality(text, schema), options)), converged: true };
  }
  if (kind === "prisma") {
    const text = await readText(file, io);
    return { figure: inFile(file, () => prismaFlow(parsePrisma(parseJson(text)), figure)), converged: true };
  }
  const { model, method, by, prior, level, minStudies, where, measures, columns, fpr, ...rest } = flags;
  const analysis = Object.fromEntries(
    Object.entries({ model, method, by, prior, level, minStudies }).filter(([, value]) => value !== undefined),
  );
  const studies = await loadStudies(file, io, where === undefined ? {} : { where });
  const drawn = DRAWINGS[kind]!(studies, {
    ...rest,
    figure,
    analysis,
    ...(measures === undefined ? {} : { measures: measuresOf(measures) }),
    ...(columns === undefined ? {} : { columns: list(columns) }),
    ...(fpr ? { xAxis: "falsePositiveRate" as const } : {}),
  });
  return { figure: drawn.figure, converged: drawn.fit?.convergence.converged ?? true };
}

/**
 * `dta plot KIND FILE -o out.svg`: one picture of one file, as SVG, PNG or PDF by the ending of the name; without a name SVG goes
 * to standard output. Ends with 1 where the fit behind the picture did not converge, which the picture says too.
 */
export const plotCommand: AddCommand = (program, { io, exitWith }) => {
  program
    .command("plot")
    .description(
      "draw a figure from a file of 2×2 tables, of quality judgements (quadas) or of PRISMA numbers (prisma)",
    )
    // named for help and shells alone: the message about a wrong one is ours
    .addArgument(Object.assign(new Argument("<kind>", "the figure"), { argChoices: KINDS }))
    .argument(
      "<file>",
      "CSV as for analyze; for quadas judgements by study and domain; for prisma JSON; - for standard input",
    )
    .option("-o, --output <file>", "file ending in .svg, .png or .pdf; SVG on standard output without it")
    .addOption(new Option("--theme <theme>", "size of the figure").choices(Object.keys(THEMES)).default("page"))
    .option("--width <px>", "width in px, 96 to the inch", parseCount)
    .option("--title <text>", "a title above the picture")
    .option("--dpi <count>", "resolution of a PNG", parseCount, 300)
    .addOption(new Option("--model <model>", "model to fit (default: binomial)").choices(modelOptions))
    .addOption(new Option("--method <method>", "estimation of --model reitsma (default: reml)").choices(estimators))
    .option("--where <expression>", "only studies for which it is true")
    .option("--by <column>", "subgroups of forest and sroc plots")
    .option(
      "--prior <probability>",
      "probability of disease before the test (fagan, predictive-values)",
      parseProbability,
    )
    .option("--level <probability>", "confidence level (default: 0.95)", parseProbability)
    .option("--min-studies <count>", "pool no fewer tables than this (default: 4)", parseCount)
    .option("--measures <list>", `panels of forest and leave-one-out plots: ${MEASURES.join(", ")}`)
    .option("--columns <list>", "covariates that a forest plot shows")
    .option("--sort <key>", "order of a forest plot: id, n, a measure or a covariate")
    .option("--descending", "the highest first")
    .option("--weights", "weights of the studies in a forest plot")
    .option("--empirical-bayes", "empirical Bayes estimates in a forest plot")
    .option("--labels", "names of the studies in plots of points")
    .option("--extrapolate", "the SROC curve beyond the observed range, dashed")
    .addOption(
      new Option("--crosshairs <which>", "intervals in an SROC plot").choices(["none", "summary", "studies", "both"]),
    )
    .option("--fpr", "false positive rate, not specificity, on the horizontal axis of an SROC plot")
    .addOption(new Option("--layout <layout>", "of quadas").choices(["bars", "lights"]).default("bars"))
    .addOption(new Option("--schema <tool>", "of quadas").choices(Object.keys(SCHEMAS)).default("quadas-2"))
    .action(async (kind: string, file: string, flags: Flags) => {
      if (!KINDS.includes(kind)) {
        const near = closestName(kind, KINDS);
        const hint = near === null ? "" : ` did you mean "${near}"?`;
        throw new InputError("unknown-figure", `there is no figure "${kind}";${hint} there are ${KINDS.join(", ")}.`, {
          where: "kind",
          got: kind,
          wanted: KINDS.join(" | "),
        });
      }
      const format = pictureFormat(flags.output);
      const { figure, converged } = await draw(kind, file, flags, io);
      const { output } = flags;
      if (output === undefined || output === "-") io.stdout(`${figure.svg}\n`);
      else if (format === "svg") await saveFile(output, `${figure.svg}\n`, io);
      else await saveFile(output, format === "png" ? await toPng(figure, flags.dpi) : await toPdf(figure), io);
      if (!converged) exitWith(1);
    });
};
