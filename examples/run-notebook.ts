import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What a cell shows: a text for each media type; empty where it shows nothing. */
export type CellOutput = Readonly<Record<string, string>>;

interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly outputs?: readonly {
    readonly output_type: string;
    readonly data?: Readonly<Record<string, string | readonly string[]>>;
    readonly evalue?: string;
  }[];
}

const joined = (text: string | readonly string[]): string => (typeof text === "string" ? text : text.join(""));
const cellsOf = (path: string): Cell[] =>
  (JSON.parse(readFileSync(path, "utf8")) as { cells: Cell[] }).cells.filter(({ cell_type }) => cell_type === "code");

/** A program on the PATH, or in this package's own node_modules; `null` where there is none. */
export function findProgram(name: string): string | null {
  const own = resolve(import.meta.dirname, "../node_modules/.bin");
  const folders = [own, ...(process.env.PATH ?? "").split(delimiter)];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

function program(name: string): string {
  const path = findProgram(name);
  if (path === null) throw new Error(`there is no ${name}; npm ci brings deno, Debian's jupyter-nbconvert the rest`);
  return path;
}

function execute(command: string, argv: readonly string[], cwd: string, env: Record<string, string> = {}): string {
  const run = spawnSync(command, argv, { cwd, encoding: "utf8", env: { ...process.env, NO_COLOR: "1", ...env } });
  if (run.status !== 0) throw new Error(`${command} ${argv.join(" ")}\n${run.stdout}\n${run.stderr}`);
  return run.stdout;
}

/**
 * Runs a notebook in Deno's own Jupyter kernel, by nbconvert; a `deno.json` beside the notebook holds its imports. Now and
 * then the kernel says that it is done before it has sent a cell's result, and nbconvert leaves without it; such a run is
 * made again, five times at most.
 */
export function runWithKernel(notebook: string, attempts = 5): CellOutput[] {
  const outputs = runOnceWithKernel(notebook);
  const lost = outputs.some((output) => Object.keys(output).length === 0);
  return lost && attempts > 1 ? runWithKernel(notebook, attempts - 1) : outputs;
}

function runOnceWithKernel(notebook: string): CellOutput[] {
  const folder = mkdtempSync(join(tmpdir(), "dta-meta-notebook-"));
  try {
    const kernel = join(folder, "kernels/deno");
    mkdirSync(kernel, { recursive: true });
    const argv = [program("deno"), "jupyter", "--kernel", "--conn", "{connection_file}"];
    writeFileSync(join(kernel, "kernel.json"), JSON.stringify({ argv, display_name: "Deno", language: "typescript" }));
    const options = ["--to", "notebook", "--execute", notebook, "--output-dir", folder, "--output", "run.ipynb"];
    execute(program("jupyter-nbconvert"), options, dirname(notebook), { JUPYTER_PATH: folder });
    return cellsOf(join(folder, "run.ipynb")).map(({ outputs = [] }) => {
      const [first] = outputs.filter(({ data }) => data !== undefined);
      return Object.fromEntries(Object.entries(first?.data ?? {}).map(([type, text]) => [type, joined(text)]));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const MARK = "@@cell@@";

/** A cell as part of a module: where its last line is an expression, what that shows is printed. */
function asStatements(source: string): string {
  const lines = source.trimEnd().split("\n");
  const last = lines.pop()!;
  const silent = /^(?:(?:import|export|const|let|var|function|class|for|if|while|throw|return)\b|[})\s])/.test(last);
  const shown = silent ? `${last}\n__show(undefined);` : `__show(${last.replace(/;$/, "")});`;
  return [...lines, shown].join("\n");
}

/** Runs a notebook's cells one after the other as one module under Deno, without Jupyter. */
export function runCellByCell(notebook: string): CellOutput[] {
  const folder = dirname(notebook);
  const module = join(folder, `.cells-${process.pid}.ts`);
  const show = `const __show = (value) => {
  const own = value?.[Symbol.for("Jupyter.display")];
  const shown = value === undefined ? {} : own ? own.call(value) : { "text/plain": Deno.inspect(value) };
  console.log("${MARK}" + JSON.stringify(shown));
};`;
  try {
    const cells = cellsOf(notebook).map(({ source }) => asStatements(joined(source)));
    writeFileSync(module, [show, ...cells].join("\n\n"));
    const printed = execute(program("deno"), ["run", "--no-check", "--allow-read", module], folder);
    return printed
      .split("\n")
      .flatMap((line) => (line.startsWith(MARK) ? [JSON.parse(line.slice(MARK.length)) as CellOutput] : []));
  } finally {
    rmSync(module, { force: true });
  }
}

/** What the code cells of a notebook hold as outputs. */
export const savedOutputs = (notebook: string): CellOutput[] =>
  cellsOf(notebook).map(({ outputs = [] }) =>
    Object.fromEntries(Object.entries(outputs[0]?.data ?? {}).map(([type, text]) => [type, joined(text)])),
  );

/** Text as notebooks hold it: a list of lines, each with its end. */
const linesOf = (text: string): string[] => text.split(/(?<=\n)/);

/** Writes what its cells show into a notebook, so that it can be read without being run. */
export function saveOutputs(notebook: string, outputs: readonly CellOutput[]): void {
  const whole = JSON.parse(readFileSync(notebook, "utf8")) as { cells: Cell[] };
  let count = 0;
  const cells = whole.cells.map((cell) => {
    if (cell.cell_type !== "code") return cell;
    const shown = Object.entries(outputs[count++] ?? {}).map(([type, text]) => [type, linesOf(text)]);
    const data = Object.fromEntries(shown);
    const result = { data, execution_count: count, metadata: {}, output_type: "execute_result" };
    return { ...cell, execution_count: count, outputs: shown.length === 0 ? [] : [result] };
  });
  writeFileSync(notebook, `${JSON.stringify({ ...whole, cells }, null, 1)}\n`);
}

// npm run notebook runs it; with --save its outputs are written into it
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const notebook = resolve(import.meta.dirname, "deno.ipynb");
  const save = process.argv.includes("--save");
  const kernel = !save && findProgram("jupyter-nbconvert") !== null;
  const outputs = kernel ? runWithKernel(notebook) : runCellByCell(notebook);
  const bare = outputs.findIndex((output) => Object.keys(output).length === 0);
  console.log(
    `${outputs.length} cells of examples/deno.ipynb ran ${kernel ? "in Deno's Jupyter kernel" : "under Deno, cell by cell"}`,
  );
  if (bare >= 0) throw new Error(`cell ${bare + 1} shows nothing`);
  if (save) saveOutputs(notebook, outputs);
}
