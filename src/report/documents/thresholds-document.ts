import { checkFinite, checkText } from "../../base/checks.js";
import type { PartialEstimate } from "../../base/estimate.js";
import { checkShape } from "../../base/shape.js";
import type { ThresholdAnalysis } from "../../inference/thresholds/analyze-thresholds.js";
import { thresholdAnalysisShapes } from "../../inference/thresholds/threshold-analysis-shapes.js";
import { alternativeName } from "../../models/thresholds/assemble-threshold-fit.js";
import type { ThresholdCoefficient } from "../../models/thresholds/threshold-fit.js";
import type { LinearThresholdFit } from "../../programs/diagmeta/linear-fit.js";
import { type Block, type Document, heading, list, paragraph, type TableBlock, warning } from "../render/document.js";
import { fixed, levelPercent, MISSING, pPhrase, significant } from "../render/format.js";
import { type NumberStyle, type Numbers, numbersOf } from "../render/numbers.js";

const three = (value: number | null): string => significant(value, 3);
const four = (value: number | null): string => significant(value, 4);
const cutoffText = (quantity: PartialEstimate, { interval }: Numbers): string => interval(quantity, four);
const side = ({ direction }: Pick<ThresholdAnalysis, "direction">): string =>
  direction === "greater" ? "above" : "below";

/** The model in a sentence or two, and how its fit went. */
export function methodText(analysis: ThresholdAnalysis): string {
  const { k, points, scale, lambda, scales, betweenStudy } = analysis;
  const name = alternativeName(analysis).replace(
    "Box–Cox scale",
    lambda === null ? "" : `Box–Cox scale (λ = ${fixed(lambda, 3)})`,
  );
  const correlation =
    betweenStudy.correlation === null
      ? ""
      : `, correlation of the groups' locations ${fixed(betweenStudy.correlation, 2)}`;
  return (
    `Model of all cut-offs of ${k} studies (${points} tables; values ${side(analysis)} a cut-off are positive): exact multinomial likelihood of the counts between cut-offs, ` +
    `${name}; widths of the distributions ${scales === "random" ? "that vary between studies" : "common to all studies"}${correlation}. ` +
    `${analysis.convergence.message} Log-likelihood ${fixed(analysis.logLik, 3)}, AIC ${fixed(analysis.aic, 1)}.` +
    (scale === "identity" ? "" : " Cut-offs are printed in the marker's own unit.")
  );
}

function accuracyTable(
  { accuracy, level, interval }: ThresholdAnalysis,
  predictive: boolean,
  numbers: Numbers,
): TableBlock {
  const { interval: written, ratio, probability } = numbers;
  return {
    kind: "table",
    caption: `Accuracy at cut-offs in a study with average random effects (${levelPercent(level)} confidence intervals${interval === "t" ? " by t" : ""})`,
    columns: [
      { title: "cut-off", align: "right" },
      { title: "sensitivity" },
      { title: "specificity" },
      { title: "LR+" },
      { title: "LR−" },
      ...(predictive ? [{ title: "PPV" }, { title: "NPV" }] : []),
      { title: "studies", align: "right" },
    ],
    rows: accuracy.map((row) => [
      `${four(row.cutoff)}${row.outside ? " *" : ""}`,
      written(row.sensitivity),
      written(row.specificity),
      written(row.plr, ratio),
      written(row.nlr, ratio),
      ...(predictive ? [written(row.ppv, probability), written(row.npv, probability)] : []),
      String(row.observed),
    ]),
    notes: [
      "studies: those that report this very cut-off; all studies inform every row.",
      ...(accuracy.some(({ outside }) => outside) ? ["* outside all reported cut-offs: extrapolation."] : []),
      ...accuracy.flatMap(({ cutoff, prediction }) =>
        prediction === null
          ? []
          : [
              `A new study at ${four(cutoff)}: sensitivity ${numbers.limits(prediction.sensitivity)}, ` +
                `specificity ${numbers.limits(prediction.specificity)} (${levelPercent(prediction.sensitivity.level)} prediction interval).`,
            ],
      ),
    ],
  };
}

