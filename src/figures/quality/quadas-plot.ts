import { InputError } from "../../base/errors.js";
import { checkRows } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill } from "../frame/format.js";
import type { LegendItem } from "../frame/legend.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import type { FigureOptions, Theme } from "../frame/theme.js";
import { judgementBars } from "./quadas-bars.js";
import { countJudgements, type DomainCount } from "./quadas-counts.js";
import {
  assessmentName,
  checkSchema,
  type Judgement,
  type QualityAssessment,
  type QualitySchema,
} from "./quadas-data.js";
import { light } from "./quadas-light.js";
import { trafficLights } from "./quadas-lights.js";
import { overallJudgements } from "./quadas-overall.js";
import { quadas2 } from "./quadas-schemas.js";

/** What a quality plot can be asked, beside what every figure can. */
export interface QuadasPlotOptions extends FigureOptions {
  /** The tool. Default QUADAS-2. */
  readonly schema?: QualitySchema;
  /** Bars with the share of each judgement by domain (default), or a light for each study and domain. */
  readonly layout?: "bars" | "lights";
}

/**
 * Quality of the studies by a tool such as QUADAS-2 or QUADAS-3: bars that show how often each judgement was made, risk of bias and
 * applicability side by side, or a light for each study and domain. Judgements differ in colour, in lightness and in the
 * symbol that they carry. There is no score: the tools forbid one. A study without a judgement has an empty light. QUADAS-3
 * is judged estimate by estimate (`of` names each), QUADAS-C comparison by comparison. An overall judgement that was not entered
 * is drawn by the tool's rule; one that was entered is drawn as such, and a note says where the rule gives another.
 *
 * Throws `InputError` where there are no studies (`no-data`), or a judgement is none that the tool knows (`bad-judgement`).
 *
 * @example
 * ```ts
 * import { quadasPlot } from "dta-meta/figures";
 *
 * const bias = { patientSelection: "low", indexTest: "unclear", referenceStandard: "low", flowAndTiming: "high" };
 * quadasPlot([{ id: "Smith 2004", judgements: { bias } }]).title; // "Quality of the studies (QUADAS-2)"
 * ```
 */
export function quadasPlot(studies: readonly QualityAssessment[], options: QuadasPlotOptions = {}): Figure {
  checkRows(studies, {
    figure: "quadasPlot",
    fields: ["id", "judgements"],
    from: "a list of { id, judgements }",
    shape: "QualityAssessment",
  });
  const theme = resolveTheme(options);
  const schema = checkSchema(options.schema ?? quadas2);
  if (studies.length === 0) {
    throw new InputError("no-data", "a quality plot needs at least one study.", {
      where: "studies",
      got: [],
      wanted: "assessments",
    });
  }
  const counts = countJudgements(studies, schema);
  const { labels } = theme;
  const title = options.title ?? fill(labels.quadasTitle, { tool: schema.name });
  const incomplete = counts.some((count) => count.counts.at(-1)! > 0);
  const legend = [...schema.judgements, ...(incomplete ? [null] : [])].map((judgement) => legendItem(judgement, theme));
  const notes = differences(studies, schema, theme);
  const layOut = options.layout === "lights" ? trafficLights : judgementBars;
  const picture = layOut(
    { title, showTitle: options.showTitle ?? false, studies, schema, counts, legend, notes },
    theme,
  );
  return makeFigure({ ...picture, description: [...describe(counts, schema, studies.length, theme), ...notes] }, theme);
}

const DESCRIPTIONS = {
  study: "quadasDescription",
  estimate: "quadasDescriptionEstimates",
  comparison: "quadasDescriptionComparisons",
} as const;

/** Where an overall judgement that was entered is not what the tool's rule says. */
function differences(studies: readonly QualityAssessment[], schema: QualitySchema, theme: Theme): string[] {
  const word = (value: string | null): string =>
    schema.judgements.find((judgement) => judgement.value === value)?.label.toLowerCase() ?? theme.labels.unknown;
  return overallJudgements(studies, schema)
    .filter(({ differs }) => differs)
    .map(({ id, of, section, entered, derived }) =>
      fill(theme.labels.quadasDiffers, {
        id: assessmentName({ id, judgements: {}, ...(of === null ? {} : { of }) }),
        section: schema.sections.find(({ key }) => key === section)?.label ?? section,
        entered: word(entered),
        derived: word(derived),
      }),
    );
}

function describe(counts: readonly DomainCount[], schema: QualitySchema, k: number, theme: Theme): string[] {
  const { labels } = theme;
  const unit = DESCRIPTIONS[schema.unit ?? "study"];
  const sentences = schema.sections.map((section) => {
    const domains = counts
      .filter((count) => count.section === section.key)
      .map(({ label, counts: numbers }) => {
        const parts = numbers.flatMap((n, i) =>
          n === 0 ? [] : [`${schema.judgements[i]?.label ?? labels.quadasMissing} ${n}`],
        );
        return `${label}: ${parts.join(", ")}`;
      });
    return `${section.label}: ${domains.join("; ")}.`;
  });
  return [fill(labels[unit], { tool: schema.name, k }), ...sentences];
}

function legendItem(judgement: Judgement | null, theme: Theme): LegendItem {
  const radius = 0.55 * theme.fontSize;
  return {
    text: judgement?.label ?? theme.labels.quadasMissing,
    swatch: (x, y, width) => [light(judgement, x + width / 2, y, radius, theme)],
  };
}
