import { type CompareTestsOptions, compareTests } from "../../../inference/comparative/compare-tests.js";
import { rankTests } from "../../../inference/comparative/rank-tests.js";
import { testAgreement } from "../../../inference/comparative/test-agreement.js";
import { forTest } from "../../../models/comparative/for-test.js";
import { fitAnswers } from "./fit-answers.js";
import { type Answers, answer, drawn, type LibraryModel, type LibraryModelKind } from "./library-model.js";

/** Short names, as programs that compare two tests have them: `levels.CT.sensitivity`, `relative.sensitivity`, `levels.CT.relative.sensitivity`. */
function aliasesOf(comparisons: readonly { readonly test: string }[]): (name: string) => string | null {
  const relative = (outcome: string): string => `relative${outcome[0]!.toUpperCase()}${outcome.slice(1)}`;
  return (name) => {
    const [, between, pair] = /^levels\.(.+)\.relative\.(sensitivity|specificity)$/.exec(name) ?? [];
    if (between !== undefined) return `comparisons.${between}.${relative(pair!)}`;
    const [, test, measure] = /^levels\.(.+)\.(sensitivity|specificity|plr|nlr|dor)$/.exec(name) ?? [];
    if (test !== undefined) return `tests.${test}.${measure}`;
    const [, outcome] = /^relative\.(sensitivity|specificity)$/.exec(name) ?? [];
    return outcome === undefined || comparisons.length !== 1 ? null : `comparisons.0.${relative(outcome)}`;
  };
}

/** Several tests: `compareTests`, with what a bivariate fit answers of each test. */
export const comparativeKind: LibraryModelKind = {
  seeded: false,
  fit: (studies, options): LibraryModel => {
    const comparison = compareTests(studies, options as unknown as CompareTestsOptions);
    const { fit } = comparison;
    const ofTests = fit.tests.map((test) => [test, fitAnswers(forTest(fit, test))] as const);
    const [, first] = ofTests[0]!;
    const byTest: Answers = Object.fromEntries(
      Object.entries(first).map(([name, { seeded }]) => [
        name,
        {
          run: (asked) => Object.fromEntries(ofTests.map(([test, answers]) => [test, answers[name]!.run(asked)])),
          ...(seeded === undefined ? {} : { seeded }),
        },
      ]),
    );
    return {
      label: `dta-meta, comparative model, ${fit.structure} effects, ${fit.method}`,
      k: fit.k,
      notes: fit.convergence.converged ? [] : [fit.convergence.message],
      main: comparison,
      answers: {
        ...byTest,
        fitComparative: answer(() => fit),
        compareTests: answer(() => comparison),
        rankTests: drawn((asked) => rankTests(fit, asked)),
        testAgreement: answer(() => testAgreement(comparison)),
        forTest: answer(() => Object.fromEntries(fit.tests.map((test) => [test, forTest(fit, test)]))),
      },
      aliases: aliasesOf(comparison.comparisons),
    };
  },
};
