import { type BivariateFit, fitBinomial, fitReitsma, leaveOneOut, readStudies } from "dta-meta";
import { deviation, tolerance } from "../../deviation.js";
import type { Matrix, Reference } from "../../fixtures.js";

/** How many numbers were held against a reference, and those that are too far from it. */
export interface Held {
  readonly numbers: number;
  readonly tooFar: readonly string[];
}

interface ReferenceNumbers {
  readonly sensitivity: number;
  readonly specificity: number;
  readonly covariance?: Matrix;
  readonly betweenStudy?: Readonly<Record<"varSensitivity" | "varSpecificity" | "covariance", number>>;
  readonly logLik?: number;
}

type Pair = readonly [what: string, actual: number | null, expected: number, allowed: number];

/** The pooled results of a data set against its reference.json, by the tolerances of the tests. */
export function heldAgainst(csv: string, text: string): Held {
  const reference = JSON.parse(text) as Reference;
  const { normal, binomial } = reference;
  const studies = readStudies(csv);
  const all = { when: "all" } as const;
  const pairs = [
    ...(["reml", "ml"] as const).flatMap((method) =>
      (["single", "all"] as const).flatMap((when) =>
        pairsOf(`${method} ${when}`, fitReitsma(studies, { method, correction: { when } }), normal[method][when]),
      ),
    ),
    ...pairsOf("fixed", fitReitsma(studies, { method: "fixed", correction: all }), normal.fixed),
    ...pairsOf("mm", fitReitsma(studies, { method: "mm", correction: all }), normal.moments.mm),
    ...pairsOf("Laplace", fitBinomial(studies, { nodes: 1 }), binomial.laplace),
    ...pairsOf("21 nodes", fitBinomial(studies, { nodes: 21 }), binomial.quadrature21),
    ...pairsWithout(fitReitsma(studies, { correction: all }), reference),
  ];
  return {
    numbers: pairs.length,
    tooFar: pairs
      .filter(([, actual, expected, allowed]) => !(deviation(actual, expected) <= allowed))
      .map(([what, actual, expected]) => `${what}: got ${actual}, the reference is ${expected}`),
  };
}

function pairsOf(name: string, fit: BivariateFit, reference: ReferenceNumbers): Pair[] {
  const { sensitivity, specificity, covariance = [], betweenStudy, logLik } = reference;
  const near = tolerance.estimate;
  // as in the tests of each model
  const [ofCovariance, ofLogLik] =
    fit.model === "normal" ? [near, tolerance.logLik] : [1e-5, tolerance.logLik / Math.max(1, Math.abs(logLik ?? 0))];
  return [
    [`${name}, logit sensitivity`, fit.coefficients[0]!.estimate, sensitivity, near],
    [`${name}, logit specificity`, fit.coefficients[1]!.estimate, specificity, near],
    ...covariance.flatMap((row, i) =>
      row.map((value, j): Pair => [`${name}, covariance ${i}${j}`, fit.covariance[i]![j]!, value, ofCovariance]),
    ),
    ...(["varSensitivity", "varSpecificity", "covariance"] as const).flatMap((part): Pair[] =>
      betweenStudy === undefined ? [] : [[`${name}, Ψ ${part}`, fit.betweenStudy[part], betweenStudy[part], near]],
    ),
    ...(logLik === undefined ? [] : [[`${name}, log-likelihood`, fit.logLik, logLik, ofLogLik] as const]),
  ];
}

function pairsWithout(fit: BivariateFit, { leaveOneOut: { rows } }: Reference): Pair[] {
  return leaveOneOut(fit).flatMap(({ omitted, summary, betweenStudy }, i) => {
    const { logits } = summary!;
    const { varSensitivity, varSpecificity, covariance } = betweenStudy!;
    const got = [logits.sensitivity.estimate, logits.specificity.estimate, varSensitivity, varSpecificity, covariance];
    return got.map((value, j): Pair => [`without ${omitted}, ${j}`, value, rows[i]![j]!, tolerance.estimate]);
  });
}
