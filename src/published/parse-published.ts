import * as z from "zod/mini";
import { closestName } from "../base/closest-name.js";
import { shown } from "../base/describe.js";
import { collectProblems, type Problem, type ProblemList } from "../tables/problems.js";
import { PRINTED_NUMBER_WANTED } from "./printed-number.js";
import { QUANTITY_CELL_WANTED } from "./quantity-cell.js";
import { printedNumber } from "./schema/pieces.js";
import { publishedResult } from "./schema/result.js";
import { type PublishedReport, publishedReport } from "./schema.js";

type Schema = z.core.$ZodType;
type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/** `results[3].plr.lower`. */
function pathText(path: Path): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : text === "" ? String(part) : `${text}.${String(part)}`,
    "",
  );
}

/** The schemas that may hold at a place inside a schema: several under a union. */
function schemasAt(schema: Schema, path: Path): Schema[] {
  const def = schema._zod.def as z.core.$ZodTypes["_zod"]["def"];
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
      return schemasAt(def.innerType, path);
    case "union":
      return def.options.flatMap((option) => schemasAt(option, path));
    case "pipe":
      return schemasAt(def.in, path);
  }
  const [key, ...rest] = path;
  if (key === undefined) return [schema];
  if (def.type === "object") {
    const inner = def.shape[String(key)] ?? def.catchall;
    return inner === undefined ? [] : schemasAt(inner, rest);
  }
  if (def.type === "array") return schemasAt(def.element, rest);
  if (def.type === "record") return schemasAt(def.valueType, rest);
  return [];
}

/** The fields that objects at a place may have. */
function fieldsAt(schema: Schema, path: Path): string[] {
  return schemasAt(schema, path).flatMap((inner) => {
    const def = inner._zod.def as z.core.$ZodTypes["_zod"]["def"];
    return def.type === "object" ? Object.keys(def.shape) : [];
  });
}

const NOUNS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "an array",
  object: "an object",
  record: "an object",
  null: "null",
};

/** The numbers that a schema admits, in words. */
function numberWords(schema: Schema): string {
  const def = schema._zod.def as unknown as {
    readonly format?: string;
    readonly checks?: readonly {
      readonly _zod: { readonly def: { check: string; value?: number; inclusive?: boolean } };
    }[];
  };
  const whole = (def.format ?? "").includes("int") ? "whole number" : "number";
  const limit = (check: string) => def.checks?.map(({ _zod }) => _zod.def).find((one) => one.check === check);
  const [low, high] = [limit("greater_than"), limit("less_than")];
  if (low !== undefined && high !== undefined) return `a ${whole} between ${low.value} and ${high.value}`;
  return low === undefined ? `a ${whole}` : `a ${whole} ${low.inclusive ? "of at least" : "above"} ${low.value}`;
}

/** What may stand at a place, in words. */
function wantedAt(schema: Schema, path: Path): string {
  const inner = schemasAt(schema, path).filter((one) => one._zod.def.type !== "never");
  const words = inner.map((one) => {
    const def = one._zod.def as z.core.$ZodTypes["_zod"]["def"];
    if (def.type === "enum")
      return Object.values(def.entries)
        .map((value) => JSON.stringify(value))
        .join(" or ");
    if (def.type === "object") return `an object with ${Object.keys(def.shape).join(", ")}`;
    if (def.type === "number") return numberWords(one);
    return NOUNS[def.type] ?? def.type;
  });
  const printed = schemasAt(printedNumber, []);
  if (printed.every((one) => inner.includes(one))) {
    const others = words.filter((word, i) => !printed.includes(inner[i]!) && word !== NOUNS.string);
    const cells = inner.filter((one) => one._zod.def.type === "string").length > 1;
    return [`${PRINTED_NUMBER_WANTED}${cells ? `, or one ${QUANTITY_CELL_WANTED}` : ""}`, ...others].join(", or ");
  }
  return [...new Set(words)].join(" or ");
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
}

