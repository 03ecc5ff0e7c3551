import type {
  ArrayNode,
  ConditionalNode,
  ConstantNode,
  FunctionNode,
  MathNode,
  OperatorNode,
  ParenthesisNode,
  RelationalNode,
  SymbolNode,
} from "mathjs/number";
import { closestName } from "../base/closest-name.js";
import { shown } from "../base/describe.js";
import type { InputError } from "../base/errors.js";
import type { CovariateValue } from "../tables/study.js";
import { fault, quote, slipHint } from "./faults.js";
import { conjunction, disjunction, exclusive, isRelation, negate, relation } from "./logic.js";
import { ARITHMETIC, FUNCTIONS, signed, truth } from "./operations.js";

/** One row's values by column name. */
export type ExpressionRow = Readonly<Record<string, CovariateValue>>;

/** What an expression, or a part of it, is worth in a row. */
export type Evaluator = (row: ExpressionRow) => CovariateValue;

/** What a translation knows: the expression's text, the columns that there are, and those that were named so far. */
export interface Context {
  readonly text: string;
  readonly columns: readonly string[];
  readonly used: Set<string>;
}

/** Turns one node of the parser's tree into a function of the row. Nodes that aren't named here are not allowed. */
export function translate(node: MathNode, context: Context): Evaluator {
  switch (node.type) {
    case "ConstantNode":
      return constant((node as ConstantNode).value, context);
    case "SymbolNode":
      return columnReader((node as SymbolNode).name, context);
    case "ParenthesisNode":
      return translate((node as ParenthesisNode).content, context);
    case "OperatorNode":
      return operator(node as OperatorNode, context);
    case "RelationalNode":
      return chain(node as RelationalNode, context);
    case "ConditionalNode":
      return conditional(node as ConditionalNode, context);
    case "FunctionNode":
      return functionCall(node as FunctionNode, context);
    default:
      throw notAllowed(node, context);
  }
}

function notAllowed(node: MathNode, { text, columns }: Context): InputError {
  const reasons: Readonly<Record<string, string>> = {
    AssignmentNode: "= assigns, which is not allowed; to compare, write ==",
    FunctionAssignmentNode: "functions cannot be defined",
    AccessorNode: 'a value\'s inside cannot be reached with "." or "[]"',
    BlockNode: "only one expression is allowed",
    ArrayNode: "a list may only stand after `in`",
  };
  const dotted = columns.find((name) => name.includes(".") && text.includes(name));
  const hint = node.type === "AccessorNode" && dotted !== undefined ? `; for the column write column("${dotted}")` : "";
  const reason = reasons[node.type] ?? `${node.type.replace(/Node$/, "").toLowerCase()} is not allowed`;
  return fault(
    "expression-not-allowed",
    text,
    `${reason}${hint}.`,
    "columns, operators and the functions of expressions",
  );
}

function constant(value: unknown, { text }: Context): Evaluator {
  const allowed = value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
  if (!allowed) {
    throw fault(
      "expression-syntax",
      text,
      `${value === undefined ? "something is missing" : `${value} is not a value`}.`,
      "a finite number",
    );
  }
  return () => value as CovariateValue;
}

function columnReader(name: string, { text, columns, used }: Context): Evaluator {
  if (!columns.includes(name)) {
    const near = closestName(name, columns);
    throw fault(
      "expression-unknown-column",
      text,
      `there is no column ${shown(name)}${near === null ? "" : `; did you mean ${shown(near)}?`}${near === null ? "." : ""} ` +
        `The columns are: ${columns.join(", ")}. Text stands in quotes: "${name}".`,
      "the name of a column",
      name,
    );
  }
  used.add(name);
  return (row) => (Object.hasOwn(row, name) ? (row[name] ?? null) : null);
}

function operator(node: OperatorNode, context: Context): Evaluator {
  const { text } = context;
  if (node.implicit) {
    throw fault(
      "expression-syntax",
      text,
      `an operator is missing in ${quote(node.toString())}; text stands in quotes.`,
      "an operator",
    );
  }
  const name: string = node.fn;
  const [first, second] = node.args as MathNode[];
  if (first === undefined || ("isPercentage" in node && node.isPercentage === true))
    throw operatorNotAllowed(node, context);
  if (second === undefined) {
    const value = translate(first, context);
    if (name === "unaryMinus") return (row) => signed(value(row), -1);
    if (name === "unaryPlus") return (row) => signed(value(row), 1);
    if (name === "not") return (row) => negate(truth(value(row)));
    throw operatorNotAllowed(node, context);
  }
  if (name === "to" && node.op === "in") return membership(first, second, context);
  const left = translate(first, context);
  const right = translate(second, context);
  if (isRelation(name)) {
    const related = relation(name, isNull(first) || isNull(second));
    return (row) => related(left(row), right(row));
  }
  const arithmetic = ARITHMETIC.get(name);
  if (arithmetic !== undefined) return (row) => arithmetic(left(row), right(row));
  if (name === "and") return (row) => conjunction(truth(left(row)), () => truth(right(row)));
  if (name === "or") return (row) => disjunction(truth(left(row)), () => truth(right(row)));
  if (name === "xor") return (row) => exclusive(truth(left(row)), truth(right(row)));
  throw operatorNotAllowed(node, context);
}

