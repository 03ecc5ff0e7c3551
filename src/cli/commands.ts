import type { AddCommand } from "./io.js";

/** A command: its name, how its file is loaded, and whether assistants are offered it. */
interface CommandRow {
  readonly name: string;
  readonly load: () => Promise<AddCommand>;
  readonly offered: boolean;
  /** Whether it speaks of the other commands. */
  readonly ofAll?: true;
}

const offered = (name: string, load: CommandRow["load"]): CommandRow => ({ name, load, offered: true });
const here = (name: string, load: CommandRow["load"]): CommandRow => ({ name, load, offered: false });

/** The commands of `dta`, in the order in which its help names them; only the one that is asked for is loaded. */
const COMMANDS: readonly CommandRow[] = [
  offered("analyze", async () => (await import("./analyze.js")).analyzeCommand),
  offered("compare", async () => (await import("./compare.js")).compareCommand),
  offered("thresholds", async () => (await import("./thresholds.js")).thresholdsCommand),
  offered("latent", async () => (await import("./latent.js")).latentCommand),
  offered("reconstruct", async () => (await import("./reconstruct.js")).reconstructCommand),
  offered("extract", async () => (await import("./extract.js")).extractCommand),
  offered("audit", async () => (await import("./audit.js")).auditCommand),
  offered("reproduce", async () => (await import("./reproduce.js")).reproduceCommand),
  offered("identify", async () => (await import("./identify.js")).identifyCommand),
  offered("plot", async () => (await import("./plot.js")).plotCommand),
  offered("report", async () => (await import("./report.js")).reportCommand),
  here("export", async () => (await import("./export.js")).exportCommand),
  offered("simulate", async () => (await import("./simulate.js")).simulateCommand),
  here("batch", async () => (await import("./batch.js")).batchCommand),
  here("mcp", async () => (await import("./mcp.js")).mcpCommand(offeredCommands)),
  { ...here("completion", async () => (await import("./completion.js")).completionCommand), ofAll: true },
];

const load = (rows: readonly CommandRow[]): Promise<AddCommand[]> => Promise.all(rows.map((row) => row.load()));

/** Every command. */
export const allCommands = (): Promise<AddCommand[]> => load(COMMANDS);

/** Those that answer questions about data and papers. */
const offeredCommands = (): Promise<AddCommand[]> => load(COMMANDS.filter((row) => row.offered));

/** What is needed for the arguments behind `dta`: the command that they begin with, none for a version, else all. */
export function commandsFor([first = ""]: readonly string[]): Promise<AddCommand[]> {
  const row = COMMANDS.find(({ name }) => name === first);
  if (row !== undefined && row.ofAll === undefined) return load([row]);
  return first === "--version" || first === "-V" ? load([]) : allCommands();
}