function show(value: unknown): string {
  const text = shown(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The issue of a union's best branch: the one that fits the input's shape and fails deepest inside. */
function unfold(issue: Issue, base: Path = []): { issue: Issue; path: Path }[] {
  const path = [...base, ...issue.path];
  if (issue.code !== "invalid_union") return [{ issue, path }];
  const branches = issue.errors.map((errors) => errors.flatMap((error) => unfold(error, path)));
  const inside = branches.filter((errors) =>
    errors.every((error) => error.path.length > path.length || error.issue.code === "unrecognized_keys"),
  );
  return inside[0] ?? [{ issue, path }];
}

function problemsOf(schema: Schema, input: unknown, { issue, path }: { issue: Issue; path: Path }): Problem[] {
  const code = "bad-published";
  if (issue.code === "unrecognized_keys") {
    const fields = fieldsAt(schema, path);
    return issue.keys.map((key) => {
      const where = pathText([...path, key]);
      const near = closestName(key, fields);
      const wanted = `one of ${fields.join(", ")}`;
      const hint = near === null ? `the fields here are ${fields.join(", ")}` : `did you mean ${near}?`;
      return { code, message: `${where}: there is no such field; ${hint}`, where, got: key, wanted };
    });
  }
  const where = pathText(path) || "the file";
  const got = valueAt(input, path);
  const wanted = wantedAt(schema, path);
  const message =
    got === undefined ? `${where} is missing; it must be ${wanted}.` : `${where} must be ${wanted}, got ${show(got)}.`;
  return [{ code, message, where, got, wanted }];
}

function throwIssues(schema: Schema, input: unknown, issues: readonly Issue[]): void {
  const problems = collectProblems();
  for (const issue of issues) {
    for (const unfolded of unfold(issue))
      for (const problem of problemsOf(schema, input, unfolded)) problems.add(problem);
  }
  problems.throwIfAny();
}

/** Every mention of a result's id in the file, with its path. */
function mentions({ partitions = [], subsets = [], restated = [] }: PublishedReport): { where: string; id: string }[] {
  const groups = { partitions, subsets };
  return [
    ...Object.entries(groups).flatMap(([field, list]) =>
      list.flatMap(({ of, into }, i) => [
        { where: `${field}[${i}].of`, id: of },
        ...into.map((id, j) => ({ where: `${field}[${i}].into[${j}]`, id })),
      ]),
    ),
    ...restated.map(({ of }, i) => ({ where: `restated[${i}].of`, id: of })),
  ];
}

/** Limits whose level is not the one that the file gives for all of its intervals. */
function checkLevels(value: unknown, level: number, where: string, problems: ProblemList): void {
  if (typeof value !== "object" || value === null) return;
  const inner = value as Record<string, unknown>;
  if (typeof inner.level === "number" && "estimate" in inner && Math.abs(inner.level - level) > 1e-9) {
    const message = `${where}: its limits have the level ${inner.level}, but those of the file ${level}; give \`level\` at the top of the file, and one file to each level.`;
    problems.add({ code: "bad-published", message, where, got: inner.level, wanted: `limits of the level ${level}` });
  }
  for (const [key, held] of Object.entries(inner)) {
    checkLevels(held, level, Array.isArray(value) ? `${where}[${key}]` : `${where}.${key}`, problems);
  }
}

function checkReferences(report: PublishedReport, problems: ProblemList): void {
  const code = "bad-published";
  const first = new Map<string, number>();
  report.results.forEach(({ id }, i) => {
    if (id === undefined) return;
    const where = `results[${i}].id`;
    const earlier = first.get(id);
    if (earlier !== undefined) {
      const message = `${where}: "${id}" is already the id of results[${earlier}]; ids must differ.`;
      problems.add({ code, message, where, got: id, wanted: "an id that no other result has" });
    }
    first.set(id, earlier ?? i);
  });
  const known = [...first.keys()].join(", ") || "none";
  for (const { where, id } of mentions(report)) {
    if (first.has(id)) continue;
    const message = `${where}: no result has the id "${id}"; the ids are ${known}.`;
    problems.add({ code, message, where, got: id, wanted: "the id of a result" });
  }
  const sources = Object.keys(report.data ?? {});
  if (report.data !== undefined && sources.length !== 1) {
    const message = `data must have exactly one of file, csv and studies, got ${sources.join(" and ") || "none"}.`;
    problems.add({ code, message, where: "data", got: report.data, wanted: "one of file, csv, studies" });
  }
}

/**
 * Checks published results against the format (`fixtures/published/schema.json`) and returns them, defaults filled in. A cell
 * such as `"0.92 (0.89–0.94)"` or `"92% [89, 94]"` comes out as `estimate`, `lower` and `upper`; a limit of ∞ is left out.
 *
 * @throws InputError `bad-published` that lists everything wrong; `where` is the path of the first field, such as
 *   `results[3].plr.lower`, and `wanted` what it should hold
 *
 * @example
 * ```ts
 * import { parsePublished } from "dta-meta";
 *
 * const { results } = parsePublished({ citation: "A paper", results: [{ id: "ct", k: 12, sensitivity: "0.97", dor: "45 (12–170)" }] });
 * results[0]?.sensitivity; // "0.97"
 * results[0]?.dor; // { estimate: "45", lower: "12", upper: "170" }
 * ```
 */
export function parsePublished(input: unknown): PublishedReport {
  const parsed = z.safeParse(publishedReport, input);
  if (!parsed.success) throwIssues(publishedReport, input, parsed.error.issues);
  const report = parsed.data as PublishedReport;
  const problems = collectProblems();
  checkReferences(report, problems);
  const { level = 0.95, results, restated, comparators, narrative, reviewerAgreement } = report;
  for (const [field, held] of Object.entries({ results, restated, comparators, narrative, reviewerAgreement }))
    checkLevels(held, level, field, problems);
  problems.throwIfAny();
  return report;
}

/** Checks one set of pooled numbers; the same as one of `parsePublished`'s results. */
export function parsePublishedResult(input: unknown): PublishedReport["results"][number] {
  const parsed = z.safeParse(publishedResult, input);
  if (!parsed.success) throwIssues(publishedResult, input, parsed.error.issues);
  return parsed.data as PublishedReport["results"][number];
}
