import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { start } from "./processes.js";
import { FIXTURES, PROGRAM } from "./workplace.js";

/** How a runtime got the package. */
export type Way = "import" | "require" | "single file";

/** A runtime that may be there or not, and how it computes. */
export interface Runtime {
  /** As the computations themselves must call it: "Node 22.", "Deno", … */
  readonly name: string;
  readonly ways: readonly Way[];
  /** What to run it with, given the folder where it may read and write; `null` where it is not there. */
  readonly command: (folder: string) => Promise<readonly string[] | null>;
}

const installed = (name: string): string => resolve(import.meta.dirname, "../../node_modules/.bin", name);
const NODES = [20, 22, 24];

async function ifItRuns(command: readonly string[]): Promise<readonly string[] | null> {
  const { status } = await start([command[0]!, "--version"]);
  return status === 0 ? command : null;
}

/** A release of Node from the package registry. */
async function nodeFromRegistry(major: number): Promise<readonly string[] | null> {
  const { status, stdout } = await start(["npx", "-y", "-p", `node@${major}`, "node", "-p", "process.execPath"]);
  return status === 0 ? [stdout.trim()] : null;
}

const ownMajor = Number.parseInt(process.versions.node, 10);

/** The runtimes with files, the one that runs this first: the others are held to it. */
export const runtimes: readonly Runtime[] = [
  {
    name: `Node ${ownMajor}.`,
    ways: ["import", "require", "single file"],
    command: async () => [process.execPath],
  },
  ...NODES.filter((major) => major !== ownMajor).map(
    (major): Runtime => ({
      name: `Node ${major}.`,
      ways: ["import"],
      command: () => nodeFromRegistry(major),
    }),
  ),
  {
    name: "Deno ",
    ways: ["import", "single file"],
    // without leave to use the network, the environment or anything outside the folder
    command: (folder) =>
      ifItRuns([installed("deno"), "run", "--no-prompt", `--allow-read=${folder}`, `--allow-write=${folder}`]),
  },
  { name: "Bun ", ways: ["import", "single file"], command: () => ifItRuns([installed("bun")]) },
];

/** What a runtime computed: who it says it is, then a line for each section. Throws where it fails. */
export async function computeIn(command: readonly string[], way: Way, folder: string): Promise<string> {
  const to = join(folder, `${command[0]!.replaceAll(/\W/g, "-")}-${way}.txt`);
  const { status, stderr } = await start([...command, join(folder, PROGRAM[way]), join(folder, FIXTURES), to], {
    cwd: folder,
  });
  if (status !== 0) throw new Error(stderr.trim());
  return readFileSync(to, "utf8");
}
