import type { Picture } from "../frame/figure.js";
import { legend } from "../frame/legend.js";
import { footnotes, heading } from "../frame/plot.js";
import { group, line, type Markup } from "../frame/svg.js";
import { middleText, textLine } from "../frame/text.js";
import { textWidth, wrapText } from "../frame/text-width.js";
import type { Theme } from "../frame/theme.js";
import type { QualityPicture } from "./quadas-bars.js";
import { assessmentName } from "./quadas-data.js";
import { light } from "./quadas-light.js";
import { columnsOf, shownJudgement } from "./quadas-overall.js";

/** What the rows are. */
const UNITS = { study: "study", estimate: "quadasEstimate", comparison: "quadasComparison" } as const;

/** A grid of lights, studies down and domains across, grouped by section; the domains' names stand upright. */
export function trafficLights(
  { title, showTitle, studies, schema, legend: items, notes }: QualityPicture,
  theme: Theme,
): Picture {
  const { fontSize, colors, lineWidth } = theme;
  const margin = 0.8 * fontSize;
  const cell = (studies.length > 45 ? 1.6 : 1.9) * fontSize;
  const column = Math.max(cell, 2.2 * fontSize);
  const nameLines = studies.map((study) => wrapText(assessmentName(study), 20 * fontSize, theme));
  const unit = theme.labels[UNITS[schema.unit ?? "study"]];
  const nameWidth = Math.max(
    textWidth(unit, theme, fontSize, "bold"),
    ...nameLines.flat().map((text) => textWidth(text, theme)),
  );
  const sectionGap = 1.2 * fontSize;
  let x = margin + nameWidth + fontSize;
  const sections = schema.sections.map((section) => {
    // a section is as wide as the longest word of its name, at least
    const words = section.label.split(" ").map((word) => textWidth(word, theme, fontSize, "bold"));
    const columns = columnsOf(section);
    const grid = columns.length * column;
    const wide = Math.max(grid, ...words);
    const placed = { section, columns, left: x, width: wide, first: x + (wide - grid) / 2 };
    x += wide + sectionGap;
    return placed;
  });
  const right = x - sectionGap;
  const width = Math.max(right + margin, Math.min(theme.tableWidth, 12 * fontSize));
  const head = heading(title, showTitle, margin, margin, width - 2 * margin, theme);
  const titles = sections.map((placed) =>
    wrapText(placed.section.label, placed.width + 0.6 * sectionGap, theme, fontSize, "bold"),
  );
  const titleHeight = Math.max(...titles.map((texts) => texts.length)) * 1.25 * fontSize;
  const domainHeight = Math.max(
    ...sections.flatMap(({ columns }) => columns.map(({ label }) => textWidth(label, theme, fontSize, "bold"))),
  );
  const headBottom = margin + head.height + titleHeight + 0.5 * fontSize + domainHeight + 0.4 * fontSize;
  const body: Markup[] = [
    ...head.markup,
    textLine(margin, headBottom - 0.2 * fontSize, unit, theme, { weight: "bold" }),
  ];
  sections.forEach(({ section, columns, left, first, width: wide }, s) => {
    titles[s]!.forEach((text, i) => {
      body.push(
        textLine(left + wide / 2, margin + head.height + (i + 0.85) * 1.25 * fontSize, text, theme, {
          anchor: "middle",
          weight: "bold",
        }),
      );
    });
    columns.forEach(({ key, label }, d) => {
      body.push(
        textLine(first + (d + 0.5) * column + 0.36 * fontSize, headBottom - 0.2 * fontSize, label, theme, {
          rotate: -90,
          weight: key === section.overall?.key ? "bold" : "normal",
        }),
      );
    });
  });
  body.push(
    line(margin, headBottom + 0.2 * fontSize, right, headBottom + 0.2 * fontSize, {
      stroke: colors.axis,
      "stroke-width": lineWidth,
    }),
  );
  let y = headBottom + 0.4 * fontSize;
  studies.forEach((study, i) => {
    const texts = nameLines[i]!;
    const height = cell + (texts.length - 1) * 1.2 * fontSize;
    const centre = y + height / 2;
    texts.forEach((text, n) => {
      body.push(middleText(margin, centre + (n - (texts.length - 1) / 2) * 1.2 * fontSize, text, theme));
    });
    for (const { section, columns, first } of sections) {
      const lights = columns.map((domain, d) =>
        light(shownJudgement(schema, study, section, domain), first + (d + 0.5) * column, centre, 0.4 * cell, theme),
      );
      body.push(group({ class: "lights", "data-id": assessmentName(study) }, lights));
    }
    y += height;
    if (i < studies.length - 1)
      body.push(line(margin, y, right, y, { stroke: colors.grid, "stroke-width": 0.7 * lineWidth }));
  });
  const key = legend(items, margin, y + 0.8 * fontSize, width - 2 * margin, theme);
  const below = y + (notes.length > 0 ? 1.2 : 0.8) * fontSize + key.height;
  const foot = footnotes(notes, margin, below, width - 2 * margin, theme);
  return {
    width,
    height: below + foot.height + margin,
    title,
    description: [],
    body: [...body, ...key.markup, ...foot.markup],
  };
}
