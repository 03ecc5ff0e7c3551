import type { DefaultTreeAdapterTypes } from "parse5";
import { makePaper, type Paper, type RawBlock, tidy } from "../paper.js";
import { type SpanningCell, spanGrid } from "./span-grid.js";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** Elements whose text is none of the paper's. */
const SILENT = new Set([
  "script",
  "style",
  "nav",
  "noscript",
  "template",
  "svg",
  "button",
  "form",
  "header",
  "footer",
  "aside",
]);
/** Elements that begin a paragraph of their own. */
const BREAKS = new Set([
  "p",
  "li",
  "div",
  "section",
  "article",
  "main",
  "blockquote",
  "figcaption",
  "dd",
  "dt",
  "caption",
  "body",
]);

const isElement = (node: Node): node is Element => "tagName" in node;
const childrenOf = (node: Node): readonly Node[] => ("childNodes" in node ? node.childNodes : []);
const attribute = (element: Element, name: string): string | null =>
  element.attrs.find((one) => one.name === name)?.value ?? null;

/** The words of an element; raised numbers that cite references stand in brackets. */
function words(node: Node): string {
  if ("value" in node && node.nodeName === "#text") return node.value;
  if (isElement(node)) {
    if (SILENT.has(node.tagName)) return "";
    if (node.tagName === "br") return " ";
    const inner = childrenOf(node).map(words).join("");
    return node.tagName === "sup" && /^[\d\s,–-]+$/.test(inner) && inner.trim() !== "" ? ` [${inner.trim()}]` : inner;
  }
  return childrenOf(node).map(words).join("");
}

function rowsOf(table: Element): string[][] {
  const rows: SpanningCell[][] = [];
  const visit = (node: Node): void => {
    for (const child of childrenOf(node)) {
      if (!isElement(child)) continue;
      if (child.tagName !== "tr") {
        visit(child);
        continue;
      }
      const cells = childrenOf(child).filter(
        (cell): cell is Element => isElement(cell) && /^t[dh]$/.test(cell.tagName),
      );
      rows.push(
        cells.map((cell) => ({
          text: tidy(words(cell)),
          colspan: attribute(cell, "colspan"),
          rowspan: attribute(cell, "rowspan"),
        })),
      );
    }
  };
  visit(table);
  return spanGrid(rows);
}

function captionOf(table: Element): string {
  const caption = childrenOf(table).find((child) => isElement(child) && child.tagName === "caption");
  return caption === undefined ? "" : tidy(words(caption));
}

/** The blocks of an element, in reading order. */
function blocksOf(root: Node): RawBlock[] {
  const blocks: RawBlock[] = [];
  let open = "";
  const close = (): void => {
    const text = tidy(open);
    if (text !== "") blocks.push({ kind: "paragraph", text });
    open = "";
  };
  const visit = (node: Node): void => {
    if (!isElement(node)) {
      if (node.nodeName === "#text") open += words(node);
      else for (const child of childrenOf(node)) visit(child);
      return;
    }
    const { tagName } = node;
    if (SILENT.has(tagName) || tagName === "head") return;
    const level = /^h([1-6])$/.exec(tagName);
    if (level !== null) {
      close();
      const text = tidy(words(node));
      if (text !== "") blocks.push({ kind: "heading", level: Number(level[1]), text });
    } else if (tagName === "table") {
      close();
      blocks.push({ kind: "table", caption: captionOf(node), rows: rowsOf(node) });
    } else if (BREAKS.has(tagName)) {
      close();
      for (const child of childrenOf(node)) visit(child);
      close();
    } else if (tagName === "sup" || tagName === "br") open += words(node);
    else for (const child of childrenOf(node)) visit(child);
  };
  visit(root);
  close();
  return blocks;
}

/** The `content` of the `meta` of that name. */
function metaOf(root: Node, name: string): string | null {
  for (const node of childrenOf(root)) {
    if (!isElement(node)) continue;
    if (node.tagName === "meta" && attribute(node, "name")?.toLowerCase() === name) return attribute(node, "content");
    const inner = metaOf(node, name);
    if (inner !== null) return inner;
  }
  return null;
}

/** A web page. Title and DOI are those of its `citation_…` tags, where it has them. */
export async function readHtml(text: string, format = "html"): Promise<Paper> {
  const { parse } = await import("parse5");
  const root = parse(text);
  const doi = metaOf(root, "citation_doi") ?? metaOf(root, "dc.identifier");
  return makePaper(format, blocksOf(root), {
    title: metaOf(root, "citation_title"),
    doi: doi === null ? null : (/10\.\d{4,9}\/\S+/.exec(doi)?.[0] ?? null),
  });
}
