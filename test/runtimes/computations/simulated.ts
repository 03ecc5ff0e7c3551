import { auc, fitBinomial, fitReitsma, type Study, summaryPoint } from "dta-meta";

interface Counts {
  readonly tp: readonly number[];
  readonly fp: readonly number[];
  readonly fn: readonly number[];
  readonly tn: readonly number[];
}

/** Both models fitted to the simulated meta-analyses. */
export function ofSimulated(text: string): unknown[] {
  const { datasets } = JSON.parse(text) as { readonly datasets: readonly Counts[] };
  return datasets.map(({ tp, fp, fn, tn }) => {
    const studies = tp.map((_, i): Study => ({ id: `${i + 1}`, tp: tp[i]!, fp: fp[i]!, fn: fn[i]!, tn: tn[i]! }));
    return [fitReitsma(studies, { minStudies: 2 }), fitBinomial(studies, { nodes: 21, minStudies: 2 })].map((fit) => ({
      coefficients: fit.coefficients,
      betweenStudy: fit.betweenStudy,
      logLik: fit.logLik,
      summary: summaryPoint(fit),
      auc: auc(fit),
    }));
  });
}
