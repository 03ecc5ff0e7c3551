import { fill, formatEstimate, formatFixed, formatPercent, formatPValue } from "../frame/format.js";
import type { Theme } from "../frame/theme.js";
import { convergenceNote } from "../sroc/fit-note.js";
import type { Measure } from "./forest-data.js";
import { isRatio, measureFormat } from "./forest-marks.js";
import { type ForestSetup, settled } from "./forest-rows.js";

function heterogeneityNote({ data, measures }: ForestSetup, theme: Theme): string {
  const { labels } = theme;
  const parts = measures.flatMap((measure) => {
    const result = measure === "sensitivity" || measure === "specificity" ? data.heterogeneity?.[measure] : null;
    if (!result || result.q === null || result.df === null || result.pValue === null) return [];
    return [
      fill(labels.heterogeneity, {
        measure: labels[measure],
        q: formatFixed(result.q, 1, theme),
        df: result.df,
        p: formatPValue(result.pValue, theme),
        iSquared: result.iSquared?.estimate == null ? labels.unknown : formatPercent(result.iSquared.estimate, theme),
      }),
    ];
  });
  return parts.length === 0 ? "" : `${labels.heterogeneityIntro} ${parts.join("; ")}.`;
}

/** How the intervals of the studies, and the summary, were computed; "" where the data don't say. */
function methodsNote({ data, measures }: ForestSetup, theme: Theme): string {
  if (data.options === undefined) return "";
  const { labels } = theme;
  const intervals = labels.intervalMethods[data.options.studyInterval ?? "wilson"];
  const { model, method } = data.fit ?? {};
  const pooled = data.summary && model !== undefined && method !== undefined;
  return [
    measures.every(isRatio) ? "" : fill(labels.proportionIntervals, { intervals }),
    measures.some(isRatio) ? labels.ratioIntervals : "",
    pooled ? fill(labels.summaryModel, { model: labels.models[model] ?? model, method }) : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** What stands below a forest plot: what is missing, heterogeneity, the test between subgroups, the caller's note. */
export function forestNotes(setup: ForestSetup, theme: Theme): string[] {
  const { data, options, measures } = setup;
  const { labels } = theme;
  const notes: string[] = [];
  notes.push(convergenceNote(data.fit, theme), heterogeneityNote(setup, theme));
  if (setup.rows.some(({ kind }) => kind === "heterogeneity")) notes.push(labels.tauSquaredNote);
  const rho = data.fit?.betweenStudy.correlation ?? null;
  if (rho !== null && measures.includes("sensitivity") && measures.includes("specificity")) {
    notes.push(fill(labels.correlationNote, { rho: formatFixed(rho, 2, theme) }));
  }
  const { subgroups } = settled(data, options);
  const joint = subgroups?.joint;
  if (joint && joint.chiSquared !== null && joint.df !== null && joint.pValue !== null) {
    notes.push(
      fill(labels.subgroupTest, {
        chiSquared: formatFixed(joint.chiSquared, 2, theme),
        df: joint.df,
        p: formatPValue(joint.pValue, theme),
      }),
    );
  }
  if (measures.some((measure) => data.studies.some(({ accuracy }) => !accuracy[measure])))
    notes.push(labels.notEstimableNote);
  notes.push(options.note ?? methodsNote(setup, theme));
  return notes.filter((note) => note !== "");
}

/** The forest plot in words. */
export function describeForest(setup: ForestSetup, theme: Theme): string[] {
  const { data, measures, options } = setup;
  const { labels } = theme;
  const range = (measure: Measure): string => {
    const values = data.studies.flatMap(({ accuracy }) => accuracy[measure]?.estimate ?? []);
    if (values.length === 0) return "";
    const format = measureFormat(measure);
    return fill(labels.forestRange, {
      measure: labels[measure],
      low: format(Math.min(...values), theme),
      high: format(Math.max(...values), theme),
    });
  };
  const pooled = measures.flatMap((measure) => {
    const estimate = data.summary?.[measure];
    return estimate ? [`${labels[measure]} ${formatEstimate(estimate, measureFormat(measure), theme)}`] : [];
  });
  const groups = settled(data, options).subgroups?.levels?.flatMap(({ level, summary }) => {
    const texts = measures.flatMap((measure) => {
      const estimate = summary?.[measure];
      return estimate ? [`${labels[measure]} ${formatEstimate(estimate, measureFormat(measure), theme)}`] : [];
    });
    return texts.length === 0 ? [] : [`${level}: ${texts.join(", ")}.`];
  });
  return [
    fill(labels.forestDescription, {
      k: data.studies.length,
      measures: measures.map((measure) => labels[measure]).join(", "),
    }),
    ...measures.map(range),
    pooled.length === 0 ? labels.notPooled : fill(labels.forestPooled, { estimates: pooled.join(", ") }),
    ...(groups ?? []),
  ];
}
