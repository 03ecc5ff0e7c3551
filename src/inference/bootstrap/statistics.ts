import { checkChoice, checkObject } from "../../base/checks.js";
import { shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";
import { given } from "../../base/given.js";
import type { BivariateFit } from "../../models/fit.js";
import { type CovariateValues, meanLogits, rowAt } from "../../models/mean-logits.js";
import { expit } from "../../numeric/distributions/logistic.js";
import { hsroc } from "../curve/hsroc.js";
import { sroc } from "../curve/sroc.js";
import { curveArea, meanSensitivity, sensitivityAt, srocCurve } from "../curve/sroc-curve.js";
import type { Asked, StatisticFunction } from "./draw-values.js";

/** Every statistic that has a name. */
export const statisticNames = [
  "sensitivity",
  "specificity",
  "falsePositiveRate",
  "plr",
  "nlr",
  "dor",
  "youden",
  "auc",
  "partialAuc",
  "sensitivityAtSpecificity",
  "relativeSensitivity",
  "relativeSpecificity",
  "varSensitivity",
  "varSpecificity",
  "covariance",
  "correlation",
  "lambda",
  "theta",
  "beta",
  "varAlpha",
  "varTheta",
] as const;

/** A statistic that has a name. */
export type StatisticName = (typeof statisticNames)[number];

/** A statistic by its name, with what it needs. Plain data, so that threads can be told of it. */
export interface StatisticSpec {
  /** Which one. */
  readonly name: StatisticName;
  /** Values of the moderators; needed for a fit that has moderators, refused for others. */
  readonly at?: CovariateValues;
  /** Of `sensitivityAtSpecificity`: the specificity, between 0 and 1. */
  readonly specificity?: number;
  /** Of `partialAuc`: least and largest false positive rate; by default those that the studies of the fit saw. */
  readonly range?: readonly [number, number];
  /** Of `relativeSensitivity` and `relativeSpecificity`: the values of the moderators that those of `at` are held against. */
  readonly reference?: CovariateValues;
}

function fraction(where: string, value: number | undefined): number {
  if (typeof value === "number" && value >= 0 && value <= 1) return value;
  throw new InputError("bad-option", `${where} must be a number from 0 to 1, got ${shown(value)}.`, {
    where,
    got: value,
    wanted: "a number from 0 to 1",
  });
}

const means = (fit: BivariateFit, at: CovariateValues | undefined): readonly [number, number] => {
  const { sensitivity, specificity } = meanLogits(fit, at);
  return [expit(sensitivity), expit(specificity)];
};

/** A statistic of the two means. */
const ofMeans =
  (value: (sensitivity: number, specificity: number) => number) =>
  ({ at }: StatisticSpec): StatisticFunction =>
  (fit) =>
    value(...means(fit, at));

/** A ratio of one mean at two values of the moderators. */
const relative =
  (margin: 0 | 1) =>
  ({ name, at, reference }: StatisticSpec): StatisticFunction => {
    if (at === undefined || reference === undefined) {
      throw new InputError("bad-option", `${name} needs the moderators' values in \`at\` and in \`reference\`.`, {
        where: "statistic",
        wanted: "{ name, at, reference }",
      });
    }
    return (fit) => means(fit, at)[margin] / means(fit, reference)[margin];
  };

const ofPsi =
  (name: "varSensitivity" | "varSpecificity" | "covariance" | "correlation") => (): StatisticFunction => (fit) =>
    fit.betweenStudy[name];

const ofHsroc =
  (name: "lambda" | "theta" | "beta" | "varAlpha" | "varTheta") =>
  ({ at }: StatisticSpec): StatisticFunction =>
  (fit) =>
    hsroc(fit, given({ at }))[name].estimate;

/** The statistics, made for the fit whose draws are looked at. */
const STATISTICS: Readonly<Record<StatisticName, (spec: StatisticSpec, fit: BivariateFit) => StatisticFunction>> = {
  sensitivity: ofMeans((sensitivity) => sensitivity),
  specificity: ofMeans((_, specificity) => specificity),
  falsePositiveRate: ofMeans((_, specificity) => 1 - specificity),
  plr: ofMeans((sensitivity, specificity) => sensitivity / (1 - specificity)),
  nlr: ofMeans((sensitivity, specificity) => (1 - sensitivity) / specificity),
  dor: ofMeans((sensitivity, specificity) => (sensitivity * specificity) / ((1 - sensitivity) * (1 - specificity))),
  youden: ofMeans((sensitivity, specificity) => sensitivity + specificity - 1),
  auc:
    ({ at }) =>
    (fit) =>
      curveArea(srocCurve(fit, at)),
  partialAuc: ({ at, range }, fit) => {
    const [low, high] = range ?? sroc(fit, { points: 2, ...given({ at }) }).observedFpr;
    fraction("range[0]", low);
    fraction("range[1]", high);
    return (drawn) => meanSensitivity(srocCurve(drawn, at), low, high);
  },
  sensitivityAtSpecificity: ({ at, specificity }) => {
    const fixed = fraction("specificity", specificity);
    return (fit) => {
      const curve = srocCurve(fit, at);
      return curve.kind === "undefined" ? null : sensitivityAt(curve, 1 - fixed);
    };
  },
  relativeSensitivity: relative(0),
  relativeSpecificity: relative(1),
  varSensitivity: ofPsi("varSensitivity"),
  varSpecificity: ofPsi("varSpecificity"),
  covariance: ofPsi("covariance"),
  correlation: ofPsi("correlation"),
  lambda: ofHsroc("lambda"),
  theta: ofHsroc("theta"),
  beta: ofHsroc("beta"),
  varAlpha: ofHsroc("varAlpha"),
  varTheta: ofHsroc("varTheta"),
};

/** A statistic by name alone, by name with what it needs, or as any function of a fit. */
export type Statistic = StatisticName | StatisticSpec | StatisticFunction;

/** A statistic as plain data, all of it; `null` for a function. Throws `InputError` where there is none of that name. */
export function specOf(statistic: Statistic): StatisticSpec | null {
  if (typeof statistic === "function") return null;
  const spec = typeof statistic === "string" ? { name: statistic } : checkObject("statistic", statistic, "a statistic");
  checkChoice("statistic", spec.name, statisticNames);
  return spec;
}

/** The function of a fit that a statistic is. Throws `InputError` where it lacks what it needs. */
export function statisticFunction(statistic: Statistic, fit: BivariateFit): StatisticFunction {
  const spec = specOf(statistic);
  if (spec === null) return statistic as StatisticFunction;
  if (spec.at !== undefined) rowAt(fit, spec.at);
  if (spec.reference !== undefined) rowAt(fit, spec.reference);
  return STATISTICS[spec.name](spec, fit);
}

/** What a statistic asks of a draw: a function may ask for anything. */
export const askedBy = (statistic: Statistic): Asked => (typeof statistic === "function" ? "fit" : "estimates");
