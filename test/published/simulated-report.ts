import { auc } from "../../src/inference/curve/auc.js";
import { sroc } from "../../src/inference/curve/sroc.js";
import { deeks } from "../../src/inference/influence/deeks.js";
import { summaryPoint } from "../../src/inference/point/summary-point.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import type { BivariateFit } from "../../src/models/fit.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { chiSquaredUpperTail } from "../../src/numeric/distributions/chi-squared.js";
import { expit } from "../../src/numeric/distributions/logistic.js";
import type { Random } from "../../src/numeric/random/random.js";
import type { Study } from "../../src/tables/study.js";

type Json = Record<string, unknown>;

/** Studies around random means, with random heterogeneity. */
function randomStudies(random: Random): Study[] {
  const k = 4 + random.integerBelow(37);
  const [a, b] = [0.3 + 3.2 * random.uniform(), 0.3 + 3.2 * random.uniform()];
  const [sA, sB] = [1.2 * random.uniform(), 1.2 * random.uniform()];
  const correlation = 1.8 * random.uniform() - 0.9;
  return Array.from({ length: k }, (_, i) => {
    const u = random.normal();
    const v = correlation * u + Math.sqrt(1 - correlation ** 2) * random.normal();
    const [n1, n0] = [10 + random.integerBelow(190), 10 + random.integerBelow(290)];
    const tp = random.binomial(n1, expit(a + sA * u));
    const tn = random.binomial(n0, expit(b + sB * v));
    return { id: `Study ${i + 1}`, tp, fn: n1 - tp, tn, fp: n0 - tn };
  });
}

/** How a paper rounds. */
interface Style {
  readonly proportion: (x: number) => string;
  readonly plr: (x: number) => string;
  readonly nlr: (x: number) => string;
  readonly dor: (x: number) => string;
}

const fixed =
  (decimals: number) =>
  (x: number): string =>
    x.toFixed(decimals);

function randomStyle(random: Random): Style {
  const pick = <T>(items: readonly T[]): T => items[random.integerBelow(items.length)]!;
  const percent = (decimals: number) => (x: number) => `${(100 * x).toFixed(decimals)}%`;
  const bare = (decimals: number) => (x: number) => x.toFixed(decimals).replace(/^0\./, ".");
  return {
    proportion: pick([fixed(2), fixed(2), fixed(3), percent(0), percent(1), percent(2), bare(2)]),
    plr: pick([fixed(1), fixed(2), fixed(2)]),
    nlr: pick([fixed(2), fixed(2), fixed(3)]),
    dor: pick([fixed(0), fixed(1), fixed(2)]),
  };
}

function printedP(p: number, random: Random): string {
  const decimals = 2 + random.integerBelow(2);
  const least = 10 ** -decimals;
  return p < least && random.uniform() < 0.7 ? `<${least.toFixed(decimals)}` : p.toFixed(decimals);
}

/** Wilson's interval of midas's 500 grid points, or that of the delta method. */
function aucInterval(fit: BivariateFit, area: number, random: Random): readonly [number, number] | null {
  if (random.uniform() < 0.5) {
    const z = 1.959963984540054;
    const centre = area + (z * z) / 1000;
    const half = z * Math.sqrt((area * (1 - area)) / 500 + (z * z) / 1e6);
    const scale = 1 + (z * z) / 500;
    return [(centre - half) / scale, (centre + half) / scale];
  }
  const { lower, upper } = auc(fit);
  return lower === null || upper === null ? null : [lower, upper];
}

function summaryOf(fit: BivariateFit, random: Random, id: string, k: number): Json {
  const style = randomStyle(random);
  const summary = summaryPoint(fit);
  const quantity = ({ estimate, lower, upper }: Json, print: (x: number) => string): Json => ({
    estimate: print(estimate as number),
    lower: print(lower as number),
    upper: print(upper as number),
  });
  const result: Json = {
    id,
    k,
    sensitivity: quantity({ ...summary.sensitivity }, style.proportion),
    specificity: quantity({ ...summary.specificity }, style.proportion),
  };
  if (random.uniform() < 0.9) result.plr = quantity({ ...summary.plr }, style.plr);
  if (random.uniform() < 0.9) result.nlr = quantity({ ...summary.nlr }, style.nlr);
  if (random.uniform() < 0.9) result.dor = quantity({ ...summary.dor }, style.dor);
  const area = sroc(fit, { points: 2 }).auc;
  if (area !== null && random.uniform() < 0.8) {
    const limits = aucInterval(fit, area, random);
    result.auc =
      limits === null
        ? style.proportion(area)
        : quantity({ estimate: area, lower: limits[0], upper: limits[1] }, style.proportion);
  }
  if (random.uniform() < 0.7) {
    const printed = result.plr !== undefined && result.nlr !== undefined;
    result.fagan = faganOf(summary.plr.estimate!, summary.nlr.estimate!, printed, style, random);
  }
  return result;
}

