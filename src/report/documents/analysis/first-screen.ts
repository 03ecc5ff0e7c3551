import type { Analysis } from "../../../analysis/analyze.js";
import type { PartialEstimate } from "../../../base/estimate.js";
import { type BivariateFit, traitsOf } from "../../../models/fit.js";
import { type Block, paragraph, type TableBlock, warning } from "../../render/document.js";
import { count, fixed, levelPercent } from "../../render/format.js";
import type { Format, Numbers } from "../../render/numbers.js";
import { boundText } from "../../words/bound.js";
import { participants } from "../../words/participants.js";

const right = { align: "right" } as const;

/** Columns of the text that lines are counted in. */
const COLUMNS = 100;

/** One measure with its intervals. */
interface Measure {
  readonly outcome?: "sensitivity" | "specificity";
  readonly name: string;
  readonly pooled: PartialEstimate;
  /** By Student's t, beside `pooled`. */
  readonly small: PartialEstimate | null;
  readonly robust: PartialEstimate | null;
  readonly prediction: PartialEstimate | null;
  readonly format: Format;
}

function measures(analysis: Analysis, { proportion, ratio }: Numbers): Measure[] {
  const { summary, smallSample, auc, predictionIntervals, clusterRobust } = analysis;
  if (summary === null) return [];
  const robust = clusterRobust?.summary ?? null;
  const small = smallSample?.summary ?? null;
  const rows: Measure[] = (["sensitivity", "specificity"] as const).map((name) => ({
    outcome: name,
    name: name === "sensitivity" ? "Sensitivity" : "Specificity",
    pooled: summary[name],
    small: small?.[name] ?? null,
    robust: robust?.[name] ?? null,
    prediction: predictionIntervals?.[name] ?? null,
    format: proportion,
  }));
  for (const [key, name] of [
    ["plr", "Positive likelihood ratio"],
    ["nlr", "Negative likelihood ratio"],
    ["dor", "Diagnostic odds ratio"],
  ] as const) {
    const others = { small: small?.[key] ?? null, robust: robust?.[key] ?? null, prediction: null };
    rows.push({ name, pooled: summary[key], ...others, format: ratio });
  }
  if (auc !== null) {
    const others = { small: smallSample?.auc ?? null, robust: null, prediction: null };
    rows.push({ name: "Area under the SROC curve", pooled: auc, ...others, format: proportion });
  }
  return rows;
}

/** The pooled estimates with confidence and prediction intervals; of few studies by t as well, and cluster-robust ones where there are such. */
export function pooledTable(analysis: Analysis, numbers: Numbers): TableBlock | null {
  const { fit, smallSample, options } = analysis;
  const rows = measures(analysis, numbers);
  if (fit === null || rows.length === 0) return null;
  const robust = rows.some((row) => row.robust !== null);
  const level = levelPercent(fit.level);
  const limits = (quantity: PartialEstimate | null, format: Format): string =>
    quantity === null || quantity.estimate === null ? "" : numbers.limits(quantity, format);
  const bound = (outcome: string | undefined): string | null => {
    const margin = analysis.unanimous.find((one) => one.outcome === outcome);
    return margin === undefined ? null : boundText(margin, numbers);
  };
  return {
    kind: "table",
    caption: "Pooled accuracy",
    columns: [
      { title: "Measure" },
      { title: "Estimate", ...right },
      {
        title: `${level} ${fit.draws === undefined ? "confidence" : "credible"}${INTERVAL_WORDS[options.interval ?? "z"]}`,
        ...right,
      },
      ...(smallSample === null ? [] : [{ title: `by t, df ${smallSample.degreesOfFreedom}`, ...right }]),
      ...(robust ? [{ title: "Cluster-robust", ...right }] : []),
      { title: `${level} prediction`, ...right },
    ],
    rows: rows.map(({ outcome, name, pooled, small, robust: sandwich, prediction, format }) => [
      name,
      pooled.estimate === null ? "not defined" : format(pooled.estimate),
      bound(outcome) ?? limits(pooled, format),
      ...(smallSample === null ? [] : [bound(outcome) === null ? limits(small, format) : ""]),
      ...(robust ? [limits(sandwich, format)] : []),
      limits(prediction, format),
    ]),
    ...(smallSample === null ? {} : { notes: [smallSample.reason] }),
  };
}

