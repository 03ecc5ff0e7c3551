import type { Estimate } from "../../base/estimate.js";
import type { RocPoint, Sroc } from "../../inference/curve/sroc.js";
import type { TwoByTwo } from "../../tables/study.js";
import { linePath } from "../frame/axis.js";
import { element, line, type Markup, tooltip } from "../frame/svg.js";
import type { Theme } from "../frame/theme.js";
import { groupDash, groupShape, marker } from "../marks/markers.js";
import type { SrocGroup } from "./sroc-options.js";
import { summaryText } from "./sroc-words.js";

/** From a point in ROC space to px. */
export type Place = (point: RocPoint) => readonly [number, number];

/** A group with what the layers need to know about it. */
export interface Drawing {
  readonly group: SrocGroup;
  readonly index: number;
  readonly color: string;
  readonly several: boolean;
}

/** Whether a false positive rate lies among those that the studies saw, rounding aside. */
export const observed = (fpr: number, [low, high]: readonly [number, number]): boolean =>
  fpr >= low - 1e-12 && fpr <= high + 1e-12;

/** The curve: solid over the observed false positive rates, dashed beyond where that is asked for. */
export function curve(
  { group: { sroc }, color, index }: Drawing,
  place: Place,
  extrapolate: boolean,
  theme: Theme,
): Markup {
  if (!sroc || sroc.curve.length === 0) return "";
  const { observedFpr } = sroc;
  const path = (
    points: readonly (readonly [number, number] | null)[],
    dash: string | undefined,
    kind: string,
  ): Markup =>
    element("path", {
      class: `sroc ${kind}`,
      d: linePath(points),
      fill: "none",
      stroke: color,
      "stroke-width": (kind === "observed" ? 1.8 : 1.2) * theme.lineWidth,
      "stroke-dasharray": dash,
      "pointer-events": "none",
    });
  const inside = sroc.curve.map((point) => (observed(point.fpr, observedFpr) ? place(point) : null));
  const solid = inside.some((point) => point !== null) ? path(inside, groupDash(index), "observed") : "";
  if (!extrapolate) return solid;
  const last = sroc.curve.length - 1;
  const outside = sroc.curve.map((point, i) => {
    const neighbours = [sroc.curve[Math.max(0, i - 1)]!, point, sroc.curve[Math.min(last, i + 1)]!];
    return neighbours.every(({ fpr }) => observed(fpr, observedFpr)) ? null : place(point);
  });
  const dashed = outside.some((point) => point !== null) ? path(outside, "1.5 3", "extrapolated") : "";
  return [dashed, solid].filter((part) => part !== "").join("\n");
}

/** A region around the summary point. */
export function region(
  points: readonly RocPoint[] | null | undefined,
  kind: "confidence" | "prediction",
  color: string,
  place: Place,
  theme: Theme,
): Markup {
  if (!points || points.length === 0) return "";
  return element("path", {
    class: `region ${kind}`,
    d: `${linePath(points.map(place))}Z`,
    fill: kind === "confidence" ? color : "none",
    "fill-opacity": kind === "confidence" ? "0.14" : undefined,
    stroke: color,
    "stroke-width": theme.lineWidth * 1.1,
    "stroke-dasharray": kind === "prediction" ? "5 3" : undefined,
    // the studies lie beneath
    "pointer-events": "none",
  });
}

/** Two intervals as a cross. */
export function cross(
  sensitivity: Estimate,
  specificity: Estimate,
  place: Place,
  attributes: Readonly<Record<string, string | number>>,
): Markup {
  const at = (fpr: number, se: number): readonly [number, number] => place({ fpr, sensitivity: se });
  const [left, y] = at(1 - specificity.upper, sensitivity.estimate);
  const [right] = at(1 - specificity.lower, sensitivity.estimate);
  const [x, top] = at(1 - specificity.estimate, sensitivity.upper);
  const [, bottom] = at(1 - specificity.estimate, sensitivity.lower);
  return `${line(left, y, right, y, attributes)}\n${line(x, top, x, bottom, attributes)}`;
}

/** 4·n₁·n₀/(n₁ + n₀), the size of an even study of the same information; marks have areas in proportion to it. */
export function effectiveSize({ tp, fp, fn, tn }: TwoByTwo): number {
  const [n1, n0] = [tp + fn, fp + tn];
  return n1 + n0 === 0 ? 0 : (4 * n1 * n0) / (n1 + n0);
}

/** Whether a study has both margins, hence a place in ROC space. */
export const drawable = ({ tp, fp, fn, tn }: TwoByTwo): boolean => tp + fn > 0 && fp + tn > 0;

/** The summary point. */
export function summaryMark(
  { group: { summary }, color, several, index }: Drawing,
  place: Place,
  radius: number,
  theme: Theme,
): Markup {
  if (!summary) return "";
  const [x, y] = place({ fpr: 1 - summary.specificity.estimate, sensitivity: summary.sensitivity.estimate });
  return marker(
    groupShape(several ? index : 3),
    x,
    y,
    radius,
    {
      class: "summary",
      fill: several ? color : theme.colors.text,
      stroke: theme.colors.background ?? "#ffffff",
      "stroke-width": theme.lineWidth,
    },
    tooltip(summaryText(summary, theme)),
  );
}

/** Whether a curve has points beyond the observed false positive rates. */
export function reachesBeyond(sroc: Sroc | null | undefined): boolean {
  return sroc?.curve.some(({ fpr }) => !observed(fpr, sroc.observedFpr)) ?? false;
}
