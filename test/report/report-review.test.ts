import { describe, expect, it } from "vitest";
import { compareCommand } from "../../src/cli/compare.js";
import { reportCommand } from "../../src/cli/report.js";
import { thresholdsCommand } from "../../src/cli/thresholds.js";
import { analyze } from "../../src/index.js";
import { type ReportOptions, reportHtml } from "../../src/report.js";
import { runCommand } from "../cli/harness.js";
import { prismaNumbers, quality } from "../figures/drawings.js";
import { loadFixture } from "../fixtures.js";

const fixture = (name: string): string => new URL(`../../fixtures/${name}/data.csv`, import.meta.url).pathname;
const tables = loadFixture("scheidler");
const analysis = analyze(tables, { model: "reitsma", by: "modality", leaveOneOut: false });

/** The checklist's last cell, by item. */
function checklist(options: ReportOptions = {}, of = analysis): Record<string, string> {
  const [, section = ""] = /<h2 id="checklist">([\s\S]*?)<\/section>/.exec(reportHtml(of, options)) ?? [];
  const rows = [...section.matchAll(/<tr><th scope="row">(.*?)<\/th><td>.*?<\/td><td>(.*?)<\/td><\/tr>/g)];
  return Object.fromEntries(rows.map(([, item, known]) => [item!, known!]));
}

describe("the report of a review", () => {
  it("has the 27 items of PRISMA-DTA, filled with what the analysis knows and nothing else", () => {
    const known = checklist();
    const items = Object.keys(known);
    expect(items).toHaveLength(27);
    expect(items).toEqual(expect.arrayContaining(["D1", "D2"]));
    expect(items).not.toEqual(expect.arrayContaining(["15"]));
    for (const item of ["1", "3", "5", "8", "12", "17", "19", "24", "26", "27"])
      expect(known[item]).toBe("For the authors");
    expect(known.D2).toContain("Statistical methods");
    expect(known["23"]).toContain("subgroups by modality");
    expect(known["18"]).toContain("modality");
    expect(Object.values(known).join(" ")).not.toMatch(/\b(fulfilled|complete|yes)\b/i);
  });

  it("knows of quality and flow where they are given, and of less where nothing was pooled", () => {
    const known = checklist({ quality: quality(tables.map(({ id }) => id)), prisma: prismaNumbers });
    expect(known["12"]).toContain("QUADAS-2");
    expect(known["17"]).toContain("Flow diagram");
    expect(known["19"]).toContain("judgements");
    const three = checklist({}, analyze(tables.slice(0, 3)));
    expect(three.D2).toBe("For the authors");
    expect(three["21"]).toContain("nothing was pooled");
    expect(checklist({ checklist: false })).toEqual({});
  });

  it("shows the characteristics of the studies from their covariates", () => {
    const html = reportHtml(analysis);
    expect(html).toContain("<caption>Characteristics of the studies</caption>");
    const { id, tp, fp, fn, tn } = tables[0]!;
    const [diseased, all] = [tp + fn, tp + fp + fn + tn];
    expect(html).toContain(
      `<th scope="row">${id}</th><td class="number">${all}</td><td class="number">${diseased} (${((100 * diseased) / all).toFixed(1)}%)</td>`,
    );
    expect(reportHtml(analyze(loadFixture("auditc").map(({ covariates: _, ...study }) => study)))).not.toContain(
      "Characteristics of the studies</caption>",
    );
  });

  it("is written by dta report with --quadas and --prisma", async () => {
    const written: Record<string, Uint8Array> = {};
    const files = { "flow.json": JSON.stringify(prismaNumbers) };
    const argv = [
      "report",
      fixture("iqcode"),
      "--model",
      "reitsma",
      "--quadas",
      fixture("iqcode"),
      "--prisma",
      "flow.json",
    ];
    const { exitCode, stderr } = await runCommand([reportCommand], [...argv, "-o", "out.html"], { written, files });
    expect([exitCode, stderr]).toEqual([0, ""]);
    const html = new TextDecoder().decode(written["out.html"]);
    expect(html).toContain('<figure id="figure-quadas">');
    expect(html).toContain('<figure id="figure-prisma">');
    expect(html).toContain(
      "Command: dta report data.csv --model reitsma --quadas data.csv --prisma flow.json -o out.html",
    );
    const without = await runCommand(
      [reportCommand],
      ["report", fixture("iqcode"), "--model", "reitsma", "--no-checklist"],
    );
    expect(without.stdout).not.toContain('id="checklist"');
  });

  it("is in the reports of comparisons and of cut-offs, by QUADAS-C where tests are compared", async () => {
    const written: Record<string, Uint8Array> = {};
    const files = {
      "flow.json": JSON.stringify(prismaNumbers),
      "c.csv": "study,comparison,bias.patientSelection,bias.indexTest\nCoste 2003,HC2 against RepC,low,high\n",
    };
    const argv = ["compare", fixture("ascus"), "--test", "test", "--model", "normal", "--structure", "shared"];
    const review = ["--quadas", "c.csv", "--schema", "quadas-c", "--prisma", "flow.json"];
    const report = await runCommand([compareCommand], [...argv, ...review, "-o", "out.html"], { written, files });
    expect([report.exitCode, report.stderr]).toEqual([0, ""]);
    const html = new TextDecoder().decode(written["out.html"]);
    expect(html).toContain('<figure id="figure-quadas">');
    expect(html).toContain("HC2 against RepC");
    expect(html).toContain('<figure id="figure-prisma">');
    expect(html).toContain("--quadas c.csv --schema quadas-c --prisma flow.json -o out.html");
    const misplaced = await runCommand([compareCommand], [...argv, ...review], { files });
    expect([misplaced.exitCode, misplaced.stdout]).toEqual([2, ""]);
    expect(misplaced.stderr).toContain("--quadas belongs to the report that --output names");
    const cutoffs = ["thresholds", fixture("several-cutoffs").replace("data.csv", "feno.csv"), "--at", "25"];
    const faster = ["--widths", "common", "--prisma", "flow.json", "-o", "cutoffs.html"];
    await runCommand([thresholdsCommand], [...cutoffs, ...faster], { written, files });
    expect(new TextDecoder().decode(written["cutoffs.html"])).toContain('<figure id="figure-prisma">');
  });
});
