import { fitReitsma } from "../../src/index.js";
import { loadFixture } from "../fixtures.js";
import type { BenchCase } from "./case.js";
import { simulateStudies } from "./simulate.js";

/** metafor's bivariate REML fit, its escalc done beforehand: the fit alone is timed. */
const metafor = {
  label: "metafor rma.mv",
  setup: `suppressMessages(library(metafor))
zero <- with(data, tp == 0 | fp == 0 | fn == 0 | tn == 0)
data[zero, ] <- data[zero, ] + 0.5
k <- nrow(data)
y <- with(data, c(log(tp / fn), log(tn / fp)))
v <- with(data, c(1 / tp + 1 / fn, 1 / tn + 1 / fp))
outcome <- factor(rep(c("sensitivity", "specificity"), each = k))
study <- rep(seq_len(k), 2)`,
  call: 'rma.mv(y, v, mods = ~ outcome - 1, random = ~ outcome | study, struct = "UN", method = "REML")',
};

const published = ["auditc", "dementia"].map((name): BenchCase => {
  const studies = loadFixture(name);
  return {
    name: `REML, ${name} (k = ${studies.length})`,
    run: () => () => fitReitsma(studies),
    r: { data: studies, ...metafor },
  };
});

const simulated = [500, 10_000, 100_000].map((k): BenchCase => {
  const studies = simulateStudies(k, 20_240_601);
  const ours = { name: `REML, simulated (k = ${k})`, run: () => () => fitReitsma(studies) };
  return k <= 500 ? { ...ours, r: { data: studies, ...metafor, slow: true } } : ours;
});

export const cases: readonly BenchCase[] = [...published, ...simulated];
