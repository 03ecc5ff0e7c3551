import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import ts from "typescript";

export const root = resolve(import.meta.dirname, "..");

/** A fenced block of TypeScript: an example of a doc comment. */
export interface Example {
  /** The exported thing that it explains. */
  readonly name: string;
  /** Where it stands: file and line. */
  readonly where: string;
  readonly code: string;
}

/** The doc comments of a source with what they stand before. */
const COMMENTS = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export )?(?:async )?(?:function|const|interface|type) (\w+)/g;

/** All blocks ```ts of the doc comments under src. */
export function docExamples(): Example[] {
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .flatMap((name) => {
      const file = join(root, "src", name);
      const text = readFileSync(file, "utf8");
      return [...text.matchAll(COMMENTS)].flatMap((match) => {
        const comment = match[1]!.replace(/^ *\* ?/gm, "");
        const line = text.slice(0, match.index).split("\n").length;
        return blocksOf(comment).map((code) => ({
          name: match[2]!,
          where: `${relative(root, file)}:${line}`,
          code,
        }));
      });
    });
}

/** The blocks ```ts of a text. */
export function blocksOf(text: string): string[] {
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!);
}

/** A line `expression; // value` of an example: what it must come to, as a literal. */
export interface Check {
  readonly expression: string;
  readonly expected: string;
}

/** The example as JavaScript that hands each checked value and the literal beside it to `check`, and the lines it checks. */
export function compileExample(code: string): { readonly javascript: string; readonly checks: readonly Check[] } {
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ES2022, true);
  const checks: Check[] = [];
  let rewritten = code;
  for (const statement of [...source.statements].reverse()) {
    if (!ts.isExpressionStatement(statement)) continue;
    const [comment] = ts.getTrailingCommentRanges(code, statement.end) ?? [];
    if (comment === undefined) continue;
    const expression = statement.expression.getText(source);
    const expected = code.slice(comment.pos + 2, comment.end).trim();
    checks.unshift({ expression, expected });
    rewritten = `${rewritten.slice(0, statement.getStart(source))}check(${expression}, (${expected}), ${JSON.stringify(expression)});${rewritten.slice(comment.end)}`;
  }
  const { outputText } = ts.transpileModule(rewritten, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  return { javascript: outputText, checks };
}

/** What the compiler says of the examples, each a module of its own, under the project's own settings. */
export function typeErrors(examples: readonly Example[]): string[] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const files = new Map(examples.map((example, i) => [join(root, "test", `example-${i}.ts`), example]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name)?.code ?? readFile(name);
  host.getSourceFile = (name, version) => {
    const text = host.readFile(name);
    return text === undefined ? undefined : ts.createSourceFile(name, text, version, true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([name, { where }]) => {
    const file = program.getSourceFile(name)!;
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${where}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}
