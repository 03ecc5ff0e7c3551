import { compareTests, fitComparative, type Study } from "../../src/index.js";
import { loadFixture } from "../fixtures.js";
import type { BenchCase } from "./case.js";

/** Rows of one study in a cluster: the fixture names a study's second row with a number. */
const grouped = (name: string): Study[] =>
  loadFixture(name).map((study) => ({ ...study, cluster: study.id.replace(/ #\d+$/, "") }));

/** lme4's Laplace fit of study effects and of test-within-study effects, its long format made beforehand. */
function nestedInR(studies: readonly Study[]) {
  const quoted = (values: readonly string[]): string => values.map((value) => JSON.stringify(value)).join(", ");
  return {
    data: studies,
    label: "lme4 glmer, Laplace, nested",
    setup: `suppressMessages(library(lme4))
study <- c(${quoted(studies.map(({ cluster }) => cluster ?? ""))})
test <- c(${quoted(studies.map(({ covariates }) => String(covariates?.test)))})
rows <- nrow(data)
long <- data.frame(
  study = factor(rep(study, 2)), row = factor(rep(seq_len(rows), 2)), test = factor(rep(test, 2)),
  y = with(data, c(tp, tn)), n = with(data, c(tp + fn, tn + fp)), se = rep(c(1, 0), each = rows), sp = rep(c(0, 1), each = rows)
)`,
    call: "glmer(cbind(y, n - y) ~ 0 + se:test + sp:test + (0 + se + sp | study) + (0 + se | row) + (0 + sp | row), data = long, family = binomial)",
  };
}

const options = { test: "test", structure: "nested", within: "diagonal" } as const;

export const cases: readonly BenchCase[] = ["ascus", "schuetz"].flatMap((name): BenchCase[] => {
  const studies = grouped(name);
  return [
    {
      name: `comparative, nested-diagonal, ${name} (${studies.length} rows)`,
      run: () => () => fitComparative(studies, options),
      r: nestedInR(studies),
    },
    {
      name: `comparative, nested-diagonal with tests and null models, ${name}`,
      run: () => () => compareTests(studies, options),
    },
  ];
});
