import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as library from "dta-meta";
import * as expressions from "dta-meta/expressions";
import { readPaper } from "dta-meta/published";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { appTests, WIDTHS } from "./open-page.js";

const auditc = readFileSync(join(import.meta.dirname, "../../../fixtures/auditc/data.csv"), "utf8");
const { analyze, readStudies } = library;
/** Whether the optional package that writes Word documents is missing where the page is built. */
const noDocx = await import("docx").then(
  () => false,
  () => true,
);

describe.each(WIDTHS)("what is saved and shared, at %i px by keyboard", (width) => {
  const { open } = appTests();

  it("figures stand by themselves, as SVG, as PNG of 300 dots to the inch, and as PDF with real text", async () => {
    const { paste, analyse, saved } = await open(width);
    await paste(auditc);
    await analyse();
    const svg = (await saved("Save Summary ROC plot as SVG")).bytes.toString();
    expect(svg).toMatch(/^<svg /);
    expect(svg).not.toContain("var(");
    const png = (await saved("Save Summary ROC plot as PNG")).bytes;
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    const pixels = Number(/width="(\d+)"/.exec(svg)![1]);
    expect(png.readUInt32BE(16)).toBe(Math.round((pixels * 300) / 96));
    const pdf = await saved("Save Summary ROC plot as PDF");
    expect(pdf.name).toBe("sroc.pdf");
    expect((await readPaper("sroc.pdf", new Uint8Array(pdf.bytes))).text).toContain("Specificity");
  });

  it.skipIf(noDocx)("the report as a Word document, with its title and its figures as pictures", async () => {
    const { page, paste, view, write, analyse, saved } = await open(width);
    await paste(auditc);
    await analyse();
    await view("Save and share");
    await write("Title of the report", "AUDIT-C in primary care");
    const { name, bytes } = await saved("Save the report (Word, DOCX)");
    expect(name).toBe("report.docx");
    const { text } = await readPaper(name, new Uint8Array(bytes));
    for (const part of ["AUDIT-C in primary care", "Statistical methods", "PRISMA-DTA checklist"]) {
      expect(text).toContain(part);
    }
    const pictures = Object.entries(unzipSync(new Uint8Array(bytes))).filter(([path]) => /media\/.*\.png$/.test(path));
    await view("Analysis");
    expect(pictures.length).toBe(await page.locator("figure").count());
    for (const [path, picture] of pictures) expect(picture.length, path).toBeGreaterThan(5000);
  });

  it("a project comes back from its file and from its link, ticks and judgements with it", async () => {
    const { page, paste, reach, view, write, press, saved, faults, overflow } = await open(width);
    await paste(auditc);
    await reach(page.locator("#cell-0-tick"));
    await page.keyboard.press("Space");
    await view("Analysis");
    await write("Prior probability, %", "12.5");
    await view("Save and share");
    await write("Title of the report", "AUDIT-C in primary care");
    const file = (await saved("Save the project")).bytes;
    await press("Copy a link to this project");
    await page.getByText("Link copied.").waitFor();
    const link = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(link).toContain("#project=");
    expect(await faults()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.goto("about:blank");
    await page.goto(link);
    await page.getByText("13 studies in the analysis, 1 left out.").waitFor();
    await view("Analysis");
    expect(await page.getByLabel("Prior probability, %").inputValue()).toBe("12.5");
    await view("Data");
    await press("Clear everything");
    await expect.poll(() => page.locator(".sheet").count()).toBe(0);
    await page
      .getByLabel("Choose a file")
      .setInputFiles({ name: "project.json", mimeType: "application/json", buffer: file });
    await page.getByText("13 studies in the analysis, 1 left out.").waitFor();
    await view("Save and share");
    expect(await page.getByLabel("Title of the report").inputValue()).toBe("AUDIT-C in primary care");
  });

  it("prints the results, and nothing of the page's controls", async () => {
    const { page, paste, view, write, press, analyse } = await open(width);
    await paste(auditc);
    await analyse();
    await view("Save and share");
    await write("Title of the report", "AUDIT-C in primary care");
    await page.evaluate("window.print = () => { window.printed = true; }");
    await press("Print, or save as PDF");
    await expect.poll(() => page.evaluate("window.printed")).toBe(true);
    const { text } = await readPaper("page.pdf", new Uint8Array(await page.pdf({ format: "A4" })));
    expect(text).toContain("AUDIT-C in primary care");
    expect(text).toContain("Diagnostic odds ratio");
    for (const control of ["Undo", "Save and share", "Confidence level, %", "Leave out each study in turn"]) {
      expect(text).not.toContain(control);
    }
  });

  it("gives the code that repeats the analysis", async () => {
    const { page, paste, view, write, choose, unfold, reach } = await open(width);
    await paste(auditc);
    await reach(page.locator("#cell-0-tick"));
    for (const _ of [1, 2]) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await view("Analysis");
    await choose("Model", "Bivariate, normal (Reitsma)");
    await write("Only studies for which", "tp > 10");
    await write("Prior probability, %", "20");
    await view("Save and share");
    const code = async (name: string): Promise<string> => {
      await unfold(name);
      return (await page.locator(`#code-${name.split(" ")[0]!.toLowerCase()}`).textContent())!;
    };
    const typescript = await code("TypeScript");
    const body = typescript
      .replaceAll(/^import \{ (.*) \} from "([^"]+)";$/gm, (_, names, from) => `const { ${names} } = from["${from}"];`)
      .replace(/console\.log\(.*\);/, "return result;");
    const repeated = new Function("from", body)({ "dta-meta": library, "dta-meta/expressions": expressions });
    const studies = expressions.filterStudies(
      readStudies(auditc).filter((_, i) => i !== 2),
      "tp > 10",
    );
    const options = { model: "reitsma", level: 0.95, prior: 0.2, leaveOneOut: true } as const;
    expect(repeated).toEqual(analyze(studies, options));
    expect(await code("Command line")).toBe("dta analyze studies.csv --model reitsma --prior 0.2 --where 'tp > 10'\n");
    await view("Analysis");
    await write("Only studies for which", "");
    await view("Save and share");
    const r = await code("R");
    expect(r).toContain(
      'fit <- rma.mv(yi, vi, mods = ~ 0 + outcome, random = ~ outcome | study, struct = "UN", method = "REML"',
    );
    expect(r).toContain(`study = c(${studies.length > 0 ? '"S01"' : ""}`);
    await view("Analysis");
    await choose("Model", "Bivariate, exact binomial (ML)");
    await view("Save and share");
    expect(await code("Stata")).toMatch(
      /^clear\ninput str3 study tp fp fn tn\n"S01" \d+[\s\S]*\nend\nmetandi tp fp fn tn\n/,
    );
  });
});
