import {
  type PrismaCount,
  type PrismaInput,
  type QualityAssessment,
  type QualitySchema,
  quadas2,
  quadas3,
  quadasC,
  quadasCWith3,
} from "dta-meta/figures";
import type { Project, Quality } from "./project.js";

/** Tools by which studies can be judged. */
export const TOOLS: readonly { readonly key: string; readonly name: string; readonly schema: QualitySchema }[] = [
  { key: "QUADAS-2", name: "QUADAS-2", schema: quadas2 },
  { key: "QUADAS-3", name: "QUADAS-3", schema: quadas3 },
  { key: "QUADAS-C", name: "QUADAS-C, on QUADAS-2", schema: quadasC },
  { key: "QUADAS-C-3", name: "QUADAS-C, on QUADAS-3", schema: quadasCWith3 },
];

/** The tool of that key. */
export const schemaOf = (tool: string): QualitySchema =>
  TOOLS.find(({ key }) => key === tool)?.schema ?? TOOLS[0]!.schema;

/** Stands between a study and what is judged of it, in the keys of judgements. */
const OF = "\u001f";

/** The key of judgements of a study, or of one of its estimates or comparisons. */
export const judgedKey = (study: string, of: string | null): string => (of === null ? study : `${study}${OF}${of}`);

/** What is judged of a study: each of its estimates or comparisons by name, or itself (`null`). */
export function partsOf({ judgements }: Quality, study: string): readonly (string | null)[] {
  const start = judgedKey(study, "");
  const parts = Object.keys(judgements).flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : []));
  return Object.hasOwn(judgements, study) || parts.length === 0 ? [null, ...parts] : parts;
}

/** The judgements as the library takes them, of these studies; a study without any is left out. */
export function assessmentsOf(quality: Quality, studies: readonly string[]): QualityAssessment[] {
  return [...new Set(studies)].flatMap((id) =>
    partsOf(quality, id).flatMap((of) => {
      const own = Object.entries(quality.judgements[judgedKey(id, of)] ?? {}).filter(([, value]) => value !== "");
      if (own.length === 0) return [];
      const bySection: Record<string, Record<string, string>> = {};
      for (const [place, value] of own) {
        const [section, domain] = place.split(".") as [string, string];
        bySection[section] = { ...bySection[section], [domain]: value };
      }
      return [{ id, ...(of === null ? {} : { of }), judgements: bySection }];
    }),
  );
}

/** The judgements as the state keeps them. */
export function judgementsOf(assessments: readonly QualityAssessment[]): Quality["judgements"] {
  return Object.fromEntries(
    assessments.map(({ id, of = null, judgements }) => [
      judgedKey(id, of),
      Object.fromEntries(
        Object.entries(judgements).flatMap(([section, own]) =>
          Object.entries(own).flatMap(([domain, value]) => (value === null ? [] : [[`${section}.${domain}`, value]])),
        ),
      ),
    ]),
  );
}

/** Boxes of the flow diagram with one number. */
export const FLOW_NUMBERS = [
  "screened",
  "excluded",
  "sought",
  "notRetrieved",
  "assessed",
  "includedStudies",
  "includedReports",
] as const;
/** Boxes with a number for each source or reason, a line each: `MEDLINE: 812`. */
export const FLOW_LISTS = ["identified", "removed", "excludedReports"] as const;

/** A number of a box; `null` where it is empty, `NaN` where it is none. */
export function flowNumber(text: string): number | null {
  const plain = text.replaceAll(/[\s,.’']/g, "");
  if (plain === "") return null;
  return /^\d+$/.test(plain) ? Number(plain) : Number.NaN;
}

/** The lines of a box; a line that names no number counts as `NaN`. */
export function flowCounts(text: string): PrismaCount[] {
  return text.split("\n").flatMap((line) => {
    if (line.trim() === "") return [];
    const [, label = line, number = ""] =
      /^(.*?)[:=;,\t ]\s*\(?(?:n\s*=\s*)?(\d[\d\s,.]*)\)?\s*$/.exec(line.trim()) ?? [];
    const n = flowNumber(number);
    return [{ label: label.replace(/[\s:=;,(]+$/, ""), n: n ?? Number.NaN }];
  });
}

/** Fields of the flow that hold no number where one is wanted. */
export function flowFaults(flow: Project["flow"]): string[] {
  return [
    ...FLOW_NUMBERS.filter((name) => Number.isNaN(flowNumber(flow[name] ?? ""))),
    ...FLOW_LISTS.filter((name) => flowCounts(flow[name] ?? "").some(({ n }) => Number.isNaN(n))),
  ];
}

/** The flow diagram's numbers as the library takes them; `null` until the sources and the included studies are there. */
export function flowOf(flow: Project["flow"]): PrismaInput | null {
  if (flowFaults(flow).length > 0) return null;
  const numbers = Object.fromEntries(
    FLOW_NUMBERS.flatMap((name) => {
      const number = flowNumber(flow[name] ?? "");
      return number === null ? [] : [[name, number]];
    }),
  );
  const lists = Object.fromEntries(
    FLOW_LISTS.flatMap((name) => {
      const counts = flowCounts(flow[name] ?? "");
      return counts.length === 0 ? [] : [[name, counts]];
    }),
  );
  if (lists.identified === undefined || numbers.includedStudies === undefined) return null;
  return { ...lists, ...numbers } as unknown as PrismaInput;
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The flow as a table of box, source or reason, and number. */
export function flowCsv(flow: Project["flow"]): string {
  const rows = [
    ...FLOW_LISTS.flatMap((name) => flowCounts(flow[name] ?? "").map(({ label, n }) => [name, label, String(n)])),
    ...FLOW_NUMBERS.flatMap((name) => {
      const number = flowNumber(flow[name] ?? "");
      return number === null ? [] : [[name, "", String(number)]];
    }),
  ];
  return `box,label,n\n${rows.map((row) => row.map(cell).join(",")).join("\n")}\n`;
}

/** The flow from the rows of such a table; boxes by their names in any writing, others are left alone. */
export function flowOfRows(
  rows: readonly (readonly string[])[],
  labels: Readonly<Record<string, string>>,
): Record<string, string> {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, "");
  const names = [...FLOW_LISTS, ...FLOW_NUMBERS];
  const flow: Record<string, string> = {};
  for (const row of rows) {
    const filled = row.filter((text) => text.trim() !== "");
    const [box = "", label = ""] = filled;
    const number = filled.at(-1) ?? "";
    const name = names.find((known) => [plain(known), plain(labels[known] ?? known)].includes(plain(box)));
    if (name === undefined || filled.length < 2) continue;
    const list = (FLOW_LISTS as readonly string[]).includes(name);
    const line = list ? `${filled.length > 2 ? label : box}: ${number}` : number;
    flow[name] = list && flow[name] !== undefined ? `${flow[name]}\n${line}` : line;
  }
  return flow;
}
