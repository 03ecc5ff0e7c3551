import type { LatentClassFit } from "../../models/fit.js";
import { fitShapes } from "../../models/fit-shapes.js";
import { numberAxis, proportionAxis } from "../frame/axes.js";
import { linePath } from "../frame/axis.js";
import { checkData } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatFixed, formatGiven } from "../frame/format.js";
import { layOutPlot } from "../frame/plot.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { element, line, type Markup, tooltip } from "../frame/svg.js";
import { type FigureOptions, seriesColor } from "../frame/theme.js";
import { groupDash, groupShape, marker } from "../marks/markers.js";
import { lineSwatch, markSwatch, swatches } from "../marks/swatches.js";
import { convergenceNote } from "../sroc/fit-note.js";

/** Half the 95 % quantile of χ² with one degree of freedom: values above the maximum less this are compatible with the data. */
const COMPATIBLE = 1.92;
/** What lies further below the maximum is not drawn. */
const DEEPEST = 10;

/**
 * The profile of a latent-class fit: by how much the log-likelihood falls short of its maximum where one accuracy of the reference
 * standard is held at a value and all else is fitted again, a line for each accuracy that was estimated. A flat line says
 * that the data do not tell values apart; those above the dashed line are compatible with the data (95 %, χ² with one degree of freedom).
 *
 * @throws InputError `bad-data` for what `fitLatentClass` did not return
 *
 * @example
 * ```ts
 * import { fitLatentClass, readStudies } from "dta-meta";
 * import { latentProfilePlot } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const fit = fitLatentClass(readStudies(csv), { reference: { specificity: 1 }, starts: 1 });
 * latentProfilePlot(fit).title; // "Profile of the reference’s accuracy"
 * ```
 */
export function latentProfilePlot(fit: LatentClassFit, options: FigureOptions = {}): Figure {
  checkData(fit, {
    figure: "latentProfilePlot",
    fields: ["profile", "logLik"],
    from: "what fitLatentClass returns",
    shape: "LatentClassFit",
    shapes: fitShapes,
  });
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth, fontSize } = theme;
  const named = (parameter: string): string => {
    const [, outcome, kind] = /^reference (sensitivity|specificity)(?: \((.*)\))?$/.exec(parameter) ?? [];
    const name = outcome === "specificity" ? labels.profileSpecificity : labels.profileSensitivity;
    return kind === undefined ? name : `${name} (${kind})`;
  };
  const points = fit.profile.map(({ parameter, value, logLik }) => ({
    parameter: named(parameter),
    value,
    gap: logLik - fit.logLik,
  }));
  const parameters = [...new Set(points.map(({ parameter }) => parameter))];
  const shown = points.filter(({ gap }) => gap >= -DEEPEST);
  const deeper = points.length - shown.length;
  const values = points.map(({ value }) => value);
  const least = Math.min(0.95, ...values);
  const lowest = Math.min(-3, ...shown.map(({ gap }) => gap - 0.5));
  const highest = Math.max(0.5, ...shown.map(({ gap }) => gap + 0.5));
  const compatible = { stroke: colors.reference, "stroke-width": lineWidth, "stroke-dasharray": "4 3" };
  const look = (index: number) => ({
    stroke: seriesColor(theme, index),
    "stroke-width": 1.4 * lineWidth,
    "stroke-dasharray": groupDash(index),
  });
  const words = ({ parameter, value, gap }: (typeof points)[number]): string =>
    fill(labels.profilePoint, { parameter, value: formatGiven(value, theme), gap: formatFixed(gap, 2, theme) });
  const title = options.title ?? labels.profileTitle;
  const notes = [
    points.length === 0 ? labels.profileNothing : "",
    deeper > 0 ? fill(labels.profileDeeper, { n: deeper, deepest: formatFixed(-DEEPEST, 0, theme) }) : "",
    convergenceNote(fit, theme),
  ].filter((note) => note !== "");
  const picture = layOutPlot(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [fill(labels.profileDescription, { k: fit.k }), ...points.map(words), ...notes],
      xAxis: proportionAxis({ label: labels.profileX, domain: [least - 0.02, 1.02], ticksWithin: [least, 1] }, theme),
      yAxis: numberAxis({ label: labels.profileY, domain: [lowest, highest] }, theme),
      aspect: 0.7,
      draw(x, y, area) {
        const marks: Markup[] = [
          line(area.left, y(-COMPATIBLE), area.right, y(-COMPATIBLE), { class: "compatible", ...compatible }),
        ];
        parameters.forEach((parameter, i) => {
          const own = shown.filter((point) => point.parameter === parameter).sort((a, b) => a.value - b.value);
          const path = linePath(own.map(({ value, gap }) => [x(value), y(gap)]));
          marks.push(element("path", { class: "profile", d: path, fill: "none", ...look(i) }));
          for (const point of own) {
            const style = { class: "point", fill: seriesColor(theme, i) };
            marks.push(
              marker(groupShape(i), x(point.value), y(point.gap), 0.28 * fontSize, style, tooltip(words(point))),
            );
          }
        });
        return { markup: marks };
      },
      legend: [
        ...parameters.map((parameter, i) => ({
          text: parameter,
          swatch: swatches(
            lineSwatch(look(i)),
            markSwatch(groupShape(i), 0.28 * fontSize, { fill: seriesColor(theme, i) }),
          ),
        })),
        { text: labels.profileCompatible, swatch: lineSwatch(compatible) },
      ],
      notes,
    },
    theme,
  );
  return makeFigure(picture, theme);
}
