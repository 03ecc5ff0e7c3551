import type { AnalysisTask } from "../tasks/messages.js";

const quoted = (text: string): string => `"${text.replaceAll('"', "'")}"`;

const LINES: Readonly<Record<string, string>> = {
  midas: "midas tp fp fn tn, id(study) res(all)",
  metandi: "metandi tp fp fn tn",
  metadta: "metadta tp fp fn tn, studyid(study)",
};

/** The same in Stata, for those who check: by the program that was asked for, else by midas and metandi. */
export function stataOf(task: AnalysisTask): string | null {
  if (task.kind !== "one" || task.filter !== "" || task.moderators !== "") return null;
  const { as, model } = task.options;
  if (model === "reitsma" || model === "bayes" || as === "mada" || as === "meta-disc") return null;
  // Stata counts bytes
  const width = Math.max(1, ...task.studies.map(({ id }) => new TextEncoder().encode(id).length));
  const rows = task.studies.map(({ id, tp, fp, fn, tn }) => `${quoted(id)} ${tp} ${fp} ${fn} ${tn}`);
  const lines = as === undefined ? [LINES.metandi, LINES.midas] : [LINES[as]];
  return `clear
input str${width} study tp fp fn tn
${rows.join("\n")}
end
${lines.join("\n")}
`;
}
