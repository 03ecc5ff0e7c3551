import type { Finding, Severity } from "../../published/audit/rule.js";
import type { PaperBlock } from "../../published/extract/paper.js";
import { escapeHtml } from "../render/render-html.js";
import { type AuditedFile, sourceOf } from "./audited-file.js";

/** A stretch of the paper's text, and what is to be said of it. */
interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: Severity | "read" | "unread";
  readonly title: string;
  readonly anchor: string | null;
}

const GRAVITY: Readonly<Record<Mark["kind"], number>> = { error: 0, warning: 1, note: 2, unread: 3, read: 4 };

/** Anchors of findings, by their place in the audit. */
export const anchorOf = (prefix: string, index: number): string => `${prefix}-finding-${index + 1}`;

/** What is marked in the text: findings, numbers that were read, pieces that were not. */
function marksOf(file: AuditedFile, prefix: string): Mark[] {
  const { audit, report } = file;
  const findings = audit.findings.flatMap((finding: Finding, i): Mark[] => {
    const source = sourceOf(file, finding.where);
    if (source === null) return [];
    return [{ ...source, kind: finding.severity, title: finding.explanation, anchor: anchorOf(prefix, i) }];
  });
  const read = (report.extraction?.sources ?? []).map(
    ({ at, start, end }): Mark => ({ start, end, kind: "read", title: `read as ${at}`, anchor: null }),
  );
  const unread = (report.extraction?.unread ?? []).map(
    ({ why, start, end }): Mark => ({ start, end, kind: "unread", title: why, anchor: null }),
  );
  return [...findings, ...read, ...unread];
}

/** Text from `start` to `end` with its marks; where marks overlap, the gravest shows and its title tells all. */
function marked(text: string, start: number, end: number, marks: readonly Mark[]): string {
  const here = marks.filter((mark) => mark.start < end && mark.end > start);
  const cuts = [
    ...new Set([start, end, ...here.flatMap((mark) => [Math.max(start, mark.start), Math.min(end, mark.end)])]),
  ].sort((a, b) => a - b);
  const seen = new Set<Mark>();
  return cuts
    .slice(0, -1)
    .map((from, i) => {
      const to = cuts[i + 1]!;
      const piece = escapeHtml(text.slice(from, to));
      const over = here
        .filter((mark) => mark.start <= from && mark.end >= to)
        .sort((a, b) => GRAVITY[a.kind] - GRAVITY[b.kind]);
      const [first] = over;
      if (first === undefined) return piece;
      const told = over.filter(({ kind }) => first.kind === "read" || kind !== "read");
      const title = escapeHtml(told.map((mark) => mark.title).join("\n"));
      const fresh = over.filter((mark) => mark.anchor !== null && !seen.has(mark));
      for (const mark of fresh) seen.add(mark);
      const links = fresh.map(
        ({ anchor }) => `<a class="to-finding" id="${anchor}-text" href="#${anchor}" aria-label="${title}">*</a>`,
      );
      return `<mark class="${first.kind}" title="${title}">${piece}</mark>${links.join("")}`;
    })
    .join("");
}

function blockHtml(block: PaperBlock, text: string, marks: readonly Mark[]): string {
  if (block.kind === "heading") {
    const level = Math.min(6, block.level + 2);
    return `<h${level}>${escapeHtml(block.text)}</h${level}>`;
  }
  if (block.kind === "paragraph") return `<p>${marked(text, block.start, block.start + block.text.length, marks)}</p>`;
  const rows = block.rows.map(
    (row) =>
      `<tr>${row.map((cell) => `<td>${marked(text, cell.start, cell.start + cell.text.length, marks)}</td>`).join("")}</tr>`,
  );
  const caption = block.caption === "" ? "" : `<caption>${escapeHtml(block.caption)}</caption>`;
  return `<table>${caption}<tbody>${rows.join("\n")}</tbody></table>`;
}

/** The text of a paper with every number that was read, and every finding, marked where it stands. */
export function annotatedPaper(file: AuditedFile, prefix: string): string {
  const { paper } = file;
  if (paper === null) return "";
  const marks = marksOf(file, prefix);
  return `<article class="paper">${paper.blocks.map((block) => blockHtml(block, paper.text, marks)).join("\n")}</article>`;
}
