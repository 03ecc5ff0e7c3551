// Coverage and convergence of both models, as a page of the guide:
//   npm run simulate                       300 reviews a scenario, seed 20261121 → examples/guide/coverage.md
//   npm run simulate -- 1000 7 out.md      replicates, seed, file
//   npm run simulate -- means              the section on the means alone, on the page as it is
// The comparison with metafor and lme4 needs R; without it the page keeps the one that it has.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import {
  auc,
  type BivariateFit,
  fitBinomial,
  fitReitsma,
  type MeanInterval,
  penalizedPsi,
  predictionIntervals,
  regions,
  summaryPoint,
} from "../../src/index.js";
import { srocArea } from "../../src/inference/curve/sroc-curve.js";
import { expit } from "../../src/numeric/distributions/logistic.js";
import { inside } from "./inside.js";
import { manyReviews } from "./many-reviews.js";
import { table } from "./markdown.js";
import { peers } from "./peers.js";
import { review, SCENARIOS, type Scenario } from "./scenarios.js";
import { searchGap } from "./search-gap.js";
import { zeroCells } from "./zero-cells.js";

/** Reviews a scenario whose optimum is looked for by another search too, which takes long; and that other programs fit. */
const SEARCHED = { binomial: 2, normal: 20 };
/** The exact model's brute-force likelihood takes too long for more studies. */
const SEARCHED_STUDIES = { binomial: 12, normal: Number.POSITIVE_INFINITY };
/** Reviews a scenario whose means are profiled, which takes longer than all else by the exact model. */
const PROFILED = { binomial: 60, normal: Number.POSITIVE_INFINITY };
const PEER_REVIEWS = 40;

interface Tally {
  reviews: number;
  converged: number;
  edge: number;
  bias: [number, number];
  gap: number;
  readonly covered: Record<string, [hits: number, of: number]>;
}

const COLUMNS = [
  "z",
  "t",
  "profile",
  "area, z",
  "area, t",
  "region, estimated",
  "region, penalized",
  "prediction, estimated",
  "prediction, penalized",
];

function trueArea({ means, variances }: Scenario): number | null {
  if (variances[0] === 0) return null;
  const slope = Math.sqrt(variances[0] / variances[1]);
  return srocArea(means[0] + means[1] * slope, slope).area;
}

function record(
  tally: Tally,
  fit: BivariateFit,
  scenario: Scenario,
  next: readonly (readonly [number, number])[],
  kinds: readonly MeanInterval[],
): void {
  tally.converged++;
  if (fit.convergence.boundary !== "none") tally.edge++;
  fit.coefficients.forEach(({ estimate }, i) => {
    tally.bias[i as 0 | 1] += estimate - scenario.means[i as 0 | 1];
  });
  const hit = (name: string, hits: number, of = 1): void => {
    const [before, all] = tally.covered[name] ?? [0, 0];
    tally.covered[name] = [before + hits, all + of];
  };
  for (const interval of kinds) {
    const point = summaryPoint(fit, { interval });
    [point.sensitivity, point.specificity].forEach(({ lower, upper }, i) => {
      const p = expit(scenario.means[i as 0 | 1]);
      hit(interval, lower <= p && p <= upper ? 1 : 0);
    });
  }
  const area = trueArea(scenario);
  for (const [name, interval] of [
    ["area, z", "delta"],
    ["area, t", "t"],
  ] as const) {
    const { lower, upper } = auc(fit, { interval });
    if (area !== null && lower !== null && upper !== null) hit(name, lower <= area && area <= upper ? 1 : 0);
  }
  const penalized = penalizedPsi(fit);
  for (const psi of ["estimated", "penalized"] as const) {
    const from = psi === "estimated" ? {} : { psi: penalized };
    const { prediction } = regions(fit, { ...from, points: 400 });
    if (prediction !== null)
      hit(`region, ${psi}`, next.filter((point) => inside(prediction, point)).length, next.length);
    const { sensitivity } = predictionIntervals(fit, from);
    if (sensitivity.lower !== null && sensitivity.upper !== null) {
      const [low, high] = [sensitivity.lower, sensitivity.upper];
      hit(`prediction, ${psi}`, next.filter(([x]) => low <= expit(x) && expit(x) <= high).length, next.length);
    }
  }
}

const MEANS_TITLE = "Means, from many reviews";
const MEANS_REVIEWS = 2000;

function means(seed: number): string {
  return `${MEANS_REVIEWS} reviews a row, others than above: a coverage of 95 % of both means has a Monte Carlo error of ${(100 * Math.sqrt((0.95 * 0.05) / (2 * MEANS_REVIEWS))).toFixed(1)} points (a little more, the two being
correlated), the region's, of the first 1000 reviews, likewise. t is the offered interval for few studies, the penalised Ψ the offered prediction.

${manyReviews(MEANS_REVIEWS, seed)}`;
}

