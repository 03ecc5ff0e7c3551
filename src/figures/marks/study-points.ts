import { group, type Markup, tooltip } from "../frame/svg.js";
import type { Theme } from "../frame/theme.js";
import { groupShape, marker, studyStyle } from "./markers.js";
import type { LabelledPoint } from "./point-labels.js";

/** A study in a plot of points. */
export interface StudyPoint extends LabelledPoint {
  /** What is said of it where the pointer rests on it. */
  readonly text: string;
  /** Why it stands out, as a class; then it differs in colour and shape. */
  readonly standsOut?: string | undefined;
}

/** The marks of studies. */
export function studyPoints(points: readonly StudyPoint[], color: string, theme: Theme): Markup {
  return group(
    { class: "studies" },
    points.map(({ id, x, y, radius, text, standsOut }) =>
      marker(
        groupShape(standsOut === undefined ? 0 : 3),
        x,
        y,
        radius,
        {
          class: standsOut === undefined ? "study" : `study ${standsOut}`,
          "data-id": id,
          ...studyStyle(standsOut === undefined ? color : theme.colors.accent, theme),
        },
        tooltip(text),
      ),
    ),
  );
}
