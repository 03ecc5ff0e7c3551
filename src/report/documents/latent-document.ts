import { checkChoice, checkText } from "../../base/checks.js";
import { checkShape } from "../../base/shape.js";
import { gridShapes } from "../../inference/reference/grid-shapes.js";
import type { ReferenceSensitivityAnalysis } from "../../inference/reference/reference-sensitivity-analysis.js";
import { checkFit } from "../../models/check-fit.js";
import { traitsOf } from "../../models/fit.js";
import type { LatentClassFit, ReferenceEstimate } from "../../models/latent-class/fit.js";
import { type Block, type Document, heading, paragraph, type TableBlock, warning } from "../render/document.js";
import { fixed, levelPercent, MISSING } from "../render/format.js";
import { type NumberStyle, type Numbers, numbersOf } from "../render/numbers.js";

const right = { align: "right" } as const;

function referenceRow(name: string, estimate: ReferenceEstimate, several: boolean, numbers: Numbers): string[] {
  const perfect = `${numbers.given(1)} by assumption`;
  const what = several ? `${name} (${estimate.kind})` : name;
  if (estimate.fixed) return [what, `${numbers.given(estimate.estimate)} fixed`, perfect];
  if (estimate.boundary) return [what, `${numbers.given(1)}, on the edge`, perfect];
  return [what, numbers.interval(estimate), perfect];
}

/** The latent-class fit, the analysis that takes the reference for the truth always beside it. */
function estimatesTable(fit: LatentClassFit, numbers: Numbers): TableBlock {
  const { interval } = numbers;
  const { perfectReference, referenceSensitivity, referenceSpecificity } = fit;
  const several = referenceSensitivity.length > 1;
  return {
    kind: "table",
    caption: `Estimates with ${levelPercent(fit.level)} intervals`,
    columns: [{ title: "" }, { title: "Latent class", ...right }, { title: "Perfect reference", ...right }],
    rows: [
      ["Sensitivity of the index test", interval(fit.sensitivity), interval(perfectReference.sensitivity)],
      ["Specificity of the index test", interval(fit.specificity), interval(perfectReference.specificity)],
      ["Prevalence", interval(fit.prevalence, numbers.probability), MISSING],
      ["Standard deviation of logit prevalence", fixed(fit.sdLogitPrevalence, 2), MISSING],
      ...referenceSensitivity.map((one) => referenceRow("Sensitivity of the reference", one, several, numbers)),
      ...referenceSpecificity.map((one) => referenceRow("Specificity of the reference", one, several, numbers)),
      ["Log-likelihood", fixed(fit.logLik, 3), fixed(perfectReference.logLik, 3)],
    ],
  };
}

function profileTable(fit: LatentClassFit, { given }: Numbers): Block[] {
  if (fit.profile.length === 0) return [];
  const values = [...new Set(fit.profile.map(({ value }) => value))];
  const parameters = [...new Set(fit.profile.map(({ parameter }) => parameter))];
  return [
    {
      kind: "table",
      caption: "Profile of the log-likelihood over the reference's accuracy, below the maximum",
      columns: [{ title: "" }, ...values.map((value) => ({ title: given(value), ...right }))],
      rows: parameters.map((parameter) => [
        parameter,
        ...values.map((value) => {
          const point = fit.profile.find((one) => one.parameter === parameter && one.value === value);
          return point === undefined ? MISSING : fixed(point.logLik - fit.logLik, 2);
        }),
      ]),
      notes: ["Values within about −1.9 of the maximum are compatible with the data."],
    },
  ];
}

/** The index test's accuracy over a grid of references of known accuracy. */
export function referenceGrid(
  { scenarios, level }: ReferenceSensitivityAnalysis,
  { interval, given }: Numbers,
): TableBlock {
  return {
    kind: "table",
    caption: `Were the reference known to be as good as this, the index test would be (${levelPercent(level)} intervals)`,
    columns: [
      { title: "Reference" },
      { title: "Sensitivity", ...right },
      { title: "Specificity", ...right },
      { title: "Contradicted by", ...right },
    ],
    rows: scenarios.map(({ reference, sensitivity, specificity, contradicted, reason }) => [
      `${given(reference.sensitivity)}, ${given(reference.specificity)}`,
      reason === null ? interval(sensitivity) : "not possible",
      reason === null ? interval(specificity) : "not possible",
      String(contradicted),
    ]),
    notes: [
      "Reference: its sensitivity, its specificity. In closed form at the pooled values, errors independent given the truth. A study contradicts a reference where its own table, taken at face value, cannot come from it; chance alone makes some.",
    ],
  };
}

/**
 * A latent-class analysis as a document: warnings first, the analysis beside that with a perfect reference, what identifies it,
 * the grid of known references, the methods; `style` is how numbers are written.
 *
 * @example
 * ```ts
 * import { fitLatentClass, readStudies, referenceSensitivityAnalysis } from "dta-meta";
 * import { latentDocument, renderMarkdown } from "dta-meta/report";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const studies = readStudies(csv);
 * const fit = fitLatentClass(studies, { reference: { sensitivity: 0.95, specificity: 0.99 } });
 * const grid = referenceSensitivityAnalysis(studies, { sensitivity: [0.95, 1], specificity: [0.99, 1] });
 * renderMarkdown(latentDocument("Five studies", fit, grid)).includes("Five studies"); // true
 * ```
 */
export function latentDocument(
  name: string,
  fit: LatentClassFit,
  grid: ReferenceSensitivityAnalysis,
  style: NumberStyle = {},
): Document {
  checkText("name", name, "what the analysis is called");
  checkFit(fit);
  checkChoice("fit.model", fit.model, ["latent-class"]);
  checkShape("grid", grid, gridShapes, {
    name: "ReferenceSensitivityAnalysis",
    wanted: "what referenceSensitivityAnalysis returns",
  });
  return [
    heading(2, name),
    ...fit.warnings.map(({ message }) => warning(message)),
    ...latentTables(fit, grid, style),
    heading(3, "Methods"),
    paragraph(traitsOf(fit).methodsWords(fit)),
  ];
}

/** Both analyses side by side, how the fit went, the profile, and the grid of known references where there is one. */
export function latentTables(
  fit: LatentClassFit,
  grid: ReferenceSensitivityAnalysis | null,
  style: NumberStyle = {},
): Document {
  const numbers = numbersOf(style);
  const { starts, identifiability, convergence } = fit;
  const correlation =
    identifiability.correlation === null
      ? ""
      : ` The reference's accuracy is correlated with another estimate by up to ${fixed(identifiability.correlation, 2)}.`;
  const search =
    starts.n > 1
      ? ` ${starts.agreeing} of ${starts.n} starts ended at this optimum; smallest eigenvalue of the scaled information ${fixed(identifiability.smallestInformationEigenvalue, 3)}.${correlation}`
      : "";
  return [
    estimatesTable(fit, numbers),
    paragraph(`${convergence.message}${search}`),
    ...profileTable(fit, numbers),
    ...(grid === null ? [] : [referenceGrid(grid, numbers)]),
  ];
}