/** The optimal cut-off and the area under the curve, in words. */
export function optimumText({ optimalCutoff, observedCutoffs, auc }: ThresholdAnalysis, numbers: Numbers): string {
  const { interval } = numbers;
  const { cutoff, sensitivity, specificity, youden, weight, outside, reason } = optimalCutoff;
  const area = `Area under the summary ROC curve ${interval(auc)}.`;
  if (cutoff.estimate === null) return `No optimal cut-off: ${reason}. ${area}`;
  const what =
    weight === 0.5 ? "Youden index" : `${fixed(weight, 3)} × sensitivity + ${fixed(1 - weight, 3)} × specificity`;
  const range = outside
    ? ` It lies outside the reported cut-offs (${numbers.range(four(observedCutoffs[0]), four(observedCutoffs[1]))}): extrapolation.`
    : "";
  return (
    `Optimal cut-off (highest ${what}): ${cutoffText(cutoff, numbers)}; sensitivity there ${interval(sensitivity)}, specificity ${interval(specificity)}, ` +
    `Youden index ${interval(youden)}.${range} ${area}`
  );
}

function parameterTable({ coefficients, betweenStudy }: ThresholdAnalysis, { range }: Numbers): TableBlock {
  const groups = { diseased: "diseased", nonDiseased: "non-diseased" } as const;
  const row = ({ group, term, estimate, standardError, lower, upper }: ThresholdCoefficient): string[] => [
    groups[group],
    term,
    four(estimate),
    three(standardError),
    lower === null ? MISSING : range(four(lower), four(upper)),
  ];
  const { varDiseased, varNonDiseased, sdLogScaleDiseased, sdLogScaleNonDiseased } = betweenStudy;
  return {
    kind: "table",
    caption: "Distributions on the model's scale",
    columns: [
      { title: "group" },
      { title: "term" },
      { title: "estimate", align: "right" },
      { title: "SE", align: "right" },
      { title: "interval" },
    ],
    rows: coefficients.map(row),
    notes: [
      `Standard deviations between studies: location ${three(Math.sqrt(varDiseased))} (diseased), ${three(Math.sqrt(varNonDiseased))} (non-diseased)` +
        (sdLogScaleDiseased === null
          ? "."
          : `; log scale ${three(sdLogScaleDiseased)}, ${three(sdLogScaleNonDiseased)}.`),
    ],
  };
}

function alternativesTable({ alternatives, scaleTest }: ThresholdAnalysis): Block[] {
  const rows = alternatives.map((alternative) => [
    alternativeName(alternative),
    alternative.scales,
    alternative.lambda === null ? "" : fixed(alternative.lambda, 3),
    String(alternative.parameters),
    fixed(alternative.logLik, 2),
    fixed(alternative.aic, 1),
  ]);
  const table: TableBlock = {
    kind: "table",
    caption: "Models of the same counts, by AIC",
    columns: [
      { title: "model" },
      { title: "widths" },
      { title: "λ", align: "right" },
      { title: "parameters", align: "right" },
      { title: "log-likelihood", align: "right" },
      { title: "AIC", align: "right" },
    ],
    rows,
    notes:
      scaleTest === null
        ? []
        : [
            `Widths that vary between studies against common ones: likelihood ratio ${fixed(scaleTest.chiSquared, 1)}, ${pPhrase(scaleTest.pValue)}.`,
          ],
  };
  return alternatives.length > 1 || scaleTest !== null ? [table] : [];
}

