import { readFileSync } from "node:fs";
import { deeks } from "../src/inference/influence/deeks.js";
import { leaveOneOut } from "../src/inference/influence/leave-one-out.js";
import { randomEffects } from "../src/inference/univariate/random-effects.js";
import { studyEffects } from "../src/inference/univariate/study-effects.js";
import { fitBinomial } from "../src/models/binomial/fit-binomial.js";
import type { BivariateFit } from "../src/models/fit.js";
import { fitReitsma } from "../src/models/normal/fit-reitsma.js";
import { deviation } from "./deviation.js";
import { fixtureNames, loadFixture, loadReference, loadSimulated, type ReferenceFit } from "./fixtures.js";

type Pair = readonly [got: number | null, expected: number];

const all = { value: 0.5, when: "all" } as const;
const sets = fixtureNames.map((name) => ({ studies: loadFixture(name), reference: loadReference(name) }));

/** Coefficients and between-study covariance. */
function estimates(fit: BivariateFit, reference: Omit<ReferenceFit, "covariance">): Pair[] {
  return [
    [fit.coefficients[0]!.estimate, reference.sensitivity],
    [fit.coefficients[1]!.estimate, reference.specificity],
    ...(["varSensitivity", "varSpecificity", "covariance"] as const).map(
      (part): Pair => [fit.betweenStudy[part], reference.betweenStudy[part]],
    ),
  ];
}

function normalModel(): Pair[] {
  const methods = ["reml", "ml"] as const;
  return [
    ...sets.flatMap(({ studies, reference }) =>
      methods.flatMap((method) =>
        (["single", "all"] as const).flatMap((when) =>
          estimates(fitReitsma(studies, { method, correction: { when } }), reference.normal[method][when]),
        ),
      ),
    ),
    ...loadSimulated().flatMap((simulated) =>
      methods.flatMap((method) =>
        estimates(fitReitsma(simulated.studies, { method, correction: all, minStudies: 2 }), simulated[method]),
      ),
    ),
  ];
}

const binomialFits = () => sets.map(({ studies, reference }) => ({ studies, reference: reference.binomial }));

const heterogeneityPairs = (): Pair[] =>
  sets.flatMap(({ studies, reference: { univariate } }) =>
    (
      [
        ["sensitivity", "logitSensitivity"],
        ["specificity", "logitSpecificity"],
        ["dor", "logDor"],
      ] as const
    ).flatMap(([measure, key]) =>
      (["dl", "reml"] as const).flatMap((method): Pair[] => {
        const got = randomEffects(studyEffects(studies, measure, all), { method, level: 0.95 });
        const expected = univariate[key][method];
        const [low, high] = expected.tauSquaredQProfile ?? [null, null];
        return [
          [got.q, expected.q],
          [got.iSquared.estimate, expected.iSquaredPercent / 100],
          [got.tauSquared, expected.tauSquared],
          ...(low === null ? [] : [[got.tauSquaredInterval.lower, low] as const]),
          ...(high === null ? [] : [[got.tauSquaredInterval.upper, high] as const]),
        ];
      }),
    ),
  );

const deeksPairs = (): Pair[] =>
  sets.flatMap(({ studies, reference }) =>
    (["single", "all"] as const).flatMap((when) => {
      const got = deeks(studies, { correction: { when } });
      const expected = reference.deeks[when];
      return (["slope", "slopeStandardError", "intercept", "interceptStandardError", "t", "pValue"] as const).map(
        (name): Pair => [got[name], expected[name]],
      );
    }),
  );

const omissionPairs = (): Pair[] =>
  sets.flatMap(({ studies, reference }) =>
    leaveOneOut(fitReitsma(studies, { correction: all })).flatMap(({ summary, betweenStudy }, i) => {
      const { sensitivity, specificity } = summary!.logits;
      const { varSensitivity, varSpecificity, covariance } = betweenStudy!;
      return [sensitivity.estimate, specificity.estimate, varSensitivity, varSpecificity, covariance].map(
        (value, j): Pair => [value, reference.leaveOneOut.rows[i]![j]!],
      );
    }),
  );

const largest = (pairs: readonly Pair[]): number =>
  Math.max(...pairs.map(([got, expected]) => deviation(got, expected)));

/** A row of README's table, and what is measured for each number in it. */
export const AGREEMENT: Readonly<Record<string, () => readonly number[]>> = {
  "REML and ML coefficients, between-study covariance": () => [largest(normalModel())],
  "Binomial model, 21 nodes: log-likelihood; coefficients and between-study covariance": () => {
    const fits = binomialFits().map(({ studies, reference: { quadrature21 } }) => ({
      fit: fitBinomial(studies, { nodes: 21 }),
      quadrature21,
    }));
    return [
      largest(fits.map(({ fit, quadrature21 }) => [fit.logLik, quadrature21.logLik])),
      largest(fits.flatMap(({ fit, quadrature21 }) => estimates(fit, quadrature21))),
    ];
  },
  "Binomial model, default: coefficients and between-study covariance": () => [
    largest(
      binomialFits().flatMap(({ studies, reference: { quadrature61 } }) =>
        estimates(fitBinomial(studies), quadrature61),
      ),
    ),
  ],
  "Q, I², τ², Q-profile intervals": () => [largest(heterogeneityPairs())],
  "Deeks' test": () => [largest(deeksPairs())],
  "Leave-one-out": () => [largest(omissionPairs())],
};

/** The rows of README's table: the quantity, and the deviations it states. */
export function statedAgreement(): Readonly<Record<string, readonly number[]>> {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const table = readme.slice(readme.indexOf("## How far it agrees")).split("\n\n")[2]!;
  return Object.fromEntries(
    table
      .split("\n")
      .slice(2)
      .map((line) => line.split("|").map((cell) => cell.trim()))
      .map(([, quantity, , deviations]) => [quantity!, deviations!.split(";").map(Number)]),
  );
}