function faganOf(plr: number, nlr: number, printed: boolean, style: Style, random: Random): Json {
  const prior = Number((0.05 + 0.9 * random.uniform()).toFixed(2));
  // Some authors feed the nomogram the ratios that they print.
  const rounded = printed && random.uniform() < 0.3;
  const [up, down] = rounded ? [Number(style.plr(plr)), Number(style.nlr(nlr))] : [plr, nlr];
  const after = (ratio: number): number => (prior * ratio) / (1 - prior + prior * ratio);
  const print = random.uniform() < 0.5 ? fixed(2) : style.proportion;
  const fagan: Json = {
    prior: random.uniform() < 0.5 ? prior.toFixed(2) : `${(100 * prior).toFixed(0)}%`,
    posttestPositive: print(after(up)),
  };
  const both = random.uniform();
  if (both < 0.7) fagan.posttestNegative = print(after(down));
  if (both > 0.5) fagan.predictiveNegative = print(1 - after(down));
  return fagan;
}

function heterogeneityOf(studies: readonly Study[], random: Random): Json {
  const ofLogits = (cells: readonly (readonly [number, number])[]): Json => {
    const logits = cells.map(([x, y]) => ({
      y: Math.log((x + 0.5) / (y + 0.5)),
      w: 1 / (1 / (x + 0.5) + 1 / (y + 0.5)),
    }));
    const mean = logits.reduce((sum, { y, w }) => sum + w * y, 0) / logits.reduce((sum, { w }) => sum + w, 0);
    const q = logits.reduce((sum, { y, w }) => sum + w * (y - mean) ** 2, 0);
    const df = logits.length - 1;
    return {
      q: q.toFixed(2),
      df,
      pValue: printedP(chiSquaredUpperTail(q, df), random),
      iSquared: Math.max(0, (100 * (q - df)) / q).toFixed(random.integerBelow(3)),
    };
  };
  return {
    sensitivity: ofLogits(studies.map(({ tp, fn }) => [tp, fn])),
    specificity: ofLogits(studies.map(({ tn, fp }) => [tn, fp])),
  };
}

function deeksOf(studies: readonly Study[], random: Random): Json | undefined {
  const { t, df, pValue } = deeks(studies);
  if (t === null || pValue === null) return undefined;
  return { t: t.toFixed(2), ...(random.uniform() < 0.5 ? { df } : {}), pValue: printedP(pValue, random) };
}

/** One meta-analysis, fitted, and printed as papers do: every number is right to its rounding. */
function randomResult(random: Random, id: string): Json {
  for (;;) {
    const studies = randomStudies(random);
    const fit = random.uniform() < 0.9 ? fitReitsma(studies) : fitBinomial(studies, { nodes: 7 });
    if (!fit.convergence.converged) continue;
    const result = summaryOf(fit, random, id, studies.length);
    result.participants = studies.reduce((sum, { tp, fp, fn, tn }) => sum + tp + fp + fn + tn, 0);
    if (random.uniform() < 0.5) result.heterogeneity = heterogeneityOf(studies, random);
    const asymmetry = random.uniform() < 0.7 ? deeksOf(studies, random) : undefined;
    if (asymmetry !== undefined) result.deeks = asymmetry;
    return result;
  }
}

function jointModels(random: Random): Json[] {
  return Array.from({ length: random.integerBelow(4) }, (_, i) => {
    const chiSquared = -2 * Math.log(1 - random.uniform()) * (1 + 8 * random.uniform());
    return {
      covariate: `Covariate ${i + 1}`,
      df: 2,
      chiSquared: chiSquared.toFixed(2),
      pValue: printedP(chiSquaredUpperTail(chiSquared, 2), random),
      iSquared: Math.max(0, (100 * (chiSquared - 2)) / chiSquared).toFixed(0),
    };
  });
}

/** A report of one meta-analysis whose printed numbers are all right. */
export function consistentReport(random: Random): Json {
  const identified = { PubMed: 100 + random.integerBelow(2000), Embase: 100 + random.integerBelow(3000) };
  const total = identified.PubMed + identified.Embase;
  const [duplicates, excluded] = [random.integerBelow(50), random.integerBelow(100)];
  return {
    ...(random.uniform() < 0.5 ? { model: "bivariate mixed-effects model" } : {}),
    results: [randomResult(random, "all")],
    jointModels: jointModels(random),
    flow: { identified, total, duplicates, excluded, included: total - duplicates - excluded },
    reviewerAgreement: { kappa: (0.4 + 0.6 * random.uniform()).toFixed(2) },
  };
}
