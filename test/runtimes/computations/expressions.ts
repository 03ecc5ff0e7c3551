import { fitReitsma, readStudies, reproduce } from "dta-meta";
import { compileExpression, deriveCovariate, deriveModerators, filterStudies } from "dta-meta/expressions";
import { inputError } from "./errors.js";
import { EXPRESSIONS } from "./names.js";
import type { Fixtures, Section } from "./section.js";

/** What needs dta-meta/expressions, which the browser bundle doesn't have. */
export function expressionSections({ datasets, published }: Fixtures): Section[] {
  return [
    { name: EXPRESSIONS, compute: () => ofExpressions(datasets.catheter!.csv, datasets.gould!.csv) },
    { name: `${EXPRESSIONS}, published`, compute: () => reproducedWhere(published.smoking!) },
  ];
}

/** The published results for smoking, of the studies that an expression chooses. */
function reproducedWhere(text: string): unknown {
  const published = JSON.parse(text) as { readonly results: readonly object[] };
  const where = "result_id == 1";
  return reproduce(
    { ...published, results: published.results.map((result) => ({ ...result, where })) },
    { filter: filterStudies },
  );
}

function ofExpressions(catheter: string, gould: string): Record<string, unknown> {
  const studies = readStudies(catheter);
  const { studies: derived, moderators } = deriveModerators(studies, "log(prevalence), type, prevalence ^ 0.3");
  const arithmetic = ["exp(prevalence / 7)", "log10(prevalence)", "log2(tp + 1)", "prevalence ^ 1.7", "sqrt(fp)"];
  return {
    kept: [
      filterStudies(studies, 'type == "Quantitative" and prevalence >= 5'),
      filterStudies(readStudies(gould), "1995 <= year < 1998 or tp > 20"),
    ],
    arithmetic: arithmetic.map((text) => deriveCovariate(studies, "x", text)),
    regression: fitReitsma(derived, { moderators }),
    value: compileExpression("round(a, 2) > 1 ? lower(b) : upper(b)", ["a", "b"]).evaluate({ a: 1.005, b: "Ab" }),
    error: inputError("dta-meta/expressions", () => filterStudies(studies, "year >")),
    unknown: inputError("dta-meta/expressions", () => filterStudies(studies, "prevalense > 1")),
  };
}
