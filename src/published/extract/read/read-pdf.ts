import { makePaper, type Paper, type RawBlock, tidy } from "../paper.js";

/** One line of a page. */
interface Line {
  readonly text: string;
  /** Height of its letters. */
  readonly size: number;
  /** Distance from the line above, in heights of its letters; large where a paragraph begins. */
  readonly gap: number;
}

interface TextItem {
  readonly str: string;
  readonly height: number;
  readonly hasEOL: boolean;
  readonly transform: readonly number[];
}

function linesOf(items: readonly TextItem[]): Line[] {
  const lines: Line[] = [];
  let text = "";
  let size = 0;
  let y = Number.NaN;
  let above = Number.NaN;
  const close = (): void => {
    if (tidy(text) !== "") {
      lines.push({ text: tidy(text), size, gap: Number.isNaN(above) ? 0 : Math.abs(above - y) / Math.max(1, size) });
      above = y;
    }
    text = "";
    size = 0;
    y = Number.NaN;
  };
  for (const { str, height, hasEOL, transform } of items) {
    const baseline = transform[5] ?? Number.NaN;
    if (!Number.isNaN(y) && Math.abs(baseline - y) > 0.6 * Math.max(size, height)) close();
    if (str.trim() !== "") {
      if (Number.isNaN(y)) y = baseline;
      size = Math.max(size, height);
    }
    text += str;
    if (hasEOL) close();
  }
  close();
  return lines;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Lines put together again; a word cut at the end of a line is whole where both halves are words' halves. */
const join = (lines: readonly string[]): string =>
  tidy(
    lines
      .join("\n")
      .replace(/([a-z]{3})-\n(?=[a-z]{3})/g, "$1")
      .replaceAll("\n", " "),
  );

/** Lines in larger letters are headings; a wide gap or the end of a sentence on a short line ends a paragraph. */
function blocksOf(lines: readonly Line[]): RawBlock[] {
  const body = median(lines.map(({ size }) => size));
  const width = median(lines.map(({ text }) => text.length));
  const spacing = median(lines.map(({ gap }) => gap).filter((gap) => gap > 0));
  const blocks: RawBlock[] = [];
  let open: string[] = [];
  const close = (): void => {
    if (open.length > 0) blocks.push({ kind: "paragraph", text: join(open) });
    open = [];
  };
  for (const { text, size, gap } of lines) {
    if (size > 1.12 * body && text.length < 160 && /[A-Za-z]{3}/.test(text)) {
      close();
      const before = blocks[blocks.length - 1];
      const level = size > 1.6 * body ? 1 : size > 1.3 * body ? 2 : 3;
      if (before?.kind === "heading" && before.level === level && gap < 1.6) {
        blocks[blocks.length - 1] = { kind: "heading", level, text: `${before.text} ${text}` };
      } else blocks.push({ kind: "heading", level, text });
      continue;
    }
    if (gap > 1.35 * spacing) close();
    open.push(text);
    if (text.length < 0.7 * width && /[.!?]\)?$/.test(text)) close();
  }
  close();
  return blocks;
}

/** A PDF with text in it; scans have none. */
export async function readPdf(bytes: Uint8Array): Promise<Paper> {
  const { getDocumentProxy } = await import("unpdf");
  const document = await getDocumentProxy(bytes.slice());
  const lines: Line[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    lines.push(...linesOf((items as unknown as TextItem[]).filter((item) => typeof item.str === "string")));
  }
  return makePaper("pdf", blocksOf(lines));
}
