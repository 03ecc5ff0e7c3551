import type { Picture } from "./figure.js";
import { legend } from "./legend.js";
import { footnotes, heading, layOutPlot, type Plot } from "./plot.js";
import { formatCoordinate, group, type Markup } from "./svg.js";
import { paragraph } from "./text.js";
import type { Theme } from "./theme.js";

/** One of several panels: a plot without title, legend and notes of its own, and what stands above it. */
export interface PanelPlot extends Pick<Plot, "xAxis" | "yAxis" | "aspect" | "draw"> {
  readonly header: string;
}

/** A figure of several panels, side by side and one row below the other, with one legend and notes below. */
export interface Panels extends Pick<Plot, "title" | "showTitle" | "description" | "legend" | "notes"> {
  readonly panels: readonly PanelPlot[];
  /** Panels in a row. */
  readonly columns: number;
}

/** Least width of a panel, in multiples of the font size; where there is less, fewer stand side by side. */
const LEAST_WIDTH = 15;

/** Lays out panels within the theme's width. */
export function layOutPanels(figure: Panels, theme: Theme): Picture {
  const { width, fontSize } = theme;
  const margin = 0.6 * fontSize;
  const title = heading(figure.title, figure.showTitle, margin, margin, width - 2 * margin, theme);
  const fitting = Math.floor(width / (LEAST_WIDTH * fontSize));
  const columns = Math.max(1, Math.min(figure.columns, figure.panels.length, fitting));
  const own = { ...theme, width: width / columns };
  const body: Markup[] = [...title.markup];
  let y = title.height === 0 ? 0 : margin + title.height;
  for (let first = 0; first < figure.panels.length; first += columns) {
    const row = figure.panels.slice(first, first + columns);
    const headers = row.map(({ header }) =>
      paragraph(margin, fontSize + margin, own.width - 2 * margin, header, theme, { weight: "bold" }),
    );
    const below = Math.max(...headers.map(({ height }) => height)) + 0.2 * fontSize;
    const pictures = row.map((panel) =>
      layOutPlot({ ...panel, title: "", showTitle: false, description: [], legend: [], notes: [] }, own),
    );
    row.forEach((_, i) => {
      const x = i * own.width;
      body.push(group({ transform: `translate(${formatCoordinate(x)} ${formatCoordinate(y)})` }, headers[i]!.markup));
      body.push(
        group(
          { class: "panel", transform: `translate(${formatCoordinate(x)} ${formatCoordinate(y + below)})` },
          pictures[i]!.body,
        ),
      );
    });
    y += below + Math.max(...pictures.map(({ height }) => height));
  }
  const key = legend(figure.legend, margin, y, width - 2 * margin, theme);
  y += key.height + (key.height > 0 && figure.notes.length > 0 ? 0.3 * fontSize : 0);
  const notes = footnotes(figure.notes, margin, y, width - 2 * margin, theme);
  return {
    width,
    height: y + notes.height + margin,
    title: figure.title,
    description: figure.description,
    body: [...body, ...key.markup, ...notes.markup].filter((part) => part !== ""),
  };
}
