import { fill, formatFixed, formatProportion } from "../frame/format.js";
import { element, formatCoordinate, group, type Markup, tooltip } from "../frame/svg.js";
import type { Theme } from "../frame/theme.js";
import { areaRadius, groupShape, marker, studyStyle } from "../marks/markers.js";
import type { LabelledPoint } from "../marks/point-labels.js";
import { type Judgement, judgementOf, type QualityAssessment } from "../quality/quadas-data.js";
import { type ColorLevel, colorLevels } from "./sroc-colors.js";
import { type Drawing, drawable, effectiveSize, type Place } from "./sroc-layers.js";
import { type SrocPlotOptions, type SrocStudy, schemaOf } from "./sroc-options.js";

/** A study with its place, and how it is drawn. */
export interface PlacedStudy extends LabelledPoint {
  readonly study: SrocStudy;
  readonly markup: Markup;
}

/** Radius of the largest circle, in multiples of the font size; the least is a fifth of the font size. */
const LARGEST = 0.9;
/** Radius of a pie. */
const PIE = 0.72;
/** Length of the longest arm of a cross, from its middle. */
const ARM = 1.2;

/** The effective sizes of the smallest and the largest study that are drawn. */
export function sizeRange(drawings: readonly Drawing[]): readonly [smallest: number, largest: number] {
  const sizes = drawings.flatMap(({ group: { studies } }) => studies.map(effectiveSize)).filter((size) => size > 0);
  return sizes.length === 0 ? [0, 0] : [Math.min(...sizes), Math.max(...sizes)];
}

/** The largest weight of any study, which the longest arm stands for. */
export const largestWeight = (drawings: readonly Drawing[]): number =>
  Math.max(
    0,
    ...drawings.flatMap(({ group: { studies } }) =>
      studies.flatMap(({ weight }) => [weight?.sensitivity ?? 0, weight?.specificity ?? 0]),
    ),
  );

/** Radius of the circle of an effective size. */
export const sizeRadius = (size: number, largest: number, { fontSize }: Theme): number =>
  areaRadius(size, largest, LARGEST * fontSize, 0.2 * fontSize);

/** The levels that the studies are coloured by; none where they aren't. */
export const levelsOf = (drawings: readonly Drawing[], { colorBy }: SrocPlotOptions, theme: Theme): ColorLevel[] =>
  colorBy === undefined
    ? []
    : colorLevels(
        drawings.flatMap(({ group: { studies } }) => studies),
        colorBy,
        theme,
      );

/** The studies of each group with their places and marks: circles, crosses for weights, or pies of judgements. */
export function placeStudies(
  drawings: readonly Drawing[],
  place: Place,
  options: SrocPlotOptions,
  theme: Theme,
): PlacedStudy[][] {
  const [, largest] = sizeRange(drawings);
  const heaviest = largestWeight(drawings);
  const levels = levelsOf(drawings, options, theme);
  return drawings.map(({ group: { studies }, color, index }) =>
    studies.filter(drawable).map((study) => {
      const [x, y] = place({ fpr: study.fp / (study.fp + study.tn), sensitivity: study.tp / (study.tp + study.fn) });
      const level = levels.find(({ has }) => has(study));
      const look = level ?? { color, shape: index };
      const judged = options.quality?.find(({ id }) => id === study.id);
      const text = tooltip(studyText(study, theme));
      if (judged !== undefined) {
        const radius = PIE * theme.fontSize;
        const drawn = pie(judged, x, y, radius, options, theme);
        return {
          id: study.id,
          x,
          y,
          radius,
          study,
          markup: group({ class: "study", "data-id": study.id }, [text, drawn]),
        };
      }
      const { sensitivity = null, specificity = null } = (options.weights ? study.weight : null) ?? {};
      if (sensitivity !== null && specificity !== null) {
        const arm = (weight: number): number => Math.max(1.5, (ARM * weight * theme.fontSize) / heaviest);
        const drawn = weightCross(x, y, [arm(specificity), arm(sensitivity)], look.color, theme);
        const markup = group({ class: "study weight", "data-id": study.id }, [text, drawn]);
        return { id: study.id, x, y, radius: 0.25 * theme.fontSize, study, markup };
      }
      const radius = sizeRadius(effectiveSize(study), largest, theme);
      const attributes = { class: "study", "data-id": study.id, ...studyStyle(look.color, theme) };
      const markup = marker(groupShape(look.shape), x, y, radius, attributes, text);
      return { id: study.id, x, y, radius, study, markup };
    }),
  );
}

/** Arms as long as the weights: across for specificity, upright for sensitivity. */
function weightCross(x: number, y: number, [h, v]: readonly [number, number], color: string, theme: Theme): Markup {
  const [cx, cy] = [formatCoordinate(x), formatCoordinate(y)];
  const d = `M${cx},${cy}m${formatCoordinate(-h)},0h${formatCoordinate(2 * h)}M${cx},${cy}m0,${formatCoordinate(-v)}v${formatCoordinate(2 * v)}`;
  return element("path", { d, fill: "none", stroke: color, "stroke-width": 1.4 * theme.lineWidth });
}

/** A slice for each domain of risk of bias, clockwise from the top, in the colour of its judgement. */
function pie(
  study: QualityAssessment,
  x: number,
  y: number,
  radius: number,
  options: SrocPlotOptions,
  theme: Theme,
): Markup {
  const schema = schemaOf(options);
  const { key, domains } = schema.sections[0]!;
  const corner = (share: number): string => {
    const angle = 2 * Math.PI * share - Math.PI / 2;
    return `${formatCoordinate(x + radius * Math.cos(angle))},${formatCoordinate(y + radius * Math.sin(angle))}`;
  };
  const slices = domains.map((domain, i) => {
    const judgement = judgementOf(schema, study, key, domain.key);
    const [from, to] = [i / domains.length, (i + 1) / domains.length];
    return element("path", {
      class: `slice ${judgement?.role ?? "missing"}`,
      d: `M${formatCoordinate(x)},${formatCoordinate(y)}L${corner(from)}A${formatCoordinate(radius)},${formatCoordinate(radius)} 0 0 1 ${corner(to)}Z`,
      fill: theme.colors.judgements[judgement?.role ?? "missing"],
      stroke: theme.colors.axis,
      "stroke-width": 0.6 * theme.lineWidth,
    });
  });
  return slices.join("\n");
}

/** The judgements that pies show, `null` for a slice without one. */
export function shownJudgements(options: SrocPlotOptions): (Judgement | null)[] {
  const schema = schemaOf(options);
  const { key, domains } = schema.sections[0]!;
  const found = (options.quality ?? []).flatMap((study) =>
    domains.map((domain) => judgementOf(schema, study, key, domain.key)),
  );
  return [...schema.judgements.filter((one) => found.includes(one)), ...(found.includes(null) ? [null] : [])];
}

function studyText(study: SrocStudy, theme: Theme): string {
  const text = fill(theme.labels.srocStudy, {
    id: study.id,
    sensitivity: formatProportion(study.tp / (study.tp + study.fn), theme),
    specificity: formatProportion(study.tn / (study.fp + study.tn), theme),
    n: formatFixed(study.tp + study.fp + study.fn + study.tn, 0, theme),
  });
  const { sensitivity = null, specificity = null } = study.weight ?? {};
  if (sensitivity === null || specificity === null) return text;
  const weights = {
    sensitivity: formatProportion(sensitivity, theme),
    specificity: formatProportion(specificity, theme),
  };
  return `${text}; ${fill(theme.labels.srocStudyWeights, weights)}`;
}
