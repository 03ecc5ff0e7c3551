import type { App } from "../page/app.js";
import { h } from "../page/dom.js";
import { select, selectOf, tick } from "../page/fields.js";
import type { FigureChoices } from "../state/project.js";
import type { State } from "../state/state.js";
import { texts } from "../texts.js";

const { figures: words } = texts;

/** How figures are drawn; they follow each change at once. */
export function figureOptions(state: State, app: App): HTMLElement {
  const { figures, quality } = state.history.now;
  const set =
    <K extends keyof FigureChoices>(name: K) =>
    (value: FigureChoices[K]) =>
      app.act({ kind: "draw", changes: { [name]: value } });
  const judged = Object.keys(quality.judgements).length > 0;
  return h(
    "details",
    { class: "card", "data-key": "figure-options" },
    h("summary", {}, words.options),
    h(
      "div",
      { class: "fields" },
      selectOf(
        { id: "points", label: words.points, help: judged ? undefined : words.noJudgements },
        figures.points,
        words.pointChoices,
        set("points"),
      ),
      selectOf({ id: "labels", label: words.labels }, figures.labels, words.labelChoices, set("labels")),
      select(
        { id: "colorBy", label: words.colorBy },
        figures.colorBy,
        [["", words.oneColor], ...state.reading.covariates.map((name) => [name, name] as const)],
        set("colorBy"),
      ),
      selectOf(
        { id: "crosshairs", label: words.crosshairs },
        figures.crosshairs,
        words.crosshairChoices,
        set("crosshairs"),
      ),
      selectOf({ id: "xAxis", label: words.xAxis }, figures.xAxis, words.xAxes, set("xAxis")),
      selectOf(
        { id: "forestMeasures", label: words.forestMeasures },
        figures.forestMeasures,
        words.forests,
        set("forestMeasures"),
      ),
      selectOf({ id: "sort", label: words.sort }, figures.sort, words.sorts, set("sort")),
    ),
    tick("confidenceRegion", words.confidenceRegion, figures.confidenceRegion, set("confidenceRegion")),
    tick("predictionRegion", words.predictionRegion, figures.predictionRegion, set("predictionRegion")),
    tick("extrapolate", words.extrapolate, figures.extrapolate, set("extrapolate")),
  );
}
