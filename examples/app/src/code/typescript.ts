import type { AnalysisTask } from "../tasks/messages.js";
import { csvOf, cutoffTable, tableOf } from "./data-text.js";

const literal = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll(/"([a-zA-Z_]\w*)":/g, "$1: ")
    .replaceAll(",", ", ")
    .replace(/^\{(.*)\}$/, "{ $1 }");

const template = (text: string): string => `\`${text.replaceAll(/[\\`]|\$\{/g, "\\$&")}\``;

/** What prints the result: in the style of numbers that was chosen, else as data. */
function printing(task: AnalysisTask): { readonly names: readonly string[]; readonly line: string } {
  const plain = {
    one: "console.log(result.summary);",
    compare: "console.log(result.comparisons);",
    cutoffs: "console.log(result.optimalCutoff, result.accuracy);",
    latent: "console.log(result.coefficients);",
  }[task.kind];
  if (Object.keys(task.draw.style).length === 0) return { names: [], line: plain };
  const style = optionsText(task.draw.style);
  if (task.kind === "latent") {
    const line = `const { interval } = numbersOf(${style});\nconsole.log(interval(result.sensitivity), interval(result.specificity));`;
    return { names: ["numbersOf"], line };
  }
  const [name, call] = (
    {
      one: ["analysisDocument", `analysisDocument(result, ${style})`],
      compare: ["comparisonDocument", `comparisonDocument("Comparison", result, null, ${style})`],
      cutoffs: ["thresholdsDocument", `thresholdsDocument("Cut-offs", result, result.prevalence, ${style})`],
    } as const
  )[task.kind];
  return { names: [name, "renderText"], line: `console.log(renderText(${call}));` };
}

const imported = (names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`import { ${names.join(", ")} } from "dta-meta/report";`];

/** The program that repeats the analysis with this package. */
export function typescriptOf(task: AnalysisTask): string {
  const { names, line } = printing(task);
  if (task.kind === "cutoffs") {
    const { header, rows } = cutoffTable(task.studies);
    return `${['import { analyzeThresholds, readThresholdStudies } from "dta-meta";', ...imported(names)].join("\n")}

const studies = readThresholdStudies(${template(csvOf(header, rows))});
const result = analyzeThresholds(studies, ${optionsText(task.options)});
${line}
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
    ...imported(names),
    "",
    `const all = readStudies(${template(csvOf(header, rows))}${reading});`,
    `const chosen = ${task.filter === "" ? "all" : `filterStudies(all, ${JSON.stringify(task.filter)})`};`,
    task.moderators === ""
      ? `const result = ${call}(chosen, ${optionsText(task.options)});`
      : `const { studies, moderators } = deriveModerators(chosen, ${JSON.stringify(task.moderators)});\nconst result = ${call}(studies, { ...${optionsText(task.options)}, moderators });`,
    line,
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
