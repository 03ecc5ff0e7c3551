import { create, type MathNode, parseDependencies } from "mathjs/number";
import { InputError } from "../base/errors.js";
import type { CovariateValue } from "../tables/study.js";
import { fault, syntaxFault } from "./faults.js";
import { OperandError, truth } from "./operations.js";
import { type Evaluator, type ExpressionRow, translate } from "./translate.js";

/** An expression that was checked against the columns and can be asked for its value in any row. */
export interface CompiledExpression {
  /** The expression as it was written. */
  readonly text: string;
  /** The columns that it reads, in order of appearance. */
  readonly columns: readonly string[];
  /** Its value in a row; `null` where it cannot be known. Throws `InputError` where values don't fit their operators. */
  readonly evaluate: (row: ExpressionRow) => CovariateValue;
  /** Its value as a condition; throws `InputError` where that is neither true nor false nor unknown (nor 0 or 1). */
  readonly holds: (row: ExpressionRow) => boolean | null;
}

const MAX_LENGTH = 2000;

// Only mathjs's parser is used: its tree is translated by us, so that nothing of mathjs's own scope can be reached.
const { parse } = create(parseDependencies as Parameters<typeof create>[0], {}) as unknown as {
  readonly parse: (text: string) => MathNode;
};

/**
 * Checks an expression in mathjs's syntax against the columns and makes it ready to be evaluated row by row.
 *
 * Operators: `+ - * / ^ mod`, `== != < <= > >=` (also chained: `2000 <= year < 2010`), `and or not xor`,
 * `condition ? a : b`, `value in [a, b]`. Functions: abs, sqrt, exp, log (natural, or `log(x, base)`), log10, log2, floor,
 * ceil, round, min, max, lower, upper, contains, startsWith, endsWith, isMissing, number, text, and `column("name")` for
 * columns whose name is not a plain word. Text stands in quotes.
 *
 * Missing values (`null`) stay missing through operators and functions; a condition on one is unknown, with
 * `false and unknown` = false and `true or unknown` = true. `x == null` and `x != null` ask whether x is missing.
 * Text and numbers are never equal by accident: comparing them is an error. Numbers are compared exactly (mathjs allows
 * 1e-12), and text by its case. What cannot be computed (1/0) is missing.
 *
 * The scope is closed: columns and the functions above are all there is. Assignments, definitions, property access and
 * other functions throw `InputError`, as do unknown columns (the message lists the columns) and faulty syntax.
 *
 * @example
 * ```ts
 * import { compileExpression } from "dta-meta/expressions";
 *
 * const expression = compileExpression("tp / (tp + fn) > 0.9", ["tp", "fn"]);
 * expression.columns; // ["tp", "fn"]
 * expression.holds({ tp: 47, fn: 2 }); // true
 * ```
 */
export function compileExpression(text: string, columns: readonly string[]): CompiledExpression {
  if (typeof text !== "string" || text.trim() === "") {
    throw new InputError("expression-syntax", "the expression is empty; write a condition such as year >= 2020.", {
      where: "expression",
      got: text,
      wanted: "an expression",
    });
  }
  if (text.length > MAX_LENGTH) {
    throw new InputError("expression-syntax", `the expression is longer than ${MAX_LENGTH} characters.`, {
      where: "expression",
      got: text.length,
      wanted: `at most ${MAX_LENGTH} characters`,
    });
  }
  const used = new Set<string>();
  let evaluator: Evaluator;
  try {
    evaluator = translate(parse(text), { text, columns, used });
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw syntaxFault(text, error);
  }
  const guarded =
    <T>(read: (row: ExpressionRow) => T) =>
    (row: ExpressionRow): T => {
      try {
        return read(row);
      } catch (error) {
        if (!(error instanceof OperandError)) throw error;
        throw fault("expression-type", text, `${error.message}.`, "values that fit their operators");
      }
    };
  return { text, columns: [...used], evaluate: guarded(evaluator), holds: guarded((row) => truth(evaluator(row))) };
}
