import type { Analysis } from "../../analysis/analyze.js";
import type { TableBlock } from "../render/document.js";
import { count } from "../render/format.js";
import type { ReportOptions } from "../reports/report.js";
import { participants } from "../words/participants.js";

/** What a review holds beside its analysis. */
export type ChecklistInput = Pick<ReportOptions, "quality" | "schema" | "prisma" | "withFigures">;

/** One item: what it is about, and what is known of it here; `null` where only the authors can say. */
interface Item {
  readonly number: string;
  readonly topic: string;
  readonly known?: (analysis: Analysis, review: ChecklistInput) => string | null;
}

/** What the last cell says where the analysis knows nothing. */
const FOR_AUTHORS = "For the authors";

const methods = "Section “Statistical methods”";

function measures({ studies, summary }: Analysis): string | null {
  if (studies.length === 0 && summary === null) return null;
  return `Sensitivity and specificity per 2×2 table${summary === null ? "" : "; likelihood ratios and diagnostic odds ratio of the summary"}: ${methods}. The unit of assessment is for the authors`;
}

function additional({ fit, subgroups, leaveOneOut, clusterRobust, deeks }: Analysis): string[] {
  return [
    ...(fit !== null && fit.design.moderators.length > 0
      ? [`meta-regression on ${fit.design.moderators.map(({ name }) => name).join(", ")}`]
      : []),
    ...(subgroups === null ? [] : [`subgroups by ${subgroups.by}`]),
    ...(leaveOneOut === null ? [] : ["leave-one-out analysis"]),
    ...(clusterRobust === null ? [] : ["cluster-robust intervals"]),
    ...(deeks.pValue === null ? [] : ["Deeks’ test"]),
  ];
}

/** The 27 items of PRISMA-DTA in short words of our own (McInnes 2018); 15 and 22 of PRISMA are not among them. */
const ITEMS: readonly Item[] = [
  { number: "1", topic: "Title: a systematic review of diagnostic test accuracy" },
  { number: "2", topic: "Abstract: PRISMA-DTA for abstracts" },
  { number: "3", topic: "Rationale" },
  { number: "D1", topic: "Clinical role of the index test, accuracy that is needed" },
  { number: "4", topic: "Objectives: participants, index tests, target conditions" },
  { number: "5", topic: "Protocol and registration" },
  { number: "6", topic: "Eligibility criteria" },
  { number: "7", topic: "Information sources" },
  { number: "8", topic: "Search strategies in full" },
  { number: "9", topic: "Process of study selection" },
  { number: "10", topic: "Data collection" },
  { number: "11", topic: "Definitions of target condition, index test, reference standard" },
  {
    number: "12",
    topic: "Methods for risk of bias and applicability",
    known: (_, { quality, schema }) =>
      quality === undefined || quality.length === 0
        ? null
        : `${schema?.name ?? "QUADAS-2"}; how it was applied, and by whom, is for the authors`,
  },
  { number: "13", topic: "Accuracy measures and unit of assessment", known: measures },
  { number: "14", topic: "Handling of data: several tables, thresholds, tests per study", known: handling },
  {
    number: "D2",
    topic: "Statistical methods of the meta-analysis",
    known: ({ fit }) => (fit === null ? null : methods),
  },
  {
    number: "16",
    topic: "Methods of additional analyses",
    known: (analysis) => {
      const done = additional(analysis);
      return done.length === 0 ? null : `${done.join(", ")}: ${methods}. Which of them were planned is for the authors`;
    },
  },
  {
    number: "17",
    topic: "Study selection: numbers, with a flow diagram",
    known: (_, { prisma }) => (prisma === undefined ? null : "Flow diagram, section “Figures”"),
  },
  {
    number: "18",
    topic: "Study characteristics",
    known: ({ studies }) => {
      const names = [...new Set(studies.flatMap(({ covariates }) => Object.keys(covariates)))];
      return names.length === 0
        ? null
        : `Table “Characteristics of the studies”: ${names.slice(0, 8).join(", ")}; what is not in the data is for the authors`;
    },
  },
  {
    number: "19",
    topic: "Risk of bias and applicability of each study",
    known: (_, { quality }) =>
      quality === undefined || quality.length === 0 ? null : "Figure of the judgements, section “Figures”",
  },
  {
    number: "20",
    topic: "Results of individual studies: 2×2 tables, accuracy, intervals",
    known: ({ studies }, { withFigures }) =>
      studies.length === 0 ? null : `Table “Studies”${withFigures === false ? "" : "; forest plot"}`,
  },
  {
    number: "21",
    topic: "Synthesis: accuracy with its variability, intervals",
    known: ({ summary, narrative }) =>
      summary !== null
        ? "Sections “Results” and “Tables”: estimates with confidence and prediction intervals, variation between studies"
        : narrative === null
          ? null
          : "Section “Results”: nothing was pooled, the ranges are given",
  },
  {
    number: "23",
    topic: "Results of additional analyses",
    known: (analysis) => {
      const done = additional(analysis);
      return done.length === 0 ? null : `Sections “Results” and “Tables”: ${done.join(", ")}`;
    },
  },
  { number: "24", topic: "Summary of evidence" },
  {
    number: "25",
    topic: "Limitations",
    known: ({ warnings }) =>
      warnings.length === 0
        ? null
        : `Of the analysis: ${count(warnings.length, "warning")}, section “Warnings”; of the studies and of the review’s process, for the authors`,
  },
  { number: "26", topic: "Conclusions" },
  { number: "27", topic: "Funding" },
];

function handling({ studies, fit, clusterRobust }: Analysis): string | null {
  const said = [
    ...(fit !== null && fit.excluded.length > 0 ? [`${count(fit.excluded.length, "table")} not in the model`] : []),
    ...(fit !== null && fit.corrections.length > 0
      ? [`continuity corrections in ${count(fit.corrections.length, "table")}`]
      : []),
    ...(clusterRobust === null ? [] : ["tables that share studies or patients"]),
  ];
  const size = studies.length === 0 ? null : count(studies.length, "table");
  if (size === null && said.length === 0) return null;
  return `${size ?? ""}${said.length === 0 ? "" : `; ${said.join(", ")}`}: ${methods}. Choices of thresholds and tables are for the authors`;
}

/**
 * The PRISMA-DTA checklist of an analysis (McInnes 2018, JAMA 319:388, doi:10.1001/jama.2017.19163): for each of its 27 items where
 * the report says something of it, and what is left for the authors. It fills in what the analysis knows, and never says that an item
 * is fulfilled.
 */
export function prismaDtaTable(analysis: Analysis, review: ChecklistInput): TableBlock {
  const size = participants(analysis);
  return {
    kind: "table",
    columns: [{ title: "Item" }, { title: "Topic" }, { title: "In this report" }],
    rows: ITEMS.map(({ number, topic, known }) => {
      const found = known?.(analysis, review) ?? null;
      return [
        number,
        topic,
        found === null ? FOR_AUTHORS : `${found.replace(/^./, (letter) => letter.toUpperCase())}.`,
      ];
    }),
    notes: [
      "Items in short words (McInnes 2018); the wording that journals ask for is at prisma-statement.org. What stands here is where the report says something, not that an item is fulfilled.",
      ...(size === null ? [] : [`The analysis includes ${size}`]),
    ],
  };
}
