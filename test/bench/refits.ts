import { analyze, auc, fitBinomial, fitReitsma, leaveOneOut } from "../../src/index.js";
import { loadFixture } from "../fixtures.js";
import type { BenchCase } from "./case.js";
import { simulateStudies } from "./simulate.js";

const SEED = 20_240_601;
const bootstrap = { interval: "bootstrap", replicates: 2000 } as const;

/** What refits a model many times over. */
export const cases: readonly BenchCase[] = [
  {
    name: "leave-one-out, REML (k = 500)",
    run: () => {
      const fit = fitReitsma(simulateStudies(500, SEED));
      return () => leaveOneOut(fit);
    },
  },
  ...[100, 500].map((k) => ({
    name: `leave-one-out, binomial, 7 nodes (k = ${k})`,
    run: () => {
      const fit = fitBinomial(simulateStudies(500, SEED).slice(0, k), { nodes: 7 });
      return () => leaveOneOut(fit);
    },
  })),
  {
    name: "leave-one-out, binomial, default, auditc (k = 14)",
    run: () => {
      const fit = fitBinomial(loadFixture("auditc"));
      return () => leaveOneOut(fit);
    },
  },
  {
    name: "AUC bootstrap of 2,000, REML, auditc (k = 14)",
    run: () => {
      const fit = fitReitsma(loadFixture("auditc"));
      return () => auc(fit, bootstrap);
    },
  },
  {
    name: "AUC bootstrap of 2,000, binomial, 7 nodes, auditc (k = 14)",
    run: () => {
      const fit = fitBinomial(loadFixture("auditc"), { nodes: 7 });
      return () => auc(fit, bootstrap);
    },
  },
  {
    name: "analyze, auditc (k = 14)",
    run: () => {
      const studies = loadFixture("auditc");
      return () => analyze(studies);
    },
  },
  {
    name: "analyze, simulated (k = 80)",
    run: () => {
      const studies = simulateStudies(500, SEED).slice(0, 80);
      return () => analyze(studies);
    },
  },
];
