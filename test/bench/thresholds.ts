import { compareThresholdModels, fitLinearThresholds, fitThresholds } from "../../src/index.js";
import { fenoAsPrinted, loadCutoffs } from "../several-cutoffs.js";
import type { BenchCase } from "./case.js";

const feno = loadCutoffs("feno");
const printed = fenoAsPrinted();
const rows = printed.flatMap(({ id, points }) =>
  points.map(({ cutoff, tp, fp, fn, tn }) => `${id},${cutoff},${tp},${fp},${fn},${tn}`),
);

export const cases: readonly BenchCase[] = [
  {
    name: "several cut-offs, FENO (29 studies, 150 tables): default fit with alternatives",
    run: () => () => fitThresholds(feno),
  },
  { name: "several cut-offs, FENO: default fit alone", run: () => () => fitThresholds(feno, { alternatives: false }) },
  {
    name: "several cut-offs, FENO: all scales, distributions and widths",
    run: () => () => compareThresholdModels(feno),
  },
  {
    name: "several cut-offs, FENO: linear mixed model DIDS",
    run: () => () => fitLinearThresholds(printed, { model: "DIDS", log: true }),
    r: {
      data: [],
      setup: `library(diagmeta); d <- read.csv(text = ${JSON.stringify(["study,cutoff,tp,fp,fn,tn", ...rows].join("\n"))})`,
      call: 'diagmeta(tp, fp, tn, fn, cutoff, study, data = d, model = "DIDS", log.cutoff = TRUE)',
      label: "diagmeta",
    },
  },
];
