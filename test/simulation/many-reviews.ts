import { type BivariateFit, fitBinomial, fitReitsma, penalizedPsi, regions, summaryPoint } from "../../src/index.js";
import { expit } from "../../src/numeric/distributions/logistic.js";
import { inside } from "./inside.js";
import { table } from "./markdown.js";
import { review, SCENARIOS } from "./scenarios.js";

/** Rows whose coverage is wanted more exactly than some hundred reviews tell it. */
const ROWS = SCENARIOS.filter(
  ({ name, k }) => name.includes("sparse") || (name === `${k} studies` && [6, 8, 12, 20, 30].includes(k)),
);

/** Reviews whose prediction region is looked at, which takes longer than the fit. */
const REGIONS = 1000;

/** Coverage of the means' intervals, by z and by t, and of the prediction region with the penalised Ψ, from many reviews. */
export function manyReviews(replicates: number, seed: number): string {
  const models = [
    ["exact", (studies: Parameters<typeof fitBinomial>[0]): BivariateFit => fitBinomial(studies)],
    ["normal, REML", (studies: Parameters<typeof fitBinomial>[0]): BivariateFit => fitReitsma(studies)],
  ] as const;
  const rows = models.flatMap(([model, make]) =>
    ROWS.map((scenario, s) => {
      const hits = { z: 0, t: 0 };
      let fits = 0;
      let [held, looked] = [0, 0];
      for (let i = 0; i < replicates; i++) {
        const { studies, next } = review(scenario, seed + 1, 100_000 * s + i);
        const fit = make(studies);
        if (!fit.convergence.converged) continue;
        fits++;
        for (const interval of ["z", "t"] as const) {
          const { sensitivity, specificity } = summaryPoint(fit, { interval });
          for (const [j, { lower, upper }] of [sensitivity, specificity].entries()) {
            const p = expit(scenario.means[j as 0 | 1]);
            if (lower <= p && p <= upper) hits[interval]++;
          }
        }
        if (i >= REGIONS) continue;
        const { prediction } = regions(fit, { psi: penalizedPsi(fit), points: 400 });
        if (prediction === null) continue;
        held += next.filter((point) => inside(prediction, point)).length;
        looked += next.length;
      }
      const share = (count: number, of: number): string => (of === 0 ? "–" : ((100 * count) / of).toFixed(1));
      console.error(model, scenario.name);
      return [
        `${scenario.name}, ${model}`,
        `${fits}`,
        share(hits.z, 2 * fits),
        share(hits.t, 2 * fits),
        share(held, looked),
      ];
    }),
  );
  return table(["reviews", "converged", "z", "t", "region, penalized"], rows);
}
