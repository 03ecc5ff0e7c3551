import { fitBinomial } from "../../src/index.js";
import { loadFixture } from "../fixtures.js";
import type { BenchCase } from "./case.js";
import { simulateStudies } from "./simulate.js";

/** lme4's Laplace fit, its long format made beforehand: the fit alone is timed. */
const glmer = {
  label: "lme4 glmer, Laplace",
  setup: `suppressMessages(library(lme4))
k <- nrow(data)
long <- data.frame(
  study = factor(rep(seq_len(k), 2)),
  y = with(data, c(tp, tn)),
  n = with(data, c(tp + fn, tn + fp)),
  d1 = rep(c(1, 0), each = k),
  d0 = rep(c(0, 1), each = k)
)`,
  call: "glmer(cbind(y, n - y) ~ 0 + d1 + d0 + (0 + d1 + d0 | study), data = long, family = binomial)",
};

const published = ["auditc", "dementia"].flatMap((name) => {
  const studies = loadFixture(name);
  return [1, 7, 21, undefined].map((nodes): BenchCase => {
    const options = nodes === undefined ? {} : { nodes };
    const rule = nodes === undefined ? "default" : nodes === 1 ? "Laplace" : `${nodes} nodes`;
    return {
      name: `binomial, ${rule}, ${name} (k = ${studies.length})`,
      run: () => () => fitBinomial(studies, options),
      r: { data: studies, ...glmer },
    };
  });
});

const simulated = [100, 500, 2500].flatMap((k) => {
  const studies = simulateStudies(k, 20_240_601);
  return [7, 21].map((nodes): BenchCase => {
    const ours = {
      name: `binomial, ${nodes} nodes, simulated (k = ${k})`,
      run: () => () => fitBinomial(studies, { nodes }),
    };
    return k <= 500 ? { ...ours, r: { data: studies, ...glmer } } : ours;
  });
});

export const cases: readonly BenchCase[] = [...published, ...simulated];
