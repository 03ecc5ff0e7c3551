import type { Paper, PaperBlock } from "./paper.js";
import { unaccented } from "./plain-script.js";

/** What a part of a paper is for. */
export type Section = "front" | "abstract" | "introduction" | "methods" | "results" | "discussion" | "back";

/** Heads of sections, as papers call them; the first that fits. */
const HEADS: readonly (readonly [Section, RegExp])[] = [
  [
    "abstract",
    /^(?:\d+\.?\s*)?(?:structured )?(?:abstract|summary|zusammenfassung|resume|resumen|resumo|riassunto)\b/i,
  ],
  [
    "introduction",
    /^(?:\d+\.?\s*)?(?:introduction|background|einleitung|hintergrund|introduccion|introducao|introduzione)$/i,
  ],
  [
    "methods",
    /^(?:\d+\.?\s*)?(?:(?:materials?|patients|data)(?: and | & ))?methods?(?: and materials?)?$|^(?:\d+\.?\s*)?(?:(?:material|materiel|materiales|materiais)\s+(?:und|et|y|e)\s+)?(?:methodik|methoden?|methodes|metodos?|metodi|methodologie)$/i,
  ],
  ["results", /^(?:\d+\.?\s*)?(?:results?(?: and discussion)?|findings|ergebnisse|resultats|resultados|risultati)$/i],
  [
    "discussion",
    /^(?:\d+\.?\s*)?(?:discussion|conclusions?|limitations|strengths and limitations|comment|diskussion|schlussfolgerung|discusion|discussao|discussione|conclusion(?:es)?)\b/i,
  ],
  [
    "back",
    /^(?:references|bibliography|literature cited|acknowledge?ments?|abbreviations|funding|data availability|conflicts? of interests?|competing interests|author.{0,3} contributions|supplement)/i,
  ],
];

/** A block with the section that it stands in. */
export interface PlacedBlock {
  readonly section: Section;
  readonly block: PaperBlock;
}

/** Every block with its section; in a paper without the usual heads, what is no front or back matter counts as results. */
export function placeBlocks({ blocks }: Paper): PlacedBlock[] {
  let section: Section = "front";
  const placed = blocks.map((block): PlacedBlock => {
    if (block.kind === "heading") section = HEADS.find(([, head]) => head.test(unaccented(block.text)))?.[0] ?? section;
    return { section, block };
  });
  if (placed.some((one) => one.section === "results")) return placed;
  return placed.map((one) => (one.section === "front" ? { ...one, section: "results" } : one));
}

/** A heading with what stands under it, and the headings before it that have nothing of their own. */
export interface Unit {
  readonly heading: string | null;
  /** Headings directly above this one, without text between, outermost first. */
  readonly above: readonly string[];
  readonly blocks: readonly Exclude<PaperBlock, { kind: "heading" }>[];
}

/** The results of a paper, heading by heading. */
export function unitsOf(placed: readonly PlacedBlock[], section: Section): Unit[] {
  const units: { heading: string | null; above: string[]; blocks: Exclude<PaperBlock, { kind: "heading" }>[] }[] = [];
  for (const { block } of placed.filter((one) => one.section === section)) {
    const open = units[units.length - 1];
    if (block.kind !== "heading") {
      if (open === undefined) units.push({ heading: null, above: [], blocks: [block] });
      else open.blocks.push(block);
    } else if (open !== undefined && open.blocks.length === 0 && open.heading !== null) {
      open.above.push(open.heading);
      open.heading = block.text;
    } else units.push({ heading: block.text, above: [], blocks: [] });
  }
  return units.filter(({ blocks }) => blocks.length > 0);
}