function operatorNotAllowed(node: OperatorNode, { text }: Context): InputError {
  const symbol: string = node.op;
  if ("isPercentage" in node && node.isPercentage === true) {
    return fault("expression-not-allowed", text, "percentages are not allowed; write 0.5 for 50%.", "a proportion");
  }
  const hint = symbol === "|" ? "write `or`" : symbol === "&" ? "write `and`" : slipHint(symbol);
  return fault(
    "expression-not-allowed",
    text,
    `the operator ${symbol} is not allowed${hint === null ? "" : `; ${hint}`}.`,
    "+ - * / ^ mod == != < <= > >= and or not xor in",
  );
}

const isNull = (node: MathNode): boolean => node.type === "ConstantNode" && (node as ConstantNode).value === null;

// In chains and lists every part is translated and evaluated once, so that nesting them costs no more than writing them.

function chain({ conditionals, params }: RelationalNode, context: Context): Evaluator {
  const parts = params.map((part) => translate(part, context));
  const relations = conditionals.map((name, i) => relation(name, isNull(params[i]!) || isNull(params[i + 1]!)));
  return (row) => {
    const values = parts.map((part) => part(row));
    return relations.reduce<boolean | null>(
      (held, related, i) => conjunction(held, () => related(values[i]!, values[i + 1]!)),
      true,
    );
  };
}

function membership(first: MathNode, list: MathNode, context: Context): Evaluator {
  if (list.type !== "ArrayNode") {
    throw fault(
      "expression-syntax",
      context.text,
      'after `in` comes a list, as in modality in ["CT", "MRI"].',
      "a list",
    );
  }
  const member = translate(first, context);
  const options = (list as ArrayNode).items.map((item) => ({
    option: translate(item, context),
    same: relation("equal", isNull(first) || isNull(item)),
  }));
  return (row) => {
    const value = member(row);
    return options.reduce<boolean | null>(
      (found, { option, same }) => disjunction(found, () => same(value, option(row))),
      false,
    );
  };
}

function conditional(node: ConditionalNode, context: Context): Evaluator {
  const condition = translate(node.condition, context);
  const ifTrue = translate(node.trueExpr, context);
  const ifFalse = translate(node.falseExpr, context);
  return (row) => {
    const held = truth(condition(row));
    return held === null ? null : held ? ifTrue(row) : ifFalse(row);
  };
}

function functionCall(node: FunctionNode, context: Context): Evaluator {
  const { text } = context;
  const target: unknown = node.fn;
  const name = isNamed(target) ? target.name : null;
  if (name === "column") {
    const [argument] = node.args;
    const value: unknown = argument?.type === "ConstantNode" ? (argument as ConstantNode).value : null;
    if (typeof value !== "string" || node.args.length !== 1) {
      throw fault(
        "expression-syntax",
        text,
        'column(…) takes the name of a column in quotes, as in column("Index test").',
        "a name in quotes",
      );
    }
    return columnReader(value, context);
  }
  const known = name === null ? undefined : FUNCTIONS.get(name);
  if (name === null || known === undefined) {
    const near = name === null ? null : closestName(name, [...FUNCTIONS.keys()]);
    throw fault(
      "expression-unknown-function",
      text,
      `${name === null ? "only functions by name can be called" : `there is no function ${shown(name)}`}${near === null ? "" : `; did you mean ${near}?`}${near === null ? "." : ""} ` +
        `The functions are: ${["column", ...FUNCTIONS.keys()].join(", ")}.`,
      "a function of expressions",
      name,
    );
  }
  const { least, most, call } = known;
  if (node.args.length < least || node.args.length > most) {
    const wanted = least === most ? `${least}` : `${least} to ${most}`;
    throw fault(
      "expression-syntax",
      text,
      `${name} takes ${wanted} values, got ${node.args.length}.`,
      `${wanted} values`,
    );
  }
  const values = node.args.map((argument) => translate(argument, context));
  return (row) => call(values.map((value) => value(row)));
}

function isNamed(target: unknown): target is { readonly name: string } {
  return (
    typeof target === "object" &&
    target !== null &&
    "type" in target &&
    target.type === "SymbolNode" &&
    "name" in target &&
    typeof target.name === "string"
  );
}
