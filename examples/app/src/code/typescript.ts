import type { AnalysisTask } from "../tasks/messages.js";
import { csvOf, cutoffTable, tableOf } from "./data-text.js";

const literal = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll(/"([a-zA-Z_]\w*)":/g, "$1: ")
    .replaceAll(",", ", ")
    .replace(/^\{(.*)\}$/, "{ $1 }");

const template = (text: string): string => `\`${text.replaceAll(/[\\`]|\$\{/g, "\\$&")}\``;

/** The program that repeats the analysis with this package. */
export function typescriptOf(task: AnalysisTask): string {
  if (task.kind === "cutoffs") {
    const { header, rows } = cutoffTable(task.studies);
    return `import { analyzeThresholds, readThresholdStudies } from "dta-meta";

const studies = readThresholdStudies(${template(csvOf(header, rows))});
const result = analyzeThresholds(studies, ${optionsText(task.options)});
console.log(result.optimalCutoff, result.accuracy);
`;
  }
  const { header, rows } = tableOf(task.studies);
  const reading =
    task.kind === "compare" && !header.includes("cluster")
      ? `, { testColumn: ${JSON.stringify(task.options.test)} }`
      : "";
  const call = { one: "analyze", compare: "compareTests", latent: "fitLatentClass" }[task.kind];
  const extra = [
    ...(task.filter === "" ? [] : ["filterStudies"]),
    ...(task.moderators === "" ? [] : ["deriveModerators"]),
  ].sort();
  const lines = [
    `import { ${[call, "readStudies"].sort().join(", ")} } from "dta-meta";`,
    ...(extra.length === 0 ? [] : [`import { ${extra.join(", ")} } from "dta-meta/expressions";`]),
    "",
    `const all = readStudies(${template(csvOf(header, rows))}${reading});`,
    `const chosen = ${task.filter === "" ? "all" : `filterStudies(all, ${JSON.stringify(task.filter)})`};`,
    task.moderators === ""
      ? `const result = ${call}(chosen, ${optionsText(task.options)});`
      : `const { studies, moderators } = deriveModerators(chosen, ${JSON.stringify(task.moderators)});\nconst result = ${call}(studies, { ...${optionsText(task.options)}, moderators });`,
    {
      one: "console.log(result.summary);",
      compare: "console.log(result.comparisons);",
      latent: "console.log(result.coefficients);",
    }[task.kind],
    "",
  ];
  return lines.join("\n");
}

/** Options as they are written, strings untouched. */
function optionsText(options: object): string {
  const entries = Object.entries(options).map(
    ([name, value]) => `${name}: ${typeof value === "object" ? literal(value) : JSON.stringify(value)}`,
  );
  return `{ ${entries.join(", ")} }`;
}
