import { describe, expect, it } from "vitest";
import { extractPublished } from "../../src/published/extract/extract-published.js";
import { readPaper } from "../../src/published/extract/read-paper.js";
import { STYLED_PAPERS } from "./extract-styles.js";

describe("papers in the habits of different journals and languages", () => {
  it.each(STYLED_PAPERS.map((paper) => [paper.style, paper] as const))("%s", async (_, { file, text, results }) => {
    const draft = extractPublished(await readPaper(file, new TextEncoder().encode(text)));
    const read = draft.results.map(({ id: _id, label: _label, k: _k, participants: _people, ...quantities }) =>
      Object.fromEntries(
        Object.entries(quantities as Record<string, { estimate: string; lower: string; upper: string }>).map(
          ([name, { estimate, lower, upper }]) => [name, `${estimate} ${lower} ${upper}`],
        ),
      ),
    );
    expect(read).toEqual(results.map(({ quantities }) => quantities));
    results.forEach(({ k }, i) => {
      if (k !== undefined) expect(draft.results[i]!.k).toBe(k);
    });
  });

  it("are quoted as they stand, whatever signs they are set in", async () => {
    const paper = STYLED_PAPERS.find(({ file }) => file === "german.txt")!;
    const { extraction } = extractPublished(await readPaper(paper.file, new TextEncoder().encode(paper.text)));
    const quotes = extraction!.sources.map(({ quote }) => quote);
    expect(quotes).toContain("0,87 (95%-KI 0,82–0,91)");
  });

  it("list a cell of numbers that is none, and keep the heads of groups that have a P value", async () => {
    const row = (...cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
    const html = `<h1>X</h1><h2>Results</h2><table>${row("Subgroup", "Studies, n", "Sensitivity (95% CI)", "P")}${row("Centre", "", "", "0.03")}${row("Single", "2", "0.77 (0.51–0.1.00)", "")}${row("Several", "19", "0.93 (0.90–0.97)", "")}</table>`;
    const { results, extraction } = extractPublished(await readPaper("a.html", new TextEncoder().encode(html)));
    expect(results).toMatchObject([{ label: "Centre: Several", k: 19, sensitivity: { estimate: "0.93" } }]);
    expect(extraction!.unread.map(({ quote }) => quote)).toEqual(["0.77 (0.51–0.1.00)"]);
  });

  it("keep thousands where points are decimal, and lists of citations where commas are", async () => {
    const text =
      "# X\n\n## Results\n\nWe pooled 12 studies of 1,234 people [14,15]. Sensitivity was 0.91 (0.88-0.94) and specificity 0.85 (0.80-0.89) [3,17].";
    const { results } = extractPublished(await readPaper("a.txt", new TextEncoder().encode(text)));
    expect(results).toMatchObject([
      { k: 12, sensitivity: { estimate: "0.91" }, specificity: { estimate: "0.85", lower: "0.80", upper: "0.89" } },
    ]);
  });
});
