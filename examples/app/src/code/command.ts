import type { AnalysisTask } from "../tasks/messages.js";

/** A word for the shell. */
const quoted = (text: string): string => (/^[\w./%,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

const COMMANDS = { one: "analyze", compare: "compare", cutoffs: "thresholds", latent: "latent" } as const;

/** Flags of options that are called alike, but for capitals. */
const flagOf = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Names of options that have a flag of another name, or none. */
const FLAGS: Readonly<Record<string, string | null>> = {
  leaveOneOut: null,
  priorDistribution: "--prior",
  cutoffs: "--at",
  correction: null,
  reference: "--reference",
};

/** The line of the command line that repeats the analysis, of the saved table of studies. */
export function commandOf(task: AnalysisTask): string {
  const words = [`dta ${COMMANDS[task.kind]} studies.csv`];
  const notes: string[] = [];
  const options: Readonly<Record<string, unknown>> = { ...task.options };
  for (const [name, value] of Object.entries(options)) {
    if (task.kind === "latent" && name === "reference") {
      for (const [part, known] of Object.entries(value as object)) words.push(`--reference-${part} ${String(known)}`);
    } else if (name === "correction") {
      const { when, value: added } = value as { readonly when?: string; readonly value?: number };
      if (when !== undefined) words.push(`--correction ${when}`);
      if (added !== undefined) notes.push(`# the command line adds 0.5 where a correction is made, not ${added}`);
    } else if (!(name === "level" && value === 0.95)) {
      const flag = FLAGS[name] === undefined ? flagOf(name) : FLAGS[name];
      if (flag !== null) words.push(`${flag} ${quoted(Array.isArray(value) ? value.join(",") : String(value))}`);
    }
  }
  if (task.kind !== "cutoffs" && task.filter !== "") words.push(`--where ${quoted(task.filter)}`);
  if (task.kind !== "cutoffs" && task.moderators !== "") words.push(`--moderators ${quoted(task.moderators)}`);
  const { digits, percent, range } = task.draw.style;
  if (digits !== undefined) words.push(`--digits ${digits}`);
  if (percent === true) words.push("--percent");
  if (range !== undefined) words.push(`--range ${range}`);
  return `${[...notes, words.join(" ")].join("\n")}\n`;
}
