import { makePaper, type Paper, type RawBlock, tidy } from "../paper.js";
import { spanGrid } from "./span-grid.js";

/** A node as fast-xml-parser gives it in order: one key beside the attributes, which is its name. */
type XmlNode = Readonly<Record<string, unknown>> & { readonly ":@"?: Readonly<Record<string, string>> };

const nameOf = (node: XmlNode): string => Object.keys(node).find((key) => key !== ":@") ?? "";
const childrenOf = (node: XmlNode): readonly XmlNode[] => {
  const inner = node[nameOf(node)];
  return Array.isArray(inner) ? (inner as XmlNode[]) : [];
};
const attribute = (node: XmlNode, name: string): string | null => node[":@"]?.[`@_${name}`] ?? null;

/** Elements whose text is none of the running text. */
const SILENT = new Set([
  "ref-list",
  "back-matter",
  "contrib-group",
  "aff",
  "permissions",
  "object-id",
  "graphic",
  "media",
  "tex-math",
]);

function words(node: XmlNode): string {
  const name = nameOf(node);
  if (name === "#text") return String(node["#text"]);
  if (SILENT.has(name)) return "";
  const inner = childrenOf(node).map(words).join("");
  const citing = name === "xref" && attribute(node, "ref-type") === "bibr";
  const raised = name === "sup" && /^[\d\s,–-]+$/.test(inner);
  return (citing || raised) && /^[\d\s,–-]+$/.test(inner) ? `[${inner.trim()}]` : inner;
}

/** Citations that stand side by side are one list: `[14],[15]` is `[14,15]`. */
const joined = (text: string): string =>
  tidy(
    text
      .replace(/\]\s*[,;]?\s*\[/g, ",")
      .replace(/\[\[([^\]]*)\]\]/g, "[$1]")
      .replace(/\]\s*([–-])\s*\[/g, "$1"),
  );

function find(nodes: readonly XmlNode[], name: string): XmlNode | null {
  for (const node of nodes) {
    if (nameOf(node) === name) return node;
    const inner = find(childrenOf(node), name);
    if (inner !== null) return inner;
  }
  return null;
}

function all(nodes: readonly XmlNode[], name: string): XmlNode[] {
  return nodes.flatMap((node) => (nameOf(node) === name ? [node] : all(childrenOf(node), name)));
}

function tableOf(node: XmlNode): RawBlock {
  const caption = [find([node], "label"), find([node], "caption")].map((one) => (one === null ? "" : words(one)));
  const rows = all([node], "tr").map((row) =>
    childrenOf(row)
      .filter((cell) => /^t[dh]$/.test(nameOf(cell)))
      .map((cell) => ({
        text: tidy(words(cell)),
        colspan: attribute(cell, "colspan"),
        rowspan: attribute(cell, "rowspan"),
      })),
  );
  return {
    kind: "table",
    caption: tidy(caption.join(". ")),
    rows: spanGrid(rows),
  };
}

/** The blocks of a section; headings are as deep as sections nest. */
function blocksOf(nodes: readonly XmlNode[], level: number): RawBlock[] {
  return nodes.flatMap((node): RawBlock[] => {
    const name = nameOf(node);
    if (SILENT.has(name) || name === "#text") return [];
    if (name === "title") return [{ kind: "heading", level: Math.min(6, level), text: tidy(words(node)) }];
    if (name === "table-wrap") return [tableOf(node)];
    if (name === "p") {
      const nested = all(childrenOf(node), "table-wrap").map(tableOf);
      const text = joined(words(node));
      return [...(text === "" ? [] : [{ kind: "paragraph" as const, text }]), ...nested];
    }
    if (name === "fig") return [{ kind: "paragraph", text: joined(words(node)) }];
    return blocksOf(childrenOf(node), name === "sec" || name === "abstract" ? level + 1 : level);
  });
}

/** An article in JATS, the XML of PubMed Central and most publishers. */
export async function readJats(text: string): Promise<Paper> {
  const { XMLParser } = await import("fast-xml-parser");
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    trimValues: false,
    parseTagValue: false,
    processEntities: true,
    htmlEntities: true,
  });
  const nodes = parser.parse(text) as XmlNode[];
  const title = find(nodes, "article-title");
  const doi = all(nodes, "article-id").find((node) => attribute(node, "pub-id-type") === "doi");
  const abstract = all(nodes, "abstract").flatMap((node): RawBlock[] => [
    ...(find(childrenOf(node), "title") !== null && nameOf(childrenOf(node)[0] ?? {}) === "title"
      ? []
      : [{ kind: "heading" as const, level: 2, text: "Abstract" }]),
    ...blocksOf([node], 1),
  ]);
  const body = find(nodes, "body");
  return makePaper(
    "jats",
    [
      ...(title === null ? [] : [{ kind: "heading" as const, level: 1, text: joined(words(title)) }]),
      ...abstract,
      ...(body === null ? blocksOf(nodes, 1) : blocksOf(childrenOf(body), 1)),
    ],
    { title: title === null ? null : joined(words(title)), doi: doi === undefined ? null : tidy(words(doi)) },
  );
}
