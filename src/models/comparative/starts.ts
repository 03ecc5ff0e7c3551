import { hypot, log } from "../../numeric/elementary.js";
import type { ComparativeStudies, StructureChoice, TestEffects } from "./structure.js";

/** Factors [a, b, c] of the total variation to start from: moderate and small, with the correlation usual in accuracy and without. */
const TOTALS = [
  [0.7, -0.2, 0.6],
  [0.3, 0.1, 0.3],
] as const;

const times = (share: number, factor: readonly number[]): number[] => factor.map((value) => share * value);

/** A within-study covariance like the factor's. */
function within(kind: StructureChoice["within"], [a, b, c]: readonly number[]): number[] {
  if (kind === "unstructured") return [a!, b!, c!];
  return kind === "diagonal" ? [a!, hypot(b!, c!)] : [a!];
}

/** Starts of the covariance parameters: in nested models with the variation between studies, between tests, and half and half. */
export function covarianceStarts(choice: StructureChoice, tests: number): number[][] {
  switch (choice.structure) {
    case "independent":
      return TOTALS.map((total) => (choice.variances === "equal" ? [...total] : Array(tests).fill(total).flat()));
    case "shared":
      return TOTALS.map((total) => [...total]);
    case "nested":
      return [0.5, 0.9, 0.1].map((share) => [
        ...times(Math.sqrt(share), TOTALS[0]),
        ...within(choice.within, times(Math.sqrt(1 - share), TOTALS[0])),
      ]);
    case "unstructured":
      // equal covariances of the two tests, half of them shared, and a tenth
      return [0.5, 0.1].map((share) => twoTests(share, TOTALS[0]));
  }
}

/** The Cholesky factor of [V, share·V; share·V, V] row by row, V = L Lᵀ: [L 0; share·L √(1 − share²)·L]. */
function twoTests(share: number, [a, b, c]: readonly [number, number, number]): number[] {
  const rest = Math.sqrt(1 - share * share);
  return [a, b, c, share * a, 0, rest * a, share * b, share * c, rest * b, rest * c];
}

/** Mean empirical logits of the tests: sensitivities, then specificities; one of each where tests share it. */
export function meanStarts(studies: ComparativeStudies, tests: number, effects: TestEffects): number[] {
  const rows = studies.flat();
  const mean = (outcome: number, test: number | null): number => {
    const own = rows.filter((row) => test === null || row.test === test);
    const logits = own.map(({ table: { tp, fn, tn, fp } }) =>
      outcome === 0 ? log((tp + 0.5) / (fn + 0.5)) : log((tn + 0.5) / (fp + 0.5)),
    );
    return logits.reduce((sum, value) => sum + value, 0) / logits.length;
  };
  return [0, 1].flatMap((outcome) =>
    effects[outcome === 0 ? "sensitivity" : "specificity"] === "common"
      ? [mean(outcome, null)]
      : Array.from({ length: tests }, (_, test) => mean(outcome, test)),
  );
}
