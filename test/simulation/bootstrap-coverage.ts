// How often 95 % bootstrap intervals hold the truth, by where the draws come from and how the interval is made. Run on demand:
//   npx tsx test/simulation/bootstrap-coverage.ts [reviews] [studies] [draws]
import {
  bootstrap,
  fitReitsma,
  type SimulationParameters,
  type StatisticName,
  simulateStudies,
} from "../../src/index.js";

const [reviews, studies, replicates] = [100, 20, 200].map((otherwise, i) =>
  Number(process.argv[2 + i] ?? otherwise),
) as [number, number, number];
const truth: SimulationParameters = {
  ...{ studies, sensitivity: 0.85, specificity: 0.8, varSensitivity: 0.5, varSpecificity: 0.4, correlation: -0.3 },
  participants: [100, 400],
};
const TRUE: Partial<Record<StatisticName, number>> = {
  sensitivity: 0.85,
  specificity: 0.8,
  dor: (0.85 * 0.8) / (0.15 * 0.2),
};

console.log(`${reviews} reviews of ${studies} studies, ${replicates} draws each, seed 1`);
for (const [name, value] of Object.entries(TRUE)) {
  for (const resampling of ["parametric", "studies"] as const) {
    for (const interval of ["percentile", "bca"] as const) {
      let [held, used] = [0, 0];
      for (let review = 0; review < reviews; review++) {
        const fit = fitReitsma(simulateStudies(truth, 1, review));
        const { lower, upper } = bootstrap(fit, name as StatisticName, { resampling, interval, replicates });
        if (lower === null || upper === null) continue;
        used += 1;
        if (lower <= value && value <= upper) held += 1;
      }
      const share = held / used;
      const error = Math.sqrt((share * (1 - share)) / used);
      console.log(
        `${name.padEnd(12)} ${resampling.padEnd(11)} ${interval.padEnd(11)} ${(100 * share).toFixed(0)} % ± ${(100 * error).toFixed(0)} of ${used}`,
      );
    }
  }
}
