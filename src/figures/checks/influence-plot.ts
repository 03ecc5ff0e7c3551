import { InputError } from "../../base/errors.js";
import type { StudyInfluence } from "../../inference/influence/influence.js";
import { type Axis, linearAxis } from "../frame/axis.js";
import { checkRows } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatFixed } from "../frame/format.js";
import { paddedRange } from "../frame/ranges.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { layOutRows, type PanelColumn } from "../frame/rows.js";
import { line, tooltip } from "../frame/svg.js";
import { type FigureOptions, seriesColor, type Theme } from "../frame/theme.js";
import { groupShape, marker } from "../marks/markers.js";

/** What an influence plot can be asked, beside what every figure can. */
export interface InfluencePlotOptions extends FigureOptions {
  /** A line at this Cook's distance; studies beyond it stand out. Default none: what is much depends on the model. */
  readonly cooksDistance?: number;
  /** Standardised residuals beyond this, either way, stand out. Default 2. */
  readonly residual?: number;
  /** Which studies come first: as given (default), or the most influential. */
  readonly sort?: "given" | "influence";
}

interface Quantity {
  readonly label: string;
  readonly value: (study: StudyInfluence) => number | null;
  readonly cut: number | null;
  readonly symmetric: boolean;
}

/**
 * Influence of the studies on a fit, a row each: Cook's distance, standardised residuals of both logits, and leverage, from the
 * core's `influence`. What lies beyond the cuts stands out in colour and shape, and is named in the description. A number that
 * is not there leaves its place empty, and a note gives the reason.
 *
 * Throws `InputError` where there are no studies (`no-data`).
 *
 * @example
 * ```ts
 * import { fitReitsma, influence, readStudies } from "dta-meta";
 * import { influencePlot } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * influencePlot(influence(fitReitsma(readStudies(csv)))).title; // "Influence of the studies"
 * ```
 */
export function influencePlot(studies: readonly StudyInfluence[], options: InfluencePlotOptions = {}): Figure {
  checkRows(studies, {
    figure: "influencePlot",
    fields: ["id", "cooksDistance", "standardizedResidual"],
    from: "what influence returns",
    shape: "StudyInfluence",
  });
  const theme = resolveTheme(options);
  const { labels } = theme;
  if (studies.length === 0) {
    throw new InputError("no-data", "an influence plot needs at least one study.", {
      where: "studies",
      got: [],
      wanted: "the result of `influence`",
    });
  }
  const residual = options.residual ?? 2;
  const quantities: readonly Quantity[] = [
    {
      label: labels.cooksDistance,
      value: (study) => study.cooksDistance,
      cut: options.cooksDistance ?? null,
      symmetric: false,
    },
    {
      label: labels.residualSensitivity,
      value: (study) => study.standardizedResidual.sensitivity,
      cut: residual,
      symmetric: true,
    },
    {
      label: labels.residualSpecificity,
      value: (study) => study.standardizedResidual.specificity,
      cut: residual,
      symmetric: true,
    },
    { label: labels.leverage, value: (study) => study.leverage, cut: null, symmetric: false },
  ];
  const rows =
    options.sort === "influence"
      ? [...studies].sort((a, b) => (b.cooksDistance ?? -1) - (a.cooksDistance ?? -1))
      : studies;
  const flagged = rows.filter((study) => quantities.some((quantity) => beyond(quantity, study)));
  const reasons = [...new Set(rows.flatMap(({ reason }) => reason ?? []))];
  const notes = [
    fill(labels.influenceThreshold, { residual: formatFixed(residual, Number.isInteger(residual) ? 0 : 1, theme) }),
    options.cooksDistance === undefined
      ? ""
      : fill(labels.cooksThreshold, { cut: formatFixed(options.cooksDistance, 2, theme) }),
    ...reasons.map((reason) => fill(labels.partlyMissing, { reason })),
  ].filter((note) => note !== "");
  const title = options.title ?? labels.influenceTitle;
  const description = [
    fill(labels.influenceDescription, { k: rows.length }),
    flagged.length === 0
      ? labels.influenceNone
      : fill(labels.influenceFlagged, { ids: flagged.map(({ id }) => id).join(", ") }),
    ...notes,
  ];
  const picture = layOutRows(
    {
      title,
      showTitle: options.showTitle ?? false,
      description,
      columns: [
        {
          kind: "text",
          header: labels.study,
          align: "start",
          maxWidth: 20 * theme.fontSize,
          cells: rows.map(({ id }) => id),
        },
        ...quantities.map((quantity) => panel(quantity, rows, theme)),
      ],
      rows: rows.map(() => ({})),
      legend: [],
      notes,
    },
    theme,
  );
  return makeFigure(picture, theme);
}

function beyond({ value, cut }: Quantity, study: StudyInfluence): boolean {
  const number = value(study);
  return cut !== null && number !== null && Math.abs(number) > cut;
}

function panelAxis({ value, cut, symmetric }: Quantity, rows: readonly StudyInfluence[], theme: Theme): Axis {
  // both kinds of residuals share one scale
  const numbers = symmetric
    ? rows.flatMap(({ standardizedResidual: r }) => [r.sensitivity, r.specificity])
    : rows.map(value);
  const values = numbers.filter((number) => number !== null);
  const reach = Math.max(...values.map(Math.abs), cut ?? 0);
  const [low, high] = symmetric ? paddedRange([-reach, reach], [], 0.04) : [0, paddedRange(values, [0, cut ?? 0])[1]];
  return linearAxis({
    label: "",
    domain: [low, high],
    maxTicks: 5,
    format: (number, digits) => formatFixed(number, digits, theme),
  });
}

function panel(quantity: Quantity, rows: readonly StudyInfluence[], theme: Theme): PanelColumn {
  const { colors, lineWidth, fontSize } = theme;
  const axis = panelAxis(quantity, rows, theme);
  const { cut, symmetric, value, label } = quantity;
  const cutStyle = { class: "cut", stroke: colors.reference, "stroke-width": lineWidth, "stroke-dasharray": "3 3" };
  return {
    kind: "panel",
    header: label,
    axis,
    minWidth: 7 * fontSize,
    backdrop: (x, top, bottom) => [
      line(x(0), top, x(0), bottom, { stroke: colors.reference, "stroke-width": lineWidth }),
      ...(cut === null ? [] : (symmetric ? [-cut, cut] : [cut]).map((at) => line(x(at), top, x(at), bottom, cutStyle))),
    ],
    draw(i, x, y) {
      const study = rows[i]!;
      const number = value(study);
      if (number === null) return [];
      const out = beyond(quantity, study);
      const color = out ? colors.accent : seriesColor(theme, 0);
      return [
        line(x(0), y, x(number), y, { stroke: color, "stroke-width": 1.4 * lineWidth }),
        marker(
          groupShape(out ? 3 : 0),
          x(number),
          y,
          (out ? 0.36 : 0.26) * fontSize,
          { class: out ? "study flagged" : "study", "data-id": study.id, fill: color },
          tooltip(`${study.id}: ${label.replace("\n", " ")} ${formatFixed(number, 2, theme)}`),
        ),
      ];
    },
  };
}