/**
 * A fit of several cut-offs as a document: accuracy at the cut-offs asked for, the optimal one, the fit, the methods; with a
 * `prevalence` predictive values too; `style` is how numbers are written.
 *
 * @example
 * ```ts
 * import { analyzeThresholds, readThresholdStudies } from "dta-meta";
 * import { renderMarkdown, thresholdsDocument } from "dta-meta/report";
 *
 * const csv =
 *   "study,cutoff,tp,fp,fn,tn\nA,20,70,40,30,160\nA,40,45,12,55,188\nB,15,44,50,6,50\nB,30,30,15,20,85\n" +
 *   "C,25,80,30,40,120\nD,20,30,22,10,78\nD,50,12,3,28,97";
 * const analysis = analyzeThresholds(readThresholdStudies(csv), { cutoffs: [25], alternatives: false });
 * renderMarkdown(thresholdsDocument("A marker", analysis, null)).includes("A marker"); // true
 * ```
 */
export function thresholdsDocument(
  name: string,
  analysis: ThresholdAnalysis,
  prevalence: number | null,
  style: NumberStyle = {},
): Document {
  checkText("name", name, "what the analysis is called");
  checkShape("analysis", analysis, thresholdAnalysisShapes, {
    name: "ThresholdAnalysis",
    wanted: "what analyzeThresholds returns",
  });
  if (prevalence !== null) checkFinite("prevalence", prevalence);
  return [
    heading(2, `Several cut-offs a study: ${name}`),
    paragraph(methodText(analysis)),
    ...analysis.warnings.map(({ message }) => warning(message)),
    paragraph(optimumText(analysis, numbersOf(style))),
    ...thresholdTables(analysis, prevalence, style),
  ];
}

/** Accuracy at cut-offs, the distributions, and the models of the same counts. */
export function thresholdTables(
  analysis: ThresholdAnalysis,
  prevalence: number | null,
  style: NumberStyle = {},
): Document {
  const numbers = numbersOf(style);
  return [
    accuracyTable(analysis, prevalence !== null, numbers),
    ...(prevalence === null ? [] : [paragraph(`Predictive values at a prevalence of ${numbers.given(prevalence)}.`)]),
    parameterTable(analysis, numbers),
    ...alternativesTable(analysis),
  ];
}

/** The report of diagmeta's linear mixed model: what that program prints, what is right for the same fit, and what is wrong with it. */
export function linearThresholdsDocument(name: string, fit: LinearThresholdFit, style: NumberStyle = {}): Document {
  const numbers = numbersOf(style);
  const { interval } = numbers;
  const { options, coefficients, optimalCutoff, corrected, auc, k, points } = fit;
  const optimum = (title: string, found: LinearThresholdFit["optimalCutoff"]): string[] => [
    title,
    found === null ? MISSING : cutoffText(found.cutoff, numbers),
    found === null ? MISSING : interval(found.sensitivity),
    found === null ? MISSING : interval(found.specificity),
  ];
  return [
    heading(2, `Several cut-offs a study as diagmeta prints them: ${name}`),
    paragraph(
      `Linear mixed model ${fit.mixedModel} of ${k} studies (${points} tables), ${options.distribution} distribution, ` +
        `cut-offs ${options.log ? "on the log scale" : "as they are"}${options.equalVariances ? ", equal variances" : ""}, weights "${options.weights}", ${options.increment} added to every cell. ` +
        `${fit.convergence.message} REML criterion ${fixed(fit.remlCriterion, 3)}, AIC ${fixed(fit.aic, 1)}.`,
    ),
    {
      kind: "table",
      caption: "Optimal cut-off",
      columns: [{ title: "" }, { title: "cut-off" }, { title: "sensitivity" }, { title: "specificity" }],
      rows: [optimum("as printed", optimalCutoff), optimum("right for this fit", corrected.optimalCutoff)],
    },
    paragraph(
      `Lines: non-diseased ${four(coefficients.alpha0)} + ${four(coefficients.beta0)}·x, diseased ${four(coefficients.alpha1)} + ${four(coefficients.beta1)}·x. ` +
        `Area as printed ${interval(auc.sensitivity)} over specificity, ${interval(auc.specificity)} over sensitivity; right ${interval(corrected.auc)}.`,
    ),
    paragraph("What to know of these numbers:"),
    list(fit.warnings.map(({ message }) => message)),
  ];
}
