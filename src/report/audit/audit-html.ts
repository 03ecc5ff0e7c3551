import { checkArray } from "../../base/checks.js";
import { escapeHtml } from "../render/render-html.js";
import { anchorOf, annotatedPaper } from "./annotated-paper.js";
import {
  type AuditedFile,
  checkOutcome,
  type FileOutcome,
  isAudited,
  type Light,
  lightOf,
  sourceOf,
  type UnusableFile,
} from "./audited-file.js";

const STYLE = `
:root { color-scheme: light dark; --text: #1a1a1a; --muted: #555; --background: #fff; --rule: #c9c9c9; --link: #005a8f; --shade: #f4f4f4;
  --error: #ffd0cc; --error-ink: #a3130a; --warning: #ffe9b0; --warning-ink: #8a5300; --note: #d8e8f6; --note-ink: #0b4f80; --good-ink: #0a6b2d; --read: #eef3ee; }
@media (prefers-color-scheme: dark) { :root { --text: #e8e8e8; --muted: #b0b0b0; --background: #15191e; --rule: #444c55; --link: #7cc4f5; --shade: #1e242b;
  --error: #5c1a16; --error-ink: #ff9d95; --warning: #4d3a0c; --warning-ink: #ffc95c; --note: #16344d; --note-ink: #8fd0f5; --good-ink: #6fd694; --read: #1f2a22; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 64rem; color: var(--text); background: var(--background); font: 1rem/1.55 system-ui, sans-serif; }
a { color: var(--link); } h2 { margin-top: 2.5rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; display: block; overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--rule); }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.light { font-weight: 600; white-space: nowrap; } .light.red { color: var(--error-ink); } .light.amber { color: var(--warning-ink); } .light.green { color: var(--good-ink); } .light.grey { color: var(--muted); }
.findings { padding: 0; list-style: none; } .findings li { margin: .6rem 0; padding: .5rem .8rem; border-left: .3rem solid var(--rule); background: var(--shade); overflow-wrap: anywhere; }
.findings .error { border-color: var(--error-ink); } .findings .warning { border-color: var(--warning-ink); } .findings .note { border-color: var(--note-ink); }
.rule, .place { color: var(--muted); font-size: .875rem; }
mark { color: inherit; background: var(--read); } mark.error { background: var(--error); outline: 2px solid var(--error-ink); } mark.warning { background: var(--warning); outline: 1px solid var(--warning-ink); }
mark.note { background: var(--note); } mark.unread { background: none; text-decoration: underline dotted; }
.to-finding { font-weight: 700; text-decoration: none; } .paper { margin-top: 1.5rem; padding: 0 1.25rem; border: 1px solid var(--rule); }
`;

/** Lights as shape and word, since not everybody sees their colours. */
const LIGHTS: Readonly<Record<Light, string>> = {
  red: "● contradictions",
  amber: "▲ warnings",
  green: "✓ nothing found",
  grey: "○ not audited",
};

const light = (outcome: FileOutcome): string => {
  const colour = lightOf(outcome);
  const words = colour === "grey" && isAudited(outcome) ? "○ nothing to compare" : LIGHTS[colour];
  return `<span class="light ${colour}">${words}</span>`;
};

const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;

