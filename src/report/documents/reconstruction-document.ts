import type { ReconstructedStudy } from "../../reconstruct/reconstruct-studies.js";
import type { TwoByTwo } from "../../tables/study.js";
import { type Block, type Document, heading, list, paragraph, type TableBlock } from "../render/document.js";
import { count, MISSING } from "../render/format.js";

const CELLS = ["tp", "fp", "fn", "tn"] as const;
const STATUSES = ["unique", "ambiguous", "inconsistent", "underdetermined"] as const;

/** The tables that reports allow: one line a study with verdict, count and cells, then what is to be said of single studies. */
export function reconstructionDocument(studies: readonly ReconstructedStudy[]): Document {
  const found = STATUSES.map((status) => ({
    status,
    n: studies.filter(({ reconstruction }) => reconstruction.status === status).length,
  })).filter(({ n }) => n > 0);
  const summary = `${count(studies.length, "study", "studies")}: ${found.map(({ n, status }) => `${n} ${status}`).join(", ")}.`;
  return [
    heading(2, "Tables from what the studies report"),
    paragraph(summary),
    overview(studies),
    ...studies.flatMap(details),
  ];
}

function overview(studies: readonly ReconstructedStudy[]): TableBlock {
  const right = { align: "right" } as const;
  const columns = [
    { title: "Study" },
    { title: "Verdict" },
    { title: "Tables", ...right },
    ...CELLS.map((cell) => ({ title: cell.toUpperCase(), ...right })),
  ];
  const rows = studies.map(({ id, reconstruction }) => [
    id,
    reconstruction.status,
    reconstruction.count === null ? MISSING : reconstruction.count.toLocaleString("en-US"),
    ...CELLS.map((cell) => cellText(reconstruction, cell)),
  ]);
  const notes = [
    ...(studies.some(({ reconstruction }) => reconstruction.status === "ambiguous")
      ? ["Where several tables fit, the least and the greatest count of each cell."]
      : []),
    ...(studies.some(
      ({ reconstruction }) => reconstruction.status === "inconsistent" && reconstruction.closest !== null,
    )
      ? ["Where no table fits, in brackets the one that misses the printed numbers least."]
      : []),
  ];
  const percent = studies.filter(({ reconstruction }) =>
    reconstruction.notes.some(({ code }) => code === "read-as-percent"),
  );
  if (percent.length > 0)
    notes.push(`Numbers above 1 were read as percentages: ${percent.map(({ id }) => id).join(", ")}.`);
  return { kind: "table", columns, rows, notes };
}

function cellText({ ranges, closest }: ReconstructedStudy["reconstruction"], cell: keyof TwoByTwo): string {
  if (ranges !== null) {
    const [low, high] = ranges[cell];
    return low === high ? String(low) : `${low}–${high}`;
  }
  return closest === null ? MISSING : `(${closest[cell]})`;
}

/** What is to be said of a study beyond its line; nothing of most. */
function details({ id, reconstruction }: ReconstructedStudy): Block[] {
  const {
    status,
    count: tables,
    conflicts,
    misses,
    missing,
    warnings,
    notes,
    intervalMethods,
    closest,
  } = reconstruction;
  const methods = Object.entries(intervalMethods).filter(([, fitting]) => fitting.length > 0);
  const lines = [
    ...conflicts,
    ...(closest === null
      ? []
      : [
          `Closest: TP ${closest.tp}, FP ${closest.fp}, FN ${closest.fn}, TN ${closest.tn}; it misses ${misses.map(missText).join(", ")}.`,
        ]),
    ...(status === "underdetermined" && tables === null
      ? [
          missing.length > 0
            ? `There is no end to the tables that fit; one of these would bound them: ${missing.join(", ")}.`
            : "There is no end to the tables that fit; more than one further number is needed.",
        ]
      : []),
    ...(status === "underdetermined" && tables !== null && missing.length > 0
      ? [`What would help: ${missing.join(", ")}.`]
      : []),
    ...(status === "ambiguous" && missing.length > 0
      ? [`Any one of these would settle it: ${missing.join(", ")}.`]
      : []),
    ...methods.map(([field, fitting]) => `${field}: fits ${fitting.join(", ")}.`),
    ...[...warnings, ...notes.filter(({ code }) => code !== "read-as-percent")].map(({ message }) => message),
  ];
  return lines.length === 0 ? [] : [heading(3, id), list(lines)];
}

function missText({ field, printed, value, units }: ReconstructedStudy["reconstruction"]["misses"][number]): string {
  const gives = value === null ? "" : ` (it gives ${Number(value.toPrecision(4))})`;
  const by = units === null ? "" : ` by ${Number(units.toPrecision(2))} units of its last digit`;
  return `${field} ${printed}${by}${gives}`;
}
