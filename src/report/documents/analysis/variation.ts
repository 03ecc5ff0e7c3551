import type { Analysis } from "../../../analysis/analyze.js";
import type { PartialEstimate } from "../../../base/estimate.js";
import type { OutcomeHeterogeneity } from "../../../inference/heterogeneity/heterogeneity.js";
import type { Outcome } from "../../../models/fit.js";
import { type Block, paragraph } from "../../render/document.js";
import { fixed, MISSING, percent, pPhrase, significant } from "../../render/format.js";
import { type Numbers, numbersOf } from "../../render/numbers.js";
import { identifiedCorrelation, isJoint } from "../../words/edge.js";
import { shortIntervalNotes } from "../../words/few-studies.js";
import { restyled } from "../../words/narrative.js";

const right = { align: "right" } as const;
const share = (value: number | null): string => percent(value, 0);

/** A share with its interval, which is left out where it is all that a share can be. */
function shareWithin(quantity: PartialEstimate): string {
  const { estimate, lower, upper } = quantity;
  const anywhere = lower !== null && upper !== null && share(lower) === share(0) && share(upper) === share(1);
  return anywhere ? share(estimate) : numbersOf().interval(quantity, share);
}

/** Heterogeneity of both logits, of the two together, and the threshold effect. */
export function heterogeneityBlocks({ heterogeneity, fit, unanimous }: Analysis): Block[] {
  if (heterogeneity === null) return [];
  const { sensitivity, specificity, bivariate, randomVersusFixed, threshold } = heterogeneity;
  const agrees = (outcome: Outcome): boolean => unanimous.some((margin) => margin.outcome === outcome);
  const both = (cell: (outcome: OutcomeHeterogeneity) => string): [string, string] => [
    agrees("sensitivity") ? MISSING : cell(sensitivity),
    agrees("specificity") ? MISSING : cell(specificity),
  ];
  const blocks: Block[] = [
    {
      kind: "table",
      caption: "Heterogeneity",
      columns: [{ title: "" }, { title: "Sensitivity", ...right }, { title: "Specificity", ...right }],
      rows: [
        ["Median odds ratio between studies", ...both(({ medianOddsRatio }) => significant(medianOddsRatio))],
        ["Zhou & Dendukuri's I²", ...both(({ zhouDendukuri }) => share(zhouDendukuri))],
        [
          "Cochran's Q (df), P, univariate",
          ...both(({ q, df, pValue: p }) => (q === null ? MISSING : `${fixed(q, 1)} (${df}), ${pPhrase(p)}`)),
        ],
        ["Higgins' I², univariate", ...both(({ iSquared }) => share(iSquared.estimate))],
        ["I² by REML, univariate", ...both(({ reml }) => shareWithin(reml.iSquared))],
      ],
      notes: ["The univariate rows ignore the other logit, and take differing thresholds for heterogeneity."],
    },
  ];
  const lines: string[] = [];
  // what takes both logits together needs a correlation that the data identify
  const jointly = isJoint({ fit, unanimous });
  if (bivariate.iSquared !== null && jointly) {
    lines.push(
      `Bivariate I² (Zhou & Dendukuri): ${percent(bivariate.iSquared)} (${bivariate.iSquaredWords.join(" or ")}).`,
    );
  }
  if (randomVersusFixed.chiSquared !== null && unanimous.length === 0) {
    lines.push(
      `Random against fixed effects: χ² = ${fixed(randomVersusFixed.chiSquared, 1)}, df = ${randomVersusFixed.df}, ${pPhrase(randomVersusFixed.pValue)}.`,
    );
  }
  if (threshold.proportion !== null && jointly && fit !== null && identifiedCorrelation(fit) !== null) {
    lines.push(`Share of the variation that a threshold effect may explain (ρ²): ${percent(threshold.proportion, 0)}.`);
  }
  if (threshold.spearman.rho !== null && jointly) {
    lines.push(
      `Threshold effect: Spearman's ρ of logit TPR and logit FPR = ${fixed(threshold.spearman.rho, 2)}, ${pPhrase(threshold.spearman.pValue)}. ${threshold.caution}`,
    );
  }
  if (lines.length > 0) blocks.push(paragraph(lines.join(" ")));
  return blocks;
}

/** Deeks' test with its cautions. */
export function deeksBlock({ deeks }: Analysis): Block {
  if (deeks.slope === null || deeks.t === null) {
    return paragraph(`Deeks' funnel plot asymmetry test: not defined. ${deeks.reason ?? ""}`.trim());
  }
  return paragraph(
    `Deeks' funnel plot asymmetry test: slope ${fixed(deeks.slope, 2)}, t = ${fixed(deeks.t, 2)}, df = ${deeks.df}, ${pPhrase(deeks.pValue)}${deeksVerdict(deeks)} ${deeks.cautions.join(" ")}`,
  );
}

/** Fewer studies than these tell nothing of asymmetry. */
const LEAST_FOR_VERDICT = 10;

function deeksVerdict({ points, pValue }: Analysis["deeks"]): string {
  if (points.length < LEAST_FOR_VERDICT || pValue === null) {
    return `; with ${points.length} studies (fewer than ${LEAST_FOR_VERDICT}) the test decides nothing.`;
  }
  return pValue < 0.1 ? ": asymmetry at P < 0.10." : ": no asymmetry found at P < 0.10.";
}

