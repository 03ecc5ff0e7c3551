import type { Format, Numbers } from "dta-meta/report";
import { texts } from "../texts.js";
import type { Headline } from "./messages.js";

interface Interval {
  readonly level: number;
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** What makes headlines in a style of numbers: a headline, or none where there is no number. */
export const headlinesIn =
  ({ limits, proportion }: Numbers) =>
  (
    name: string,
    value: Interval | null,
    format: Format = proportion,
    prediction: Interval | null = null,
  ): Headline[] => {
    if (value === null || value.estimate === null) return [];
    const interval = limits(value, format);
    const notes = [
      ...(interval === "–" ? [] : [interval]),
      ...(prediction === null || prediction.lower === null ? [] : [texts.newStudy(limits(prediction, format))]),
    ];
    return [{ name, value: format(value.estimate), notes }];
  };
