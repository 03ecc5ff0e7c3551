import type { CovariateValue } from "../tables/study.js";
import { compare, equal } from "./operations.js";

// Logic with three values, as SQL and R have it: true, false, and null for what cannot be known.

export function negate(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

/** x and y; y is asked for only where x does not settle it. */
export function conjunction(x: boolean | null, other: () => boolean | null): boolean | null {
  if (x === false) return false;
  const y = other();
  return y === false ? false : x === null || y === null ? null : true;
}

/** x or y; y is asked for only where x does not settle it. */
export function disjunction(x: boolean | null, other: () => boolean | null): boolean | null {
  return negate(conjunction(negate(x), () => negate(other())));
}

/** Either x or y, not both. */
export function exclusive(x: boolean | null, y: boolean | null): boolean | null {
  return x === null || y === null ? null : x !== y;
}

const ORDERS: ReadonlyMap<string, (order: number) => boolean> = new Map([
  ["smaller", (order) => order < 0],
  ["smallerEq", (order) => order <= 0],
  ["larger", (order) => order > 0],
  ["largerEq", (order) => order >= 0],
]);

/** Whether mathjs's name of an operator is that of a comparison. */
export function isRelation(name: string): boolean {
  return name === "equal" || name === "unequal" || ORDERS.has(name);
}

/** How two values compare under an operator. Beside a written `null`, `==` and `!=` ask whether the other is missing. */
export function relation(name: string, besideNull: boolean): (x: CovariateValue, y: CovariateValue) => boolean | null {
  if (name === "equal" || name === "unequal") {
    const wanted = name === "equal";
    if (besideNull) return (x, y) => (x === null && y === null) === wanted;
    return (x, y) => {
      const same = equal(x, y);
      return same === null ? null : same === wanted;
    };
  }
  const holds = ORDERS.get(name)!;
  return (x, y) => {
    const order = compare(x, y);
    return order === null ? null : holds(order);
  };
}