const ofLevel = ({ studies }: Analysis, by: string, level: string): Analysis["studies"] =>
  studies.filter(({ covariates }) => String(covariates?.[by]) === level);

/** The levels of a subgroup comparison, their joint test, and each against the first. */
export function subgroupBlocks(analysis: Analysis, numbers: Numbers): Block[] {
  const { subgroups, options } = analysis;
  if (subgroups === null) return [];
  const { by, levels, joint, equalVariances, relative, unreported, note } = subgroups;
  const { interval: withInterval, difference, differenceUnit, ratio } = numbers;
  const blocks: Block[] = [
    {
      kind: "table",
      caption: `Subgroups by ${by}`,
      columns: [
        { title: by },
        { title: "k", ...right },
        { title: "Sensitivity", ...right },
        { title: "Specificity", ...right },
      ],
      rows: levels.map(({ level, k, summary }) => [
        level,
        String(k),
        withInterval(summary?.sensitivity),
        withInterval(summary?.specificity),
      ]),
      notes: [
        ...shortIntervalNotes(
          levels.flatMap(({ fit }) => fit ?? []),
          options,
        ),
        ...levels.flatMap(({ level, narrative }) =>
          narrative === null ? [] : [`${level}: ${restyled(narrative, ofLevel(analysis, by, level), numbers)}`],
        ),
        ...(note === null ? [] : [note]),
        ...(unreported.length === 0 ? [] : [`Without a value of ${by}: ${unreported.join(", ")}.`]),
      ],
    },
  ];
  blocks.push(
    paragraph(
      joint.chiSquared === null
        ? `Joint test: none. ${joint.reason ?? ""}`.trim()
        : `Joint test of sensitivity and specificity: χ² = ${fixed(joint.chiSquared, 2)}, df = ${joint.df}, ${pPhrase(joint.pValue)}; I² ${shareWithin(joint.iSquared)} (likelihood ratio, ${subgroups.variances} between-study variances).`,
    ),
  );
  if (equalVariances.chiSquared !== null) {
    blocks.push(
      paragraph(
        `Test of one between-study covariance for all levels: χ² = ${fixed(equalVariances.chiSquared, 2)}, df = ${equalVariances.df}, ${pPhrase(equalVariances.pValue)}.`,
      ),
    );
  }
  if (relative.length > 0) {
    blocks.push({
      kind: "table",
      caption: `Against ${relative[0]!.reference}`,
      columns: [
        { title: by },
        { title: "Relative sensitivity", ...right },
        { title: "Relative specificity", ...right },
        { title: `Difference in sensitivity${differenceUnit}`, ...right },
        { title: `Difference in specificity${differenceUnit}`, ...right },
      ],
      rows: relative.map((row) => [
        row.level,
        withInterval(row.relativeSensitivity, ratio),
        withInterval(row.relativeSpecificity, ratio),
        withInterval(row.sensitivityDifference, difference),
        withInterval(row.specificityDifference, difference),
      ]),
    });
  }
  return blocks;
}

/** Studies whose Cook's distance or residuals stand out, and how far leaving one out moves the means. */
export function influenceBlocks({ studies, leaveOneOut, fit }: Analysis, { proportion }: Numbers): Block[] {
  if (fit === null || leaveOneOut === null) return [];
  const blocks: Block[] = [];
  const outstanding = studies.filter(({ influence }) => {
    if (influence === null) return false;
    const { sensitivity, specificity } = influence.standardizedResidual;
    return (influence.cooksDistance ?? 0) > 1 || Math.max(Math.abs(sensitivity ?? 0), Math.abs(specificity ?? 0)) > 2;
  });
  if (outstanding.length > 0) {
    blocks.push({
      kind: "table",
      caption: "Studies that stand out",
      columns: [
        { title: "Study" },
        { title: "Cook's distance", ...right },
        { title: "Residual, sensitivity", ...right },
        { title: "Residual, specificity", ...right },
      ],
      rows: outstanding.map(({ id, influence }) => [
        id,
        fixed(influence!.cooksDistance, 2),
        fixed(influence!.standardizedResidual.sensitivity, 2),
        fixed(influence!.standardizedResidual.specificity, 2),
      ]),
      notes: ["Cook's distance above 1, or a standardised residual beyond ±2."],
    });
  }
  const summaries = leaveOneOut.flatMap(({ omitted, summary }) => (summary === null ? [] : [{ omitted, summary }]));
  if (summaries.length > 0) {
    const range = (name: "sensitivity" | "specificity"): string => {
      const sorted = [...summaries].sort((x, y) => x.summary[name].estimate - y.summary[name].estimate);
      const [least, most] = [sorted[0]!, sorted[sorted.length - 1]!];
      return `${name} from ${proportion(least.summary[name].estimate)} (without ${least.omitted}) to ${proportion(most.summary[name].estimate)} (without ${most.omitted})`;
    };
    blocks.push(paragraph(`Leaving out one study at a time: ${range("sensitivity")}; ${range("specificity")}.`));
  }
  return blocks;
}