/** What is put behind "confidence" where the intervals are not the usual ones. */
const INTERVAL_WORDS = { z: "", t: " (t)", profile: " (profile)" } as const;

const CONVERGED_ON = {
  none: " to a simpler model",
  correlation: " on the boundary, a correlation of ±1",
  variance: " on the boundary, a variance of 0",
} as const;

/** Warnings that say how the fit went. */
const EXPLAINED: ReadonlySet<string> = new Set(["unanimous-margin", "not-converged", "boundary", "simplified"]);

/** The model in a sentence, and how its fit went; what needs more words stands among the warnings. */
export function modelParagraph(fit: BivariateFit, warnings: Analysis["warnings"]): Block {
  const zero = fit.options.correlation === 0 ? " with the correlation fixed at 0" : "";
  const { converged, boundary, message } = fit.convergence;
  const warned = warnings.some(({ code }) => EXPLAINED.has(code));
  const state = !warned
    ? message
    : converged
      ? `Converged${CONVERGED_ON[boundary]}: see the warning.`
      : warnings.some(({ code }) => code === "unanimous-margin")
        ? "Margins whose results all agree have no finite optimum: see the warning."
        : "Not converged: see the warning.";
  const likelihood =
    fit.draws === undefined
      ? `Log-likelihood ${fixed(fit.logLik, 3)}${fit.restricted ? " (restricted)" : ""}, AIC ${fixed(fit.aic, 1)}, BIC ${fixed(fit.bic, 1)}.`
      : `Log-likelihood at the estimates ${fixed(fit.logLik, 3)}.`;
  return paragraph(
    `Bivariate ${traitsOf(fit).label} model${zero} of ${count(fit.k, "study", "studies")}, ${fit.method}. ${state} ${likelihood}`,
  );
}

const linesOf = (text: string, columns = COLUMNS): number => Math.ceil(text.length / (columns - 6));

/** Lines that a block takes with the blank one below it. */
function height(block: Block): number {
  if (block.kind === "heading") return 3;
  if (block.kind === "table") {
    const notes = (block.notes ?? []).reduce((lines, note) => lines + linesOf(note, COLUMNS + 6), 0);
    return block.rows.length + notes + (block.caption === undefined ? 3 : 4);
  }
  if (block.kind === "verbatim") return block.text.split("\n").length + 1;
  return block.kind === "list" ? block.items.length + 1 : linesOf(block.text) + 1;
}

/** Warnings as far as they fit on a first screen of so many lines below what stands above them, and those that follow it. */
export function warningBlocks(
  messages: readonly string[],
  above: readonly Block[],
  lines: number,
): { readonly first: Block[]; readonly rest: Block[] } {
  let free = lines - above.reduce((taken, block) => taken + height(block), 0);
  const blocks = messages.map(warning);
  let fitting = 0;
  for (const block of blocks) {
    free -= height(block);
    // the last one leaves room to say that there are more
    if (free < (fitting + 1 < blocks.length ? 1 : -1)) break;
    fitting++;
  }
  const rest = blocks.slice(fitting);
  const more =
    rest.length === 0 ? [] : [warning(`${count(rest.length, fitting === 0 ? "warning" : "more warning")} below.`)];
  return { first: [...blocks.slice(0, fitting), ...more], rest };
}

/** How much was pooled, in a line. */
export function sizeParagraph(analysis: Analysis): Block[] {
  const size = participants(analysis);
  return size === null ? [] : [paragraph(size)];
}
