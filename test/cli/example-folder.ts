import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { EXAMPLES } from "../../src/cli/examples.js";

const HEADER = "study,tp,fp,fn,tn,modality,year";
const ROWS = [
  "A,20,3,5,60,CT,2009",
  "B,15,2,2,33,CT,2011",
  "C,8,1,4,40,MRI,2012",
  "D,30,9,3,70,CT,2013",
  "E,11,5,6,52,MRI,2014",
  "F,25,4,4,45,CT,2016",
  "G,17,6,3,38,MRI,2018",
  "H,40,7,9,81,MRI,2019",
  "I,22,5,2,47,CT,2021",
];
const QUALITY = `study,rob_PS,rob_IT,rob_RS,rob_FT\nA,low,high,low,unclear\nB,low,low,low,low\n`;
const FLOW = JSON.stringify({
  identified: [{ label: "MEDLINE", n: 412 }],
  screened: 390,
  assessed: 31,
  includedStudies: 9,
});
const REPORTED = `study,n,diseased,sensitivity,specificity
A,88,25,80.0,95.2
B,52,17,88.2,94.3
C,53,12,66.7,97.6
D,112,33,90.9,88.6
`;
const CUTOFFS = `study,cutoff,tp,fp,fn,tn
A,20,70,40,30,160
A,40,45,12,55,188
B,15,44,50,6,50
B,30,30,15,20,85
C,25,80,30,40,120
C,35,66,18,54,132
D,20,30,22,10,78
D,50,12,3,28,97
E,10,56,70,4,40
E,25,41,30,19,80
E,45,22,8,38,102
`;
const PAPER = JSON.stringify({
  as: "metandi",
  data: { file: "studies.csv" },
  results: [{ id: "all", k: 9, sensitivity: { estimate: "0.83", lower: "0.77", upper: "0.88" }, specificity: "0.92" }],
});
const PAPER_PAGE =
  "<h1>A review</h1><h2>Results</h2><p>Nine studies were pooled. Sensitivity and specificity were 0.83 (95% CI 0.77-0.88) and 0.92 (0.90-0.94).</p>";

const LINE = { studies: [{ id: "A", tp: 20, fp: 3, fn: 5, tn: 60 }] };

/** The files that the commands' examples name, by path. */
export const exampleFiles: Readonly<Record<string, string>> = {
  "tests.csv": readFileSync(new URL("../../fixtures/ascus/data.csv", import.meta.url), "utf8"),
  "studies.csv": [HEADER, ...ROWS, ""].join("\n"),
  "quality.csv": QUALITY,
  "flow.json": FLOW,
  "reports.csv": REPORTED,
  "cutoffs.csv": CUTOFFS,
  "paper.json": PAPER,
  "paper.html": PAPER_PAGE,
  "papers/one.json": PAPER,
  "in.ndjson": `${JSON.stringify(LINE)}\n`,
};

/** Every example: the command's name, and its line. */
export const exampleLines: readonly (readonly [name: string, line: string])[] = Object.entries(EXAMPLES).flatMap(
  ([name, examples]) => examples.map(({ line }) => [name, line] as const),
);

/** Writes the files into a folder. */
export function writeExampleFiles(folder: string): void {
  mkdirSync(join(folder, ".config/fish/completions"), { recursive: true });
  for (const [path, content] of Object.entries(exampleFiles)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a line in bash, in a folder that comes first in the path. */
export function shell(folder: string, line: string): Ran {
  // `fpath` is zsh's list of folders; here it keeps the example inside the folder
  return spawnSync("bash", ["-c", `set -o pipefail; fpath=(. .); ${line}`], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, HOME: folder, PATH: `${folder}:${process.env.PATH}`, NO_COLOR: "1" },
  });
}

/** The files of a pattern with a star, as a shell lists them; a word without one as it is. */
function filesOf(word: string): readonly string[] {
  const [before, after] = word.split("*");
  if (after === undefined) return [word];
  return Object.keys(exampleFiles).filter((path) => path.startsWith(before!) && path.endsWith(after));
}

/**
 * What a shell would hand to the command: its arguments and the file on standard input. `null` where several commands are
 * connected, or where the command holds standard input open.
 */
export function withoutShell(line: string): { readonly argv: readonly string[]; readonly stdin: string } | null {
  if (line.includes("|") || line === "dta mcp") return null;
  const [typed, input] = line.replace(/ >>? .*$/, "").split(" < ");
  const words = [...typed!.matchAll(/'([^']*)'|(\S+)/g)].flatMap(([, quoted, plain]) =>
    quoted === undefined ? filesOf(plain!) : [quoted],
  );
  return { argv: words.slice(1), stdin: input === undefined ? "" : exampleFiles[input]! };
}
