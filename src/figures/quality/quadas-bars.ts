import type { Picture } from "../frame/figure.js";
import { formatPercent } from "../frame/format.js";
import { type LegendItem, legend } from "../frame/legend.js";
import { footnotes, heading } from "../frame/plot.js";
import { element, line, type Markup, tooltip } from "../frame/svg.js";
import { middleText, SMALL, textLine } from "../frame/text.js";
import { textWidth, wrapText } from "../frame/text-width.js";
import type { Theme } from "../frame/theme.js";
import type { DomainCount } from "./quadas-counts.js";
import type { QualityAssessment, QualitySchema } from "./quadas-data.js";

/** What both layouts of a quality plot are made of. */
export interface QualityPicture {
  readonly title: string;
  readonly showTitle: boolean;
  readonly studies: readonly QualityAssessment[];
  readonly schema: QualitySchema;
  readonly counts: readonly DomainCount[];
  readonly legend: readonly LegendItem[];
  readonly notes: readonly string[];
}

/** Bars from 0 to 100% by domain, one panel a section, with the number of studies written into each part that has room. */
export function judgementBars(
  { title, showTitle, studies, schema, counts, legend: items, notes }: QualityPicture,
  theme: Theme,
): Picture {
  const { fontSize, colors, lineWidth } = theme;
  const size = SMALL * fontSize;
  const margin = 0.8 * fontSize;
  // names of domains, sections and the percentages need this much
  const width = Math.max(theme.tableWidth, 34 * fontSize);
  const labelRoom = Math.min(0.3 * width, 16 * fontSize);
  const names = [...new Set(counts.map(({ label }) => label))];
  // Domains that sections share stand in one row, so that risk of bias and applicability can be read across.
  const lines = new Map(names.map((name) => [name, wrapText(name, labelRoom, theme)]));
  const labelWidth = Math.max(...[...lines.values()].flat().map((text) => textWidth(text, theme)));
  const left = margin + labelWidth + 0.8 * fontSize;
  const endLabel = textWidth(formatPercent(1, theme), theme, size) / 2;
  const panelGap = endLabel + textWidth(formatPercent(0, theme), theme, size) / 2 + fontSize;
  const panels = schema.sections.length;
  const panelWidth = (width - margin - endLabel - left - panelGap * (panels - 1)) / panels;
  const head = heading(title, showTitle, margin, margin, width - 2 * margin, theme);
  const titles = schema.sections.map(({ label }) => wrapText(label, panelWidth, theme, fontSize, "bold"));
  const titleLines = Math.max(...titles.map((texts) => texts.length));
  const top = margin + head.height + titleLines * 1.25 * fontSize + 0.3 * fontSize;
  const rowHeight = Math.max(2, ...[...lines.values()].map((texts) => 0.7 + 1.25 * texts.length)) * fontSize;
  const barHeight = 1.35 * fontSize;
  const bottom = top + names.length * rowHeight;
  const body: Markup[] = [...head.markup];
  names.forEach((name, row) => {
    const texts = lines.get(name)!;
    const centre = top + (row + 0.5) * rowHeight;
    texts.forEach((text, i) => {
      body.push(
        middleText(left - 0.8 * fontSize, centre + (i - (texts.length - 1) / 2) * 1.25 * fontSize, text, theme, {
          anchor: "end",
        }),
      );
    });
  });
  schema.sections.forEach((section, p) => {
    const x0 = left + p * (panelWidth + panelGap);
    titles[p]!.forEach((text, i) => {
      body.push(
        textLine(
          x0 + panelWidth / 2,
          top - 0.7 * fontSize - (titles[p]!.length - 1 - i) * 1.25 * fontSize,
          text,
          theme,
          { anchor: "middle", weight: "bold" },
        ),
      );
    });
    const shares = panelWidth > 14 * size ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.5, 1];
    for (const share of shares) {
      const x = x0 + share * panelWidth;
      body.push(line(x, top, x, bottom, { stroke: colors.grid, "stroke-width": lineWidth }));
      body.push(
        textLine(x, bottom + 1.3 * size, formatPercent(share, theme), theme, {
          anchor: "middle",
          size,
          fill: colors.muted,
        }),
      );
    }
    for (const { label, counts: numbers } of counts.filter((count) => count.section === section.key)) {
      const y = top + (names.indexOf(label) + 0.5) * rowHeight - barHeight / 2;
      let x = x0;
      numbers.forEach((n, i) => {
        if (n === 0) return;
        const judgement = schema.judgements[i];
        const role = judgement?.role ?? "missing";
        const part = (n / studies.length) * panelWidth;
        const word = judgement?.label ?? theme.labels.quadasMissing;
        body.push(
          element(
            "rect",
            {
              class: `bar ${role}`,
              "data-count": n,
              x,
              y,
              width: part,
              height: barHeight,
              fill: colors.judgements[role],
              stroke: colors.background ?? "#ffffff",
              "stroke-width": lineWidth,
            },
            tooltip(`${section.label}, ${label}: ${word} ${n}`),
          ),
        );
        if (role === "missing")
          body.push(
            element("rect", {
              x: x + 0.5,
              y: y + 0.5,
              width: Math.max(0, part - 1),
              height: barHeight - 1,
              fill: "none",
              stroke: colors.reference,
              "stroke-width": 0.7 * lineWidth,
              "stroke-dasharray": "2 2",
            }),
          );
        if (textWidth(String(n), theme, size) + 4 < part) {
          body.push(
            middleText(x + part / 2, y + barHeight / 2, String(n), theme, {
              anchor: "middle",
              size,
              fill: role === "high" ? "#ffffff" : colors.text,
            }),
          );
        }
        x += part;
      });
    }
    body.push(line(x0, bottom, x0 + panelWidth, bottom, { stroke: colors.axis, "stroke-width": lineWidth }));
  });
  const key = legend(items, margin, bottom + 2.2 * fontSize, width - 2 * margin, theme);
  const below = bottom + (notes.length > 0 ? 2.6 : 2.2) * fontSize + key.height;
  const foot = footnotes(notes, margin, below, width - 2 * margin, theme);
  return {
    width,
    height: below + foot.height + margin,
    title,
    description: [],
    body: [...body, ...key.markup, ...foot.markup],
  };
}
