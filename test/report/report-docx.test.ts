import { DOMParser } from "@xmldom/xmldom";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { reportCommand } from "../../src/cli/report.js";
import { analyze, compareTests } from "../../src/index.js";
import { type Reportable, type ReportDocxOptions, reportDocx, reportHtml } from "../../src/report.js";
import { runCommand } from "../cli/harness.js";
import { loadFixture } from "../fixtures.js";

const installed = await import("docx").then(
  () => true,
  () => false,
);

const evil = `A </w:t><w:t> & "B" <b>`;
const analysis = analyze(loadFixture("auditc"), { model: "reitsma", prior: 0.2, leaveOneOut: false });

/** The parts of a DOCX, each that is XML parsed. */
async function partsOf(result: Reportable, options: ReportDocxOptions = {}) {
  const files = unzipSync(await reportDocx(result, options));
  const errors: string[] = [];
  const parser = new DOMParser({ onError: (level, message) => errors.push(`${level}: ${message}`) });
  const documents = Object.fromEntries(
    Object.entries(files)
      .filter(([name]) => /\.(xml|rels)$/.test(name))
      .map(([name, bytes]) => [name, parser.parseFromString(strFromU8(bytes), "text/xml")]),
  );
  expect(errors).toEqual([]);
  const body = documents["word/document.xml"]!;
  const all = (name: string) => [...body.getElementsByTagName(name)];
  return { files, documents, all, text: all("w:p").map((p) => p.textContent ?? "") };
}

describe.skipIf(!installed)("reportDocx", () => {
  let made: Awaited<ReturnType<typeof partsOf>>;
  beforeAll(async () => {
    made = await partsOf(analysis, { title: evil, notes: ["Data: auditc.csv."] });
  });

  it("is a package of well-formed XML with Word's own headings, tables with heads, and page numbers", () => {
    const { all, files, text } = made;
    const styles = all("w:pStyle").map((style) => style.getAttribute("w:val"));
    expect(styles.filter((style) => style === "Title")).toHaveLength(1);
    expect(styles.filter((style) => style === "Heading1").length).toBeGreaterThan(5);
    expect(all("w:tblHeader")).toHaveLength(all("w:tbl").length);
    expect(strFromU8(files["word/footer1.xml"]!)).toContain("PAGE");
    expect(text[0]).toBe(evil);
  });

  it("has the sentences, tables and figures of the HTML report", () => {
    const { all, text } = made;
    const html = reportHtml(analysis, { title: evil, notes: ["Data: auditc.csv."] });
    const plain = (content: string): string =>
      content
        .replace(/<[^>]*>/g, "")
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&#39;", "'")
        .replaceAll("&amp;", "&");
    const cells = [...html.matchAll(/<t[dh]\b[^>]*>(.*?)<\/t[dh]>/g)].map(([, content]) => plain(content!));
    const paragraphs = [...html.matchAll(/<p>(.*?)<\/p>/g)].map(([, content]) => plain(content!));
    expect(cells.length).toBeGreaterThan(100);
    for (const content of [...cells, ...paragraphs]) expect(text).toContain(content);
    const figures = [...html.matchAll(/<figcaption>(.*?)<\/figcaption>/g)];
    expect(all("w:drawing")).toHaveLength(figures.length);
  });

  it("lets lines grow with figures: no spacing of lines without its rule", async () => {
    const parts = unzipSync(await reportDocx(analysis));
    for (const name of ["word/document.xml", "word/styles.xml"]) {
      const xml = new TextDecoder().decode(parts[name]);
      const spacings = xml.match(/<w:spacing [^>]*w:line="[^>]*>/g) ?? [];
      expect(spacings.length, name).toBeGreaterThan(0);
      for (const spacing of spacings) expect(spacing).toContain('w:lineRule="auto"');
    }
  });

  it("describes every figure, and fits it on the page", () => {
    const { all } = made;
    for (const properties of all("wp:docPr")) expect(properties.getAttribute("descr")!.length).toBeGreaterThan(20);
    for (const extent of all("wp:extent")) {
      // 914,400 to the inch; the text is 9,640 twentieths of a point wide
      expect(Number(extent.getAttribute("cx")) / 914_400).toBeLessThan(9640 / 1440 + 0.01);
      expect(Number(extent.getAttribute("cy")) / 914_400).toBeLessThan(9.3);
    }
  });

  it("takes figures as PNG where it is told how to draw them, else as SVG", async () => {
    const png = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 1, 2, 3]);
    const pictures = (files: object, ending: string) => Object.keys(files).filter((name) => name.endsWith(ending));
    expect(pictures(made.files, ".svg")).toHaveLength(made.all("w:drawing").length);
    const drawn: number[] = [];
    const { files } = await partsOf(analysis, {
      toPng: async (figure, dpi) => {
        drawn.push(dpi);
        return Uint8Array.from([...png, drawn.length, figure.width % 256]);
      },
    });
    expect(pictures(files, ".svg")).toEqual([]);
    expect(pictures(files, ".png")).toHaveLength(drawn.length);
  });

  it("writes other kinds of results", async () => {
    const comparison = compareTests(loadFixture("ascus"), { test: "test", model: "normal" });
    const { text, all } = await partsOf(comparison);
    expect(text).toContain("Comparison of 2 tests in 10 studies");
    expect(all("w:drawing")).toHaveLength(5);
  });

  it("is what dta report writes for a name that ends in .docx", async () => {
    const written: Record<string, Uint8Array> = {};
    const file = new URL("../../fixtures/auditc/data.csv", import.meta.url).pathname;
    const argv = ["report", file, "--model", "reitsma", "-o", "out.docx"];
    const { exitCode, stdout } = await runCommand([reportCommand], argv, { written });
    expect([exitCode, stdout]).toEqual([0, ""]);
    const names = Object.keys(unzipSync(written["out.docx"]!));
    expect(names).toContain("word/document.xml");
    expect(names.some((name) => name.endsWith(".png"))).toBe(true);
  });
});

it.skipIf(installed)("says which package is missing", async () => {
  await expect(reportDocx(analysis)).rejects.toMatchObject({ code: "not-installed", wanted: "the package docx" });
});
