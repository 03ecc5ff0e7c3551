import { describe, expect, it } from "vitest";
import { type Document, heading, list, paragraph, warning } from "../../src/report/render/document.js";
import { renderHtml } from "../../src/report/render/render-html.js";
import { renderMarkdown } from "../../src/report/render/render-markdown.js";
import { renderText } from "../../src/report/render/render-text.js";

const document: Document = [
  heading(1, "A & B"),
  paragraph("one two three four"),
  list(["first", "second"]),
  warning("Take <care>"),
  {
    kind: "table",
    caption: "Studies",
    columns: [{ title: "Study" }, { title: "TP", align: "right" }],
    rows: [
      ["<script>alert(1)</script>", "7"],
      ["Müller | 東京", "123"],
    ],
    notes: ["a note"],
  },
];

describe("a report's renderers", () => {
  it("render text with aligned columns, wide characters counted as two", () => {
    expect(renderText(document, { width: 12 })).toBe(`A & B
═════

one two
three four

• first
• second

! Take
  <care>

Studies
<script>alert(1)</script>
  TP: 7
Müller |
東京
  TP: 123
a note
`);
  });

  it("render a table as one where it is no wider than the text", () => {
    expect(renderText(document, { width: 30 })).toContain(`Studies
Study                       TP
──────────────────────────────
<script>alert(1)</script>    7
Müller | 東京              123
a note
`);
  });

  it("render Markdown in which users' text is never markup", () => {
    const markdown = renderMarkdown(document);
    expect(markdown).toContain("# A & B");
    expect(markdown).toContain("| :--- | ---: |");
    expect(markdown).toContain("| Müller \\| 東京 | 123 |");
    expect(markdown).toContain("\\<script\\>");
  });

  it("render HTML in which users' text is never markup", () => {
    const html = renderHtml(document);
    expect(html).toContain("<h1>A &amp; B</h1>");
    expect(html).toContain('<th scope="row">&lt;script&gt;alert(1)&lt;/script&gt;</th><td class="number">7</td>');
    expect(html).not.toContain("<script>");
  });
});
