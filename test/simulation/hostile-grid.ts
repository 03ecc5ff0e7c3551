// Fits hostile reviews and looks for anything better with an optimiser of its own:
//   npx tsx test/simulation/hostile-grid.ts [first seed] [seeds] [searched]
// Every seed is fitted and its log-likelihood recomputed by brute force; of the first `searched` the optimum is looked for too.
import { fitBinomial } from "../../src/index.js";
import { DENSE, independentOptimum, logLikelihood, type Point } from "../long/independent-optimum.js";
import { hostileStudies } from "./hostile.js";

const [first = 0, seeds = 3000, searched = 3000] = process.argv.slice(2).map(Number);
const counts = { fits: 0, converged: 0, low: 0, simplified: 0, wrongValue: 0, positive: 0, gradient: 0, searched: 0 };
const boundaries: Record<string, number> = {};
const times: number[] = [];
let worstValue = 0;
let worstGap = 0;
for (let seed = first; seed < first + seeds; seed++) {
  if (seed > first && (seed - first) % 50 === 0) console.log(seed - first, JSON.stringify(counts));
  const studies = hostileStudies(seed);
  const before = process.cpuUsage();
  const fit = fitBinomial(studies);
  const used = process.cpuUsage(before);
  times.push((used.user + used.system) / 1000);
  counts.fits++;
  const unanimous = [studies.map(({ tp, fn }) => [tp, fn]), studies.map(({ tn, fp }) => [tn, fp])].some((margin) =>
    [0, 1].some((cell) => margin.every((pair) => pair[cell] === 0)),
  );
  if (fit.logLik > 0) counts.positive++;
  if (fit.simplifications.length > 0 && !unanimous) {
    counts.simplified++;
    console.log("simplified", seed, fit.simplifications.join(" "));
  }
  if (!fit.convergence.converged) {
    boundaries["not converged"] = (boundaries["not converged"] ?? 0) + 1;
    if (!unanimous) console.log("not converged", seed, fit.convergence.return, fit.convergence.message);
    continue;
  }
  counts.converged++;
  boundaries[fit.convergence.boundary] = (boundaries[fit.convergence.boundary] ?? 0) + 1;
  if (fit.convergence.gradientNorm > 1e-4) counts.gradient++;
  const at = fit.convergence.end as Point;
  const gap = Math.abs(logLikelihood(studies, at, DENSE) - fit.logLik);
  worstValue = Math.max(worstValue, gap);
  if (gap > 1e-6) {
    counts.wrongValue++;
    console.log("value", seed, gap, JSON.stringify(at), fit.method);
  }
  if (seed >= first + searched) continue;
  counts.searched++;
  const better = logLikelihood(studies, independentOptimum(studies, at), DENSE) - fit.logLik;
  worstGap = Math.max(worstGap, better);
  if (better > 1e-4) {
    counts.low++;
    console.log("low", seed, better, JSON.stringify(at), fit.method);
  }
}
times.sort((x, y) => x - y);
const quantile = (p: number): string => times[Math.min(times.length - 1, Math.floor(p * times.length))]!.toFixed(1);
console.log({
  ...counts,
  boundaries,
  worstValue,
  worstGap,
  cpuMs: { median: quantile(0.5), p99: quantile(0.99), most: quantile(1) },
});
