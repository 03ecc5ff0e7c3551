import { InputError } from "../../base/errors.js";
import { proportionAxis } from "../frame/axes.js";
import { checkData, refuse } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatPercent, formatProportion } from "../frame/format.js";
import { layOutPlot } from "../frame/plot.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { seriesColor, type Theme } from "../frame/theme.js";
import { convergenceNote } from "./fit-note.js";
import { type Drawing, drawable, type Place } from "./sroc-layers.js";
import { srocLegend } from "./sroc-legend.js";
import { type SrocGroup, type SrocPlotOptions, schemaOf } from "./sroc-options.js";
import { drawSroc } from "./sroc-panel.js";
import { largestWeight } from "./sroc-studies.js";
import { curveText, groupName, summaryText } from "./sroc-words.js";

/**
 * Studies, summary points, regions and summary ROC curves in ROC space, for one test or several.
 *
 * Studies are marked at their raw sensitivity and specificity; the area of a mark is in proportion to the study's
 * effective sample size 4·n₁·n₀/(n₁ + n₀). The curve is solid over the false positive rates that the studies saw. What
 * is missing (no fit, a region that is not defined) is left out and named in a note; a study with no diseased or no
 * non-diseased participants has no place in ROC space and is counted in a note.
 *
 * Throws `InputError` where there is no group (`no-data`), or the theme is not usable (`bad-theme`).
 *
 * @example
 * ```ts
 * import { analyze, readStudies } from "dta-meta";
 * import { srocPlot, journalTheme } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const figure = srocPlot(analyze(readStudies(csv)), { theme: journalTheme });
 * figure.width; // 340
 * figure.description.split(". ")[0]; // "Sensitivity against specificity of 5 studies; larger marks are larger studies"
 * ```
 */
export function srocPlot(data: SrocGroup | readonly SrocGroup[], options: SrocPlotOptions = {}): Figure {
  const groups = isList(data) ? data : [data];
  if (groups.length === 0) {
    throw new InputError("no-data", "srocPlot needs at least one group of studies.", {
      where: "data",
      got: [],
      wanted: "a group or a list of groups",
    });
  }
  for (const each of groups) checkGroup(each);
  const theme = resolveTheme(options);
  const { labels } = theme;
  const several = groups.length > 1;
  const drawings: Drawing[] = groups.map((member, index) => ({
    group: member,
    index,
    color: seriesColor(theme, index),
    several,
  }));
  const onSpecificity = (options.xAxis ?? "specificity") === "specificity";
  const unitAxis = (label: string, reversed = false) =>
    proportionAxis({ label, domain: ROOM, ticksWithin: [0, 1], maxTicks: 6, reversed }, theme);
  const title = options.title ?? labels.srocTitle;
  const problems = srocNotes(drawings, options, theme);
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [...drawings.flatMap((drawing) => describe(drawing, theme)), ...problems],
      xAxis: unitAxis(onSpecificity ? labels.specificity : labels.falsePositiveRate, onSpecificity),
      yAxis: unitAxis(labels.sensitivity),
      aspect: 1,
      draw(x, y, area) {
        const place: Place = ({ fpr, sensitivity }) => [x(onSpecificity ? 1 - fpr : fpr), y(sensitivity)];
        return drawSroc(drawings, place, area, options, theme);
      },
      legend: srocLegend(drawings, options, theme),
      notes: problems,
    },
    theme,
  );
  return makeFigure(picture, theme);
}

/** A bare fit has studies as well, but none of what is drawn of it. */
function checkGroup(data: SrocGroup): void {
  const wanted =
    "an analysis, or { studies, fit, summary, regions, sroc } with what summaryPoint, regions and sroc give of the fit";
  checkData(data, { figure: "srocPlot", fields: ["studies"], from: wanted });
  if ("coefficients" in data) refuse(data, "a fit", "srocPlot", wanted);
  checkData(data, { figure: "srocPlot", fields: [], from: wanted, shape: "SrocGroup" });
}

/** The unit square with a little room around it, so that marks on its edge keep clear of the axes. */
const ROOM = [-0.02, 1.02] as const;

const isList = (data: SrocGroup | readonly SrocGroup[]): data is readonly SrocGroup[] => Array.isArray(data);

/** What is not in the picture, and why. */
function srocNotes(drawings: readonly Drawing[], options: SrocPlotOptions, theme: Theme): string[] {
  const { labels } = theme;
  const notes: string[] = [];
  for (const { group: data, several, index } of drawings) {
    const prefix = several ? `${groupName(data, index, theme)}: ` : "";
    const undrawn = data.studies.filter((study) => !drawable(study)).length;
    if (undrawn > 0) notes.push(prefix + fill(labels.srocUndrawn, { n: undrawn }));
    if (!data.summary) {
      notes.push(prefix + labels.notPooled);
      continue;
    }
    const { regions, sroc, fit } = data;
    if (convergenceNote(fit, theme) !== "") notes.push(prefix + convergenceNote(fit, theme));
    if (options.confidenceRegion !== false && regions?.reasons.confidence)
      notes.push(prefix + fill(labels.noConfidenceRegion, { reason: regions.reasons.confidence }));
    if (options.predictionRegion !== false && regions?.reasons.prediction)
      notes.push(prefix + fill(labels.noPredictionRegion, { reason: regions.reasons.prediction }));
    if (sroc && sroc.curve.length === 0 && sroc.reason)
      notes.push(prefix + fill(labels.noCurve, { reason: sroc.reason }));
  }
  const weights = { weight: formatPercent(largestWeight(drawings), theme, 1) };
  return [
    ...notes,
    ...(options.weights ? [fill(labels.srocWeights, weights)] : []),
    ...pieNotes(drawings, options, theme),
  ];
}

/** Which slice is which domain, and how many studies have none. */
function pieNotes(drawings: readonly Drawing[], options: SrocPlotOptions, theme: Theme): string[] {
  const { quality } = options;
  if (quality === undefined) return [];
  const { label, domains } = schemaOf(options).sections[0]!;
  const names = domains.map((domain) => domain.label);
  const judged = new Set(quality.map(({ id }) => id));
  const studies = drawings.flatMap((drawing) => drawing.group.studies);
  const missing = studies.filter(({ id }) => !judged.has(id)).length;
  return [
    fill(theme.labels.srocPies, { k: studies.length - missing, section: label, domains: names.join(", ") }),
    ...(missing === 0 ? [] : [fill(theme.labels.srocUnjudged, { n: missing })]),
  ];
}

function describe({ group: data, several, index }: Drawing, theme: Theme): string[] {
  const { labels } = theme;
  return [
    several ? `${groupName(data, index, theme)}:` : "",
    fill(labels.srocDescription, { k: data.studies.length }),
    data.summary ? `${summaryText(data.summary, theme)}.` : "",
    data.sroc && data.sroc.curve.length > 0
      ? `${curveText(data, theme)}; ${fill(labels.srocRange, { low: formatProportion(data.sroc.observedFpr[0], theme), high: formatProportion(data.sroc.observedFpr[1], theme) })}.`
      : "",
  ];
}