if (process.argv[2] === "means") {
  const page = "examples/guide/coverage.md";
  const sections = readFileSync(page, "utf8")
    .split(/^(?=## )/m)
    .filter((section) => !section.startsWith(`## ${MEANS_TITLE}`));
  const at = sections.findIndex((section) => section.startsWith("## Zero cells"));
  sections.splice(at, 0, `## ${MEANS_TITLE}\n\n${means(20_261_121)}\n\n`);
  writeFileSync(page, sections.join(""));
  process.exit();
}

const [replicates = "300", seedText = "20261121", file = "examples/guide/coverage.md"] = process.argv.slice(2);
const seed = Number(seedText);
const percent = (hits: number, of: number): string => (of === 0 ? "–" : ((100 * hits) / of).toFixed(1));

function coverage(model: "binomial" | "normal"): string {
  const rows = SCENARIOS.map((scenario, s) => {
    const tally: Tally = {
      reviews: 0,
      converged: 0,
      edge: 0,
      bias: [0, 0],
      gap: Number.NEGATIVE_INFINITY,
      covered: {},
    };
    for (let i = 0; i < Number(replicates); i++) {
      const { studies, next } = review(scenario, seed, 100_000 * s + i);
      const fit = model === "binomial" ? fitBinomial(studies) : fitReitsma(studies);
      tally.reviews++;
      if (!fit.convergence.converged) continue;
      if (i < SEARCHED[model] && scenario.k <= SEARCHED_STUDIES[model]) tally.gap = Math.max(tally.gap, searchGap(fit));
      record(
        tally,
        fit,
        scenario,
        next,
        i < PROFILED[model] && scenario.k <= SEARCHED_STUDIES[model] ? ["z", "t", "profile"] : ["z", "t"],
      );
    }
    const bias = tally.bias.map((sum) => (sum / tally.converged).toFixed(2)).join(", ");
    const gap = tally.gap === Number.NEGATIVE_INFINITY ? "–" : tally.gap < 1e-9 ? "0" : tally.gap.toExponential(0);
    const intervals = COLUMNS.map((name) => percent(...(tally.covered[name] ?? [0, 0])));
    const share = [percent(tally.converged, tally.reviews), percent(tally.edge, tally.converged)];
    console.error(model, scenario.name);
    return [scenario.name, ...share, gap, bias, ...intervals];
  });
  return table(["reviews", "converged, %", "on an edge, %", "gap", "bias, logits", ...COLUMNS], rows);
}

/** What stands on the page now below a heading. */
function kept(title: string): string {
  const page = existsSync(file) ? readFileSync(file, "utf8") : "";
  const section = page.split(/^## /m).find((part) => part.startsWith(title));
  return section?.slice(title.length).trim() ?? "Not made: R was not there.";
}

const PEERS_TITLE = "Beside metafor and lme4";
const beside = peers(PEER_REVIEWS, seed);
writeFileSync(
  file,
  `# Coverage and convergence

Made by \`npm run simulate -- ${replicates} ${seed}\`: ${replicates} simulated reviews a row and model, the same for both models. Means 1.4 and 1.8 (80 % and 86 %), variances 0.5 and 0.4,
correlation −0.5 and 30 to 200 participants a margin unless the row says otherwise. A coverage of 95 % over both means has a Monte Carlo error of about
${(100 * Math.sqrt((0.95 * 0.05) / (2 * Number(replicates)))).toFixed(1)} points. Bias is that of mean logit sensitivity and specificity. Reviews whose fit did not converge (most have a margin with nothing but correct results) are counted
in the first column and in no other.

How to read it: gap is how much more log-likelihood a simplex search from several starts, which shares no code with the library, found at best (in the first ${SEARCHED.binomial} reviews of a row of up to ${SEARCHED_STUDIES.binomial} studies by the exact model, the
first ${SEARCHED.normal} of the normal one); columns z, t and profile are the coverage, in percent, of the 95 % intervals of mean sensitivity and specificity (\`summaryPoint\`, \`interval\`; profile by the exact model of the first ${PROFILED.binomial} reviews of up to ${SEARCHED_STUDIES.binomial} studies alone, with an error of 2 points),
area that of the area under the curve (\`auc\`); region and prediction that of the 95 % prediction region (\`regions\`, with the fit's Ψ and with \`penalizedPsi(fit)\`) and of the 95 % prediction
interval of sensitivity (\`predictionIntervals\`, likewise) for new studies.

What it says: with few studies take t intervals and the penalised Ψ; z intervals are too short below some 20 studies, and the plain prediction region
below some 30. Profile likelihood does no better than t, nor does a likelihood ratio scaled by its own mean in 60 parametric draws (a Bartlett-type correction by the
bootstrap): in 250 reviews of 6, 12 and 10 sparse studies by 7 nodes it covered 93.0, 94.6 and 94.4 % where t covered 92.6, 93.4 and 96.6 %, at a thousand times the work: it is not offered. Where zero cells are common the normal model is biased and its intervals cover little, whichever is asked for: use the
exact model. \`analyze\` shows t beside z below 20 studies and warns where the plain prediction falls short (\`interval\`, \`prediction\`; \`--interval t --prediction penalized\`).

## Exact model

${coverage("binomial")}

## Normal model, REML

${coverage("normal")}

## ${MEANS_TITLE}

${means(seed)}

## Zero cells and the normal model

Reviews of 8, 15 and 30 studies of 5 to 200 people a margin with means of 1.5 to 3.5 and variances of 0.3 and 0.8, by the share of their studies with a zero cell: coverage of the 95 % intervals
by t of the normal model (REML, 0.5 added to studies with a zero cell), and its bias towards 50 %. \`fitReitsma\` warns from 10% on.

${zeroCells(60, seed)}

## ${PEERS_TITLE}

${
  beside === null
    ? kept(PEERS_TITLE)
    : `The first ${PEER_REVIEWS} reviews of some rows by R's metafor and lme4: how many fits failed or came with a warning (of lme4 singular fits too), and the coverage of 95 % intervals by z where there is a
fit, theirs and ours of the same reviews. Here an estimate on an edge (a correlation of ±1, a variance of 0) is a result, and says so.

${beside}`
}
`,
);
