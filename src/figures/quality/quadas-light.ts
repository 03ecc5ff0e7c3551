import { element, group, type Markup } from "../frame/svg.js";
import { middleText } from "../frame/text.js";
import type { Theme } from "../frame/theme.js";
import type { Judgement } from "./quadas-data.js";

const WHITE_ON = new Set(["high"]);

/** The mark of a judgement: a disc in its colour with its symbol. */
export function light(judgement: Judgement | null, x: number, y: number, radius: number, theme: Theme): Markup {
  const role = judgement?.role ?? "missing";
  const disc = element("circle", {
    class: `judgement ${role}`,
    cx: x,
    cy: y,
    r: radius,
    fill: theme.colors.judgements[role],
    stroke: role === "missing" ? theme.colors.reference : theme.colors.axis,
    "stroke-width": 0.7 * theme.lineWidth,
    "stroke-dasharray": role === "missing" ? "2 2" : undefined,
  });
  if (judgement === null) return disc;
  const size = 1.45 * radius;
  const ink = WHITE_ON.has(role) ? "#ffffff" : theme.colors.text;
  return group({}, [
    disc,
    middleText(x, y, judgement.symbol, theme, { anchor: "middle", size, weight: "bold", fill: ink }),
  ]);
}
