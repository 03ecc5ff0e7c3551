import type { PriorPosteriorCurve } from "../../inference/bayes/prior-posterior.js";
import type { BayesFit } from "../../models/fit.js";
import { numberAxis, proportionAxis } from "../frame/axes.js";
import { linePath } from "../frame/axis.js";
import { checkData, checkRows } from "../frame/check-data.js";
import { type Figure, makeFigure } from "../frame/figure.js";
import { fill, formatFixed, formatLevel, formatPercent, formatProportion } from "../frame/format.js";
import { layOutPanels, type PanelPlot } from "../frame/panels.js";
import { resolveTheme } from "../frame/resolve-theme.js";
import { element } from "../frame/svg.js";
import { type FigureOptions, seriesColor, type Theme } from "../frame/theme.js";
import { boxSwatch, lineSwatch, swatches } from "../marks/swatches.js";

/** What a figure of prior and posterior is drawn from: `fitBayes`, and `priorPosterior` of the same fit. */
export interface PriorPosteriorData {
  /** What `fitBayes` returned. */
  readonly fit: BayesFit;
  /** What `priorPosterior` returned. */
  readonly curves: readonly PriorPosteriorCurve[];
}

/** Posterior densities are shown whole; a prior that is higher is cut at this multiple of them. */
const HIGHEST_PRIOR = 1.4;
/** Shares of a prior beyond the picture that are worth a word. */
const WORTH_SAYING = 0.01;

const isProportion = ({ quantity }: PriorPosteriorCurve): boolean =>
  quantity === "sensitivity" || quantity === "specificity";

function summaryText({ quantity }: PriorPosteriorCurve, { summary, level }: BayesFit, theme: Theme): string {
  const found = summary?.[quantity];
  if (found === undefined) return "";
  const text = (value: number): string =>
    quantity === "sensitivity" || quantity === "specificity"
      ? formatProportion(value, theme)
      : formatFixed(value, 2, theme);
  return fill(theme.labels.priorPosteriorOf, {
    quantity: theme.labels[quantity],
    median: text(found.median),
    level: formatLevel(level, theme),
    lower: text(found.lower),
    upper: text(found.upper),
  });
}

/**
 * Prior against posterior of sensitivity, specificity, the standard deviations between studies and their correlation, a panel each:
 * where both look alike the data have said little, and the answer is the prior's.
 *
 * @throws InputError `bad-data` for what `fitBayes` and `priorPosterior` did not return
 *
 * @example
 * ```ts
 * import { fitBayes, priorPosterior, readStudies } from "dta-meta";
 * import { priorPosteriorPlot } from "dta-meta/figures";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const fit = fitBayes(readStudies(csv), { draws: 1000 });
 * priorPosteriorPlot({ fit, curves: priorPosterior(fit) }).title; // "Prior and posterior"
 * ```
 */
export function priorPosteriorPlot(data: PriorPosteriorData, options: FigureOptions = {}): Figure {
  const from = "{ fit, curves }, what fitBayes returns and priorPosterior of it";
  checkData(data, { figure: "priorPosteriorPlot", fields: ["fit", "curves"], from });
  checkData(data.fit, { figure: "priorPosteriorPlot", fields: ["prior", "diagnostics"], from });
  checkRows(data.curves, { figure: "priorPosteriorPlot", fields: ["quantity"], from, shape: "PriorPosteriorCurve" });
  const theme = resolveTheme(options);
  const { labels, colors, lineWidth } = theme;
  const { fit, curves } = data;
  const color = seriesColor(theme, 0);
  const priorStyle = { fill: "none", stroke: colors.muted, "stroke-width": 1.4 * lineWidth, "stroke-dasharray": "5 3" };
  const posteriorStyle = { fill: color, "fill-opacity": "0.2", stroke: color, "stroke-width": 1.6 * lineWidth };

  const panel = (curve: PriorPosteriorCurve): PanelPlot => {
    const { quantity, rows } = curve;
    const highest = Math.max(...rows.map(({ posterior }) => posterior));
    const top = Math.min(
      HIGHEST_PRIOR * highest,
      Math.max(1.08 * highest, 1.08 * Math.max(...rows.map((r) => r.prior))),
    );
    const last = rows.at(-1)!.value;
    const domain: readonly [number, number] = isProportion(curve)
      ? [0, 1]
      : quantity === "correlation"
        ? [-1, 1]
        : [0, last];
    const settings = { label: "", domain };
    return {
      header: labels[quantity],
      xAxis: isProportion(curve) ? proportionAxis(settings, theme) : numberAxis(settings, theme),
      // densities in units of their own: only their shapes are compared
      yAxis: {
        label: labels.density,
        domain: [0, top],
        position: numberAxis({ label: "", domain: [0, top] }, theme).position,
        ticks: () => [],
      },
      aspect: 0.62,
      draw(x, y) {
        const posterior = rows.map((row) => [x(row.value), y(row.posterior)] as const);
        // a prior that is higher than the picture leaves it
        const prior = rows.map((row) => (row.prior > top ? null : ([x(row.value), y(row.prior)] as const)));
        const base = [
          [posterior.at(-1)![0], y(0)],
          [posterior[0]![0], y(0)],
        ] as const;
        return {
          markup: [
            element("path", { class: "posterior", d: `${linePath([...posterior, ...base])}Z`, ...posteriorStyle }),
            element("path", { class: "prior", d: linePath(prior), ...priorStyle }),
          ],
        };
      },
    };
  };
  const { name, words } = fit.prior;
  const beyond = curves.flatMap(({ quantity, priorWithin }) =>
    quantity.startsWith("sd") && 1 - priorWithin > WORTH_SAYING
      ? [`${labels[quantity]} ${formatPercent(1 - priorWithin, theme)}`]
      : [],
  );
  const { diagnostics, draws } = fit;
  const notes = [
    fill(labels.priorWords, { words }),
    beyond.length > 0 ? fill(labels.priorBeyond, { parts: beyond.join(", ") }) : "",
    diagnostics.engine === "importance"
      ? fill(labels.posteriorComputation, {
          n: formatFixed(draws.length, 0, theme),
          effective: formatFixed(diagnostics.effectiveDraws, 0, theme),
        })
      : "",
    fit.convergence.converged ? "" : fit.convergence.message,
  ].filter((note) => note !== "");
  const title = options.title ?? labels.priorTitle;
  const picture = layOutPanels(
    {
      title,
      showTitle: options.showTitle ?? false,
      description: [
        fill(labels.priorDescription, { name, k: fit.k }),
        ...curves.map((curve) => summaryText(curve, fit, theme)),
        ...notes,
      ],
      panels: curves.map(panel),
      columns: 2,
      legend: [
        { text: fill(labels.priorLine, { name }), swatch: lineSwatch(priorStyle) },
        {
          text: labels.posteriorLine,
          swatch: swatches(boxSwatch({ fill: color, "fill-opacity": "0.2", stroke: color }, theme)),
        },
      ],
      notes,
    },
    theme,
  );
  return makeFigure(picture, theme);
}
