import { analyze, DtaError, fitReitsma, InputError, InsufficientStudiesError, readStudies, type Study } from "dta-meta";
import { influencePlot } from "dta-meta/figures";
import { reportHtml } from "dta-meta/report";

const studies: readonly Study[] = [1, 2, 3, 4, 5].map((i) => ({ id: `${i}`, tp: 9 + i, fp: 3, fn: 1 + i, tn: 20 + i }));

/** What was thrown, once it is known to be what the main entry calls an `InputError`. Throws where it is not. */
export function inputError(from: string, compute: () => unknown): unknown {
  try {
    compute();
  } catch (error) {
    if (!(error instanceof InputError && error instanceof DtaError && error instanceof Error)) {
      throw new Error(`what ${from} throws is no InputError of dta-meta: ${String(error)}`);
    }
    const { name, code, message, where, got, wanted } = error;
    return { name, code, message, where, got, wanted };
  }
  throw new Error(`${from} should have thrown`);
}

/** Errors of every entry, caught by the main entry's classes. */
export function errors(): Record<string, unknown> {
  return {
    core: inputError("dta-meta", () => readStudies("study,tp,fp,fn,tn\nA,1,2,3,x")),
    figures: inputError("dta-meta/figures", () => influencePlot([])),
    report: inputError("dta-meta/report", () =>
      reportHtml(analyze(studies), { figures: { theme: { colors: { series: [] } } } }),
    ),
    insufficient: insufficient(),
  };
}

function insufficient(): string {
  try {
    fitReitsma(studies.slice(0, 2));
  } catch (error) {
    if (error instanceof InsufficientStudiesError && error instanceof DtaError) return error.message;
    throw error;
  }
  throw new Error("two studies should be too few");
}
