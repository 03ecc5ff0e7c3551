import { type Document, renderHtml } from "dta-meta/report";
import type { Drawing } from "./messages.js";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const STYLE = `:root{color-scheme:light}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1d21}
table{border-collapse:collapse;font-size:.9rem;margin:1rem 0}th,td{text-align:left;padding:.25rem .7rem .25rem 0;border-bottom:1px solid #d4d9de;vertical-align:top}
caption{text-align:left;font-weight:600}.number{text-align:right}.warning{background:#fff6df;border-left:4px solid #a86400;padding:.6rem .9rem}
figure{margin:1.5rem 0;break-inside:avoid}svg{max-width:100%;height:auto}figcaption{font-weight:600}`;

/** A document and figures as one page that stands by itself, loads nothing and prints well. */
export function pageOf(title: string, document: Document, drawings: readonly Drawing[]): string {
  const figures = drawings.map(
    ({ title: name, svg }) => `<figure><figcaption>${escaped(name)}</figcaption>${svg}</figure>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${renderHtml(document)}
${figures.join("\n")}
</main>
</body>
</html>
`;
}
