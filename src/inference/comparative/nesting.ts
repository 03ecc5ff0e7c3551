import type { ComparativeFit } from "../../models/comparative/comparative-fit.js";

/** How one model of tests lies in another. */
export interface Nesting {
  /** Variance parameters that the smaller one holds at the edge of their space; 0 for a regular test. */
  readonly onEdge: number;
  /** Weights of χ² with 0, 1, … degrees of freedom under the null hypothesis; `null` where they have no closed form. */
  readonly weights: readonly number[] | null;
}

const REGULAR: Nesting = { onEdge: 0, weights: null };

/** A structure's name with what tells it apart. */
type Kind = "equal" | "unequal" | "shared" | "identity" | "diagonal" | "nested" | "unstructured";

function kindOf({ structure, variances, within }: ComparativeFit): Kind {
  switch (structure) {
    case "independent":
      return variances;
    case "nested":
      return within === "unstructured" ? "nested" : within;
    default:
      return structure;
  }
}

/**
 * Which structures lie within which. Rows that repeat a test within a study share their effects in `"unstructured"` alone, so that
 * what has them apart is not within it. Not in the table, though printed: shared effects within separate ones.
 */
const WITHIN: Readonly<Record<Kind, Readonly<Partial<Record<Kind, Nesting & { readonly withoutRepeats?: true }>>>>> = {
  equal: {
    unequal: REGULAR,
    nested: { onEdge: 3, weights: null },
    unstructured: { ...REGULAR, withoutRepeats: true },
  },
  unequal: { unstructured: { ...REGULAR, withoutRepeats: true } },
  shared: {
    identity: { onEdge: 1, weights: [0.5, 0.5] },
    diagonal: { onEdge: 2, weights: [0.25, 0.5, 0.25] },
    nested: { onEdge: 3, weights: null },
    unstructured: { onEdge: 7, weights: null },
  },
  identity: { diagonal: REGULAR, nested: REGULAR, unstructured: { ...REGULAR, withoutRepeats: true } },
  diagonal: { nested: REGULAR, unstructured: { ...REGULAR, withoutRepeats: true } },
  nested: { unstructured: { ...REGULAR, withoutRepeats: true } },
  unstructured: {},
};

/** How the structure of one fit lies in that of another; `null` where it does not. */
export function nestingOf(smaller: ComparativeFit, larger: ComparativeFit): Nesting | null {
  const [one, other] = [kindOf(smaller), kindOf(larger)];
  if (one === other) return REGULAR;
  const nesting = WITHIN[one][other];
  if (nesting === undefined || (nesting.withoutRepeats === true && hasRepeats(larger))) return null;
  return nesting;
}

/** Whether a study has several rows of one test. */
function hasRepeats({ warnings }: ComparativeFit): boolean {
  return warnings.some(({ code }) => code === "repeated-test");
}
