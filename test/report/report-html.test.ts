import { HtmlValidate } from "html-validate";
import { describe, expect, it } from "vitest";
import { type Analysis, type AnalyzeOptions, analyze } from "../../src/analysis/analyze.js";
import { COMMAND_REMEDIES } from "../../src/cli/remedies.js";
import { reportCommand } from "../../src/cli/report.js";
import { analysisDocument, analysisFigures, type EmbeddedData, reportHtml } from "../../src/report.js";
import { parseStudies } from "../../src/tables/parse-studies.js";
import type { Study } from "../../src/tables/study.js";
import { runCommand } from "../cli/harness.js";
import { loadFixture } from "../fixtures.js";

const cases: readonly (readonly [string, Study[], AnalyzeOptions])[] = [
  ["auditc", loadFixture("auditc"), { prior: 0.2 }],
  ["scheidler by modality", loadFixture("scheidler"), { model: "reitsma", by: "modality" }],
  ["catheter with a moderator", loadFixture("catheter"), { model: "reitsma", moderators: ["type"] }],
  ["tables that share clusters", loadFixture("smoking"), { model: "reitsma", leaveOneOut: false }],
  ["three studies of auditc", loadFixture("auditc").slice(0, 3), {}],
];
const analyses: readonly (readonly [string, Study[], Analysis])[] = cases.map(([name, studies, options]) => [
  name,
  studies,
  analyze(studies, options),
]);

const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: { "no-inline-style": "off", "long-title": "off", "require-sri": "off" },
});

const embeddedIn = (html: string): EmbeddedData => {
  const [, json] = /<script type="application\/json" id="dta-meta-data">([^<]*)<\/script>/.exec(html) ?? [];
  return JSON.parse(json!) as EmbeddedData;
};
const decoded = (html: string): string =>
  html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