function overview(outcomes: readonly FileOutcome[]): string {
  const rows = outcomes.map((outcome, i) => {
    const name = `<th scope="row"><a href="#file-${i + 1}">${escapeHtml(outcome.file)}</a></th>`;
    if (!isAudited(outcome))
      return `<tr>${name}<td>${light(outcome)}</td><td colspan="5">${escapeHtml(outcome.error.message)}</td></tr>`;
    const { findings, checked, citation } = outcome.audit;
    const counts = (["error", "warning", "note"] as const).map(
      (severity) => `<td class="number">${findings.filter((finding) => finding.severity === severity).length}</td>`,
    );
    return `<tr>${name}<td>${light(outcome)}</td>${counts.join("")}<td class="number">${checked}</td><td>${escapeHtml(citation ?? "")}</td></tr>`;
  });
  const head = ["File", "", "Errors", "Warnings", "Notes", "Comparisons", "Paper"]
    .map(
      (title, i) =>
        `<th scope="col"${i >= 2 && i <= 5 ? ' class="number"' : ""}>${title === "" ? "Verdict" : title}</th>`,
    )
    .join("");
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

function findingsList(file: AuditedFile, prefix: string): string {
  const items = file.audit.findings.map(({ severity, where, printed, expected, explanation, rule }, i) => {
    const source = sourceOf(file, where);
    const link =
      file.paper === null || source === null ? "" : ` <a href="#${anchorOf(prefix, i)}-text">in the text</a>`;
    return (
      `<li class="${severity}" id="${anchorOf(prefix, i)}"><strong>${severity}</strong>: ${escapeHtml(explanation)}` +
      `<br><span class="place">Printed: ${escapeHtml(printed)}. Expected: ${escapeHtml(expected)}.</span>` +
      `<br><span class="rule">${escapeHtml(where)}, ${escapeHtml(rule)}</span>${link}</li>`
    );
  });
  return items.length === 0 ? "" : `<ul class="findings">${items.join("\n")}</ul>`;
}

function unreadList({ report, paper }: AuditedFile): string {
  const unread = report.extraction?.unread ?? [];
  if (paper === null || unread.length === 0) return "";
  const items = unread.map(({ quote, why }) => `<li>“${escapeHtml(quote.trim())}”: ${escapeHtml(why)}</li>`);
  return `<details><summary>${plural(unread.length, "piece")} of the text not taken over without doubt</summary><ul>${items.join("\n")}</ul></details>`;
}

function fileSection(outcome: FileOutcome, i: number): string {
  const heading = `<h2 id="file-${i + 1}">${escapeHtml(outcome.file)}</h2>`;
  if (!isAudited(outcome))
    return `<section>${heading}<p>${light(outcome)}: ${escapeHtml((outcome as UnusableFile).error.message)}</p></section>`;
  const { citation, doi, checked } = outcome.audit;
  const source = [
    citation === null ? "" : escapeHtml(citation),
    doi === null ? "" : `<a href="https://doi.org/${encodeURI(doi)}">doi:${escapeHtml(doi)}</a>`,
  ]
    .filter((part) => part !== "")
    .join(" ");
  const prefix = `file-${i + 1}`;
  const paper =
    outcome.paper === null
      ? ""
      : `<h3>The text, with what was read and what was found</h3>${annotatedPaper(outcome, prefix)}`;
  return `<section>${heading}${source === "" ? "" : `<p>${source}</p>`}<p>${light(outcome)}, ${plural(checked, "comparison")}.</p>${findingsList(outcome, prefix)}${unreadList(outcome)}${paper}</section>`;
}

/**
 * Audits of one or many papers as one HTML page that needs nothing else: a table with a light for each file, the findings of
 * each, and, where a paper was read, its text with the numbers and the findings marked.
 *
 * @example
 * ```ts
 * import { auditReport, parsePublished } from "dta-meta/published";
 * import { auditHtml } from "dta-meta/report";
 *
 * const report = parsePublished({ results: [{ id: "all", plr: { estimate: "11.6", lower: "8.5", upper: "9.7" } }] });
 * const page = auditHtml([{ file: "paper.json", audit: auditReport(report), report, paper: null, text: null }]);
 * page.includes("outside its own interval"); // true
 * ```
 */
export function auditHtml(outcomes: readonly FileOutcome[]): string {
  checkArray("outcomes", outcomes, "an array of audited files").forEach(checkOutcome);
  const title = outcomes.length === 1 ? `Audit of ${outcomes[0]!.file}` : `Audit of ${outcomes.length} files`;
  const table = outcomes.length > 1 ? overview(outcomes) : "";
  return (
    `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n` +
    `<title>${escapeHtml(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n<main>\n<h1>${escapeHtml(title)}</h1>\n` +
    `<p>Numbers that follow from others are held against what those leave possible, rounding included. A finding is a question to the paper, not a verdict on it.</p>\n` +
    `${table}\n${outcomes.map(fileSection).join("\n")}\n</main>\n</body>\n</html>\n`
  );
}
