/** Colours of figures as CSS variables, which the page sets for light and dark; each falls back to the light one. */
export const PAGE_COLORS = {
  text: "var(--text, #1a1a1a)",
  muted: "var(--muted, #555555)",
  axis: "var(--axis, #444444)",
  grid: "var(--grid, #e4e4e4)",
  reference: "var(--reference, #8a8a8a)",
  background: "var(--background, #ffffff)",
  shade: "var(--shade, #f4f4f4)",
  series: [
    "var(--series-1, #0072b2)",
    "var(--series-2, #e69f00)",
    "var(--series-3, #009e73)",
    "var(--series-4, #cc79a7)",
    "var(--series-5, #56b4e9)",
    "var(--series-6, #000000)",
  ],
  accent: "var(--accent, #d55e00)",
} as const;

/** The report's own style: light, dark where the reader's system is, black on white when printed. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --text: #1a1a1a; --muted: #555555; --axis: #444444; --grid: #e4e4e4; --reference: #8a8a8a; --background: #ffffff;
  --shade: #f4f4f4; --rule: #c9c9c9; --link: #005a8f; --note: #fff4d6; --note-edge: #b26a00;
  --series-1: #0072b2; --series-2: #e69f00; --series-3: #009e73; --series-4: #cc79a7; --series-5: #56b4e9; --series-6: #000000;
  --accent: #d55e00;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --text: #e8e8e8; --muted: #b0b0b0; --axis: #bdbdbd; --grid: #333a42; --reference: #8f969e; --background: #15191e;
    --shade: #1e242b; --rule: #444c55; --link: #7cc4f5; --note: #332a12; --note-edge: #e69f00;
    --series-1: #4fb0ec; --series-2: #e69f00; --series-3: #2fc79b; --series-4: #dd94bd; --series-5: #8fd0f5; --series-6: #f0f0f0;
    --accent: #ff8a3d;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; color: var(--text); background: var(--background);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--rule); }
p, ul, ol { max-width: 46rem; }
.byline, .table-note, figcaption, footer { color: var(--muted); font-size: .875rem; }
.table-note { margin: .25rem 0; }
.warning {
  margin: .75rem 0; padding: .6rem .9rem; max-width: none; background: var(--note); border-left: 4px solid var(--note-edge);
}
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none; max-width: none; }
a { color: var(--link); }
.table-box { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .25rem 0 .5rem; }
th, td { padding: .28rem .75rem .28rem 0; text-align: left; vertical-align: top; }
td { min-width: 4.5rem; max-width: 34rem; }
.number { white-space: nowrap; }
tbody th { font-weight: 400; }
thead th { border-bottom: 1px solid var(--axis); vertical-align: bottom; }
tbody tr { border-bottom: 1px solid var(--grid); }
.number { text-align: right; }
figure { margin: 1.5rem 0 2.5rem; break-inside: avoid; }
figure > div { overflow-x: auto; }
figure svg { display: block; max-width: 100%; height: auto; }
figcaption { max-width: 46rem; margin-top: .5rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
@media screen and (max-width: 40rem) { figure svg { max-width: none; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  h2, h3, caption { break-after: avoid; }
  tr, .warning { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
  .table-box, figure > div { overflow: visible; }
  .table-box { break-inside: avoid; }
  #figure-sroc svg, #figure-lr-matrix svg, #figure-fagan svg, #figure-deeks svg { width: auto; max-height: 108mm; }
}
@page { margin: 18mm 15mm; }
`;