/** Everything that makes a browser load something. */
const LOADS =
  /<(?:link|img|iframe|object|embed|audio|video|source|base)\b|\b(?:src|srcset|poster|data|xlink:href)=|url\(|@import/;

describe("reportHtml", () => {
  it.each(analyses)("is valid HTML: %s", async (_, __, analysis) => {
    const { results } = await validator.validateString(reportHtml(analysis));
    const messages = results.flatMap((result) =>
      result.messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
    );
    expect(messages).toEqual([]);
  });

  it.each(analyses)("loads nothing and runs nothing: %s", (_, __, analysis) => {
    const html = reportHtml(analysis);
    expect(html).not.toMatch(LOADS);
    expect(html.match(/<script\b[^>]*>/g)).toEqual(['<script type="application/json" id="dta-meta-data">']);
    expect(html).not.toMatch(/\son\w+=/);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]!);
    expect(links.filter((link) => !link.startsWith("#") && !link.startsWith("https://doi.org/"))).toEqual([]);
  });

  it.each(analyses)("carries what gives the same numbers again: %s", (_, __, analysis) => {
    const { studies, options } = embeddedIn(reportHtml(analysis));
    const again = analyze(parseStudies(studies), options);
    expect(JSON.parse(JSON.stringify(again))).toEqual(JSON.parse(JSON.stringify(analysis)));
  });

  it.each(analyses)("shows every cell of every table, and every warning: %s", (_, __, analysis) => {
    const html = decoded(reportHtml(analysis));
    for (const block of analysisDocument(analysis)) {
      if (block.kind === "table") {
        for (const row of block.rows) for (const cell of row) expect(html).toContain(`>${cell}</t`);
      } else if (block.kind === "warning") expect(html).toContain(`role="note">${block.text}</p>`);
    }
    expect(html.match(/class="warning"/g)?.length ?? 0).toBe(analysis.warnings.length);
  });

  it("prints the numbers that --json prints", async () => {
    const path = new URL("../../fixtures/auditc/data.csv", import.meta.url).pathname;
    const { summary, auc } = JSON.parse(JSON.stringify(analyze(loadFixture("auditc")))) as Analysis;
    const { exitCode, stdout } = await runCommand([reportCommand], ["report", path]);
    expect(exitCode).toBe(0);
    const { estimate, lower, upper } = summary!.sensitivity;
    expect(stdout).toContain(
      `The pooled sensitivity was ${estimate.toFixed(2)} (95% CI ${lower.toFixed(2)} to ${upper.toFixed(2)})`,
    );
    expect(stdout).toContain(
      `<td class="number">${auc!.estimate!.toFixed(2)}</td><td class="number">${auc!.lower!.toFixed(2)} to`,
    );
  });

  it("has a figure for all that the analysis holds, each with ids of its own", () => {
    const [auditc, scheidler, , , three] = analyses.map(([, , analysis]) => analysis) as [
      Analysis,
      Analysis,
      ...Analysis[],
    ];
    const names = (analysis: Analysis): string[] => analysisFigures(analysis).map(({ name }) => name);
    expect(names(auditc)).toEqual([
      "forest",
      "sroc",
      "lr-matrix",
      "fagan",
      "frequency-tree",
      "deeks",
      "influence",
      "leave-one-out",
    ]);
    expect(names(scheidler)).toEqual(["forest", "sroc", "lr-matrix", "deeks", "influence", "leave-one-out"]);
    expect(names(three!)).toEqual(["forest", "sroc"]);
    const ids = [...reportHtml(auditc).matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]!);
    expect(new Set(ids).size).toBe(ids.length);
    expect(reportHtml(auditc, { withFigures: false })).not.toContain("<svg");
  });

  it("is the same page, byte for byte, for the same analysis", () => {
    const [, studies, analysis] = analyses[0]!;
    expect(reportHtml(analyze(studies, { prior: 0.2 }))).toBe(reportHtml(analysis));
  });

  it("takes no text for markup", async () => {
    const evil = `</script><script>alert(1)</script><img src=x onerror="alert('2')">&amp;\u2028]]>`;
    const studies = loadFixture("auditc").map((study, i) => ({
      ...study,
      id: `${evil} ${i}`,
      covariates: { [evil]: i < 7 ? evil : "b" },
    }));
    const analysis = analyze(studies, { model: "reitsma", by: evil });
    const html = reportHtml(analysis, { title: evil, notes: [evil] });
    expect(html.match(/<script\b/g)).toHaveLength(1);
    expect(html).not.toContain("<img");
    expect(embeddedIn(html).studies[0]!.id).toBe(studies[0]!.id);
    const { valid, results } = await validator.validateString(html);
    expect(results[0]?.messages.map(({ message, line }) => `${line} ${message}`) ?? []).toEqual([]);
    expect(valid).toBe(true);
  });
});

describe("dta report", () => {
  const file = new URL("../../fixtures/auditc/data.csv", import.meta.url).pathname;

  it("writes the page of the analysis, naming the file and the studies that were chosen", async () => {
    const argv = ["report", file, "--where", "tp > 20", "--prior", "0.3", "--title", "A <b>", "-o", "out.html"];
    const written: Record<string, Uint8Array> = {};
    const { exitCode, stdout, stderr } = await runCommand([reportCommand], argv, { written });
    expect([exitCode, stdout, stderr]).toEqual([0, "", ""]);
    const html = new TextDecoder().decode(written["out.html"]);
    const chosen = loadFixture("auditc").filter(({ tp }) => tp > 20);
    expect(html).toBe(
      reportHtml(analyze(chosen, { prior: 0.3 }), {
        title: "A <b>",
        command: "dta report data.csv --where 'tp > 20' --prior 0.3 --title 'A <b>' -o out.html",
        notes: ["Data: data.csv, studies for which tp > 20."],
        remedies: COMMAND_REMEDIES,
      }),
    );
  });

  it.each([
    [["report", "nowhere.csv"], "no such file"],
    [["report", file, "--model", "moses"], "Allowed choices"],
    [["report", file, "--model", "reitsma", "-o", "/nowhere/out.html"], "/nowhere/out.html: cannot be written"],
  ])("refuses %j", async (argv, message) => {
    const { exitCode, stdout, stderr } = await runCommand([reportCommand], argv);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });
});
