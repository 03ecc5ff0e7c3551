import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Analysis, type AnalyzeOptions, analyze, readStudies, readStudyTable } from "dta-meta";
import { deriveModerators, filterStudies } from "dta-meta/expressions";
import { reportHtml } from "dta-meta/report";
import { describe, expect, it } from "vitest";
import { texts } from "../../../examples/app/src/texts.js";
import { type AppPage, appTests, WIDTHS } from "./open-page.js";

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../../../fixtures/${name}/data.csv`), "utf8");
const auditc = fixture("auditc");
const catheter = fixture("catheter");
const usual: AnalyzeOptions = { model: "binomial", level: 0.95, leaveOneOut: true };

/** As many studies as are asked for, from a fixed formula. */
const manyStudies = (k: number): string =>
  ["study;tp;fp;fn;tn"]
    .concat(
      Array.from({ length: k }, (_, i) => {
        const [tp, fp] = [30 + ((i * 37) % 50), 2 + ((i * 13) % 29)];
        return `Study ${i + 1};${tp};${fp};${1 + ((i * 7) % 23)};${90 + ((i * 11) % 70)}`;
      }),
    )
    .join("\n");

/** What the library itself gives in Node, as JSON has it. */
const asJson = (analysis: Analysis): Analysis => JSON.parse(JSON.stringify(analysis)) as Analysis;

async function results(app: AppPage): Promise<Analysis> {
  await app.view("Save and share");
  return JSON.parse((await app.saved("Save the results (JSON)")).bytes.toString()) as Analysis;
}

describe.each(WIDTHS)("an analysis of one test, at %i px by keyboard", (width) => {
  const { open } = appTests();

  it("is to the last bit what the library gives, in JSON and report", async () => {
    const app = await open(width);
    const { page, paste, view, write, analyse, saved, faults, overflow } = app;
    await paste(auditc);
    await view("Analysis");
    await write("Prior probability, %", "20");
    await analyse();
    expect(await page.evaluate("document.activeElement.id")).toBe("results");
    expect(await faults()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    const titles = ["Forest plot", "Summary ROC plot", "Likelihood ratio matrix", "Fagan’s nomogram", "Frequency tree"];
    for (const title of titles) await page.locator("figcaption", { hasText: title }).waitFor();
    const card = page.locator(".measures div").first();
    const { studies, notes } = readStudyTable(auditc);
    const own = analyze(studies, { model: "binomial", level: 0.95, prior: 0.2, leaveOneOut: true });
    const { estimate, lower, upper } = own.summary!.sensitivity;
    expect(await card.locator("dt").textContent()).toBe("Sensitivity");
    expect(await card.locator(".value").textContent()).toBe(estimate.toFixed(2));
    expect(await card.locator(".interval").first().textContent()).toBe(`${lower.toFixed(2)} to ${upper.toFixed(2)}`);
    expect(await results(app)).toEqual(asJson(own));
    const report = await saved("Save the report (HTML)");
    const command = "dta analyze studies.csv --model binomial --prior 0.2";
    expect(report.bytes.toString()).toBe(reportHtml(own, { reading: notes, remedies: texts.remedies, command }));
  });

  it("takes model, level, correction, moderators, filter and subgroups", async () => {
    const app = await open(width);
    const { page, paste, view, write, choose, unfold, analyse, faults } = app;
    await paste(catheter);
    await view("Analysis");
    await choose("Model", "Bivariate, normal (Reitsma)");
    await choose("Estimation", "ML");
    await choose("Confidence intervals", "Wald (t)");
    await write("Confidence level, %", "90");
    await choose("Compare subgroups by", "type");
    await write("Only studies for which", "prevalence < 30");
    await page.getByText(/^keeps \d+ of 33 studies$/).waitFor();
    await unfold("Further options");
    await choose("Continuity correction", "to all, if any has a zero cell");
    await choose("Prediction of a new study by", "a penalised covariance, for few studies");
    await analyse();
    const studies = filterStudies(readStudies(catheter), "prevalence < 30");
    const options: AnalyzeOptions = {
      model: "reitsma",
      method: "ml",
      interval: "t",
      prediction: "penalized",
      correction: { when: "all" },
      level: 0.9,
      by: "type",
      leaveOneOut: true,
    };
    expect(await results(app)).toEqual(asJson(analyze(studies, options)));
    await view("Analysis");
    expect(await faults()).toEqual([]);
    await choose("Compare subgroups by", "no subgroups");
    await page.getByText(/^Data or options have changed since/).waitFor();
    await write("Moderators (meta-regression)", "type, prevalence >= 10");
    await write("Only studies for which", "");
    await analyse();
    const { by: _, ...others } = options;
    const moderated = deriveModerators(readStudies(catheter), "type, prevalence >= 10");
    expect(await results(app)).toEqual(
      asJson(analyze(moderated.studies, { ...others, moderators: moderated.moderators })),
    );
  });

  it("computes as a program does, and with a prior on the parameters", async () => {
    const app = await open(width);
    const { paste, view, choose, unfold, analyse } = app;
    await paste(auditc);
    await view("Analysis");
    await unfold("Further options");
    await choose("Compute as a program does", "mada (R)");
    await analyse();
    const studies = readStudies(auditc);
    expect(await results(app)).toEqual(asJson(analyze(studies, { as: "mada", level: 0.95, leaveOneOut: true })));
    await view("Analysis");
    await choose("Compute as a program does", "no, as is right");
    await choose("Confidence intervals", "Profile likelihood");
    await app.reach(app.page.getByLabel(/Leave out each study/));
    await app.page.keyboard.press("Space");
    await analyse();
    const profile = analyze(studies, { model: "binomial", interval: "profile", level: 0.95, leaveOneOut: false });
    expect(await results(app)).toEqual(asJson(profile));
    await view("Analysis");
    await choose("Model", "Bayesian bivariate, exact binomial");
    await choose("Prior distribution", "NICE TSD 25");
    await analyse();
    const bayes = analyze(studies, { model: "bayes", priorDistribution: "tsd25", level: 0.95, leaveOneOut: false });
    expect(await results(app)).toEqual(asJson(bayes));
  });

  it("says at the field what is wrong with it", async () => {
    const { page, paste, view, write, press } = await open(width);
    await press("Load an example");
    await page.getByText(/^33 studies in the analysis/).waitFor();
    await view("Analysis");
    await write("Prior probability, %", "200");
    await press("Analyse");
    await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("prior");
    expect(await page.locator("#prior-error").textContent()).toContain("no percentage between 0 and 100");
    expect(await page.locator("#prior").getAttribute("aria-invalid")).toBe("true");
    await write("Prior probability, %", "");
    await write("Only studies for which", "yaer > 2000");
    await page.locator("#filter-error").waitFor();
    expect(await page.locator("#filter-error").textContent()).toContain("yaer");
    await view("Data");
    await paste("study,tp,fp,fn,tn\nA,20,3,5,60\nB,1o,2,2,33");
    await view("Analysis");
    await press("Analyse");
    await page.getByText("The data can’t be used yet; see what is wrong in the table.").first().waitFor();
  });

  it("shows influence, and leaves a study out and takes it in again at one press", async () => {
    const app = await open(width);
    const { page, paste, press, analyse, faults } = app;
    await paste(auditc);
    await analyse();
    const own = analyze(readStudies(auditc), usual);
    const cells = page
      .getByRole("group", { name: "Influence of the studies" })
      .locator("tr", { has: page.getByRole("rowheader", { name: "S05", exact: true }) })
      .last()
      .locator("td");
    const row = own.studies.find(({ id }) => id === "S05")!;
    const without = own.leaveOneOut!.find(({ omitted }) => omitted === "S05")!.summary!;
    expect((await cells.allTextContents()).slice(3, 6)).toEqual([
      row.influence!.cooksDistance!.toFixed(2),
      without.sensitivity.estimate.toFixed(3),
      without.specificity.estimate.toFixed(3),
    ]);
    await press("Leave out S05 and analyse again");
    await page.getByRole("button", { name: "Take S05 in again and analyse again" }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Leave out S05 and analyse again" }).count()).toBe(0);
    const before = `before: ${own.summary!.sensitivity.estimate.toFixed(2)}, `;
    const first = page.locator(".measures div").first();
    await expect.poll(() => first.textContent(), { timeout: 60_000 }).toContain(before);
    await app.reach(page.getByRole("link", { name: "Tables" }));
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("part-tables");
    const fewer = readStudies(auditc).filter(({ id }) => id !== "S05");
    expect(await results(app)).toEqual(asJson(analyze(fewer, usual)));
    await app.view("Analysis");
    expect(await faults()).toEqual([]);
    await press("Take S05 in again and analyse again");
    await page.getByRole("button", { name: "Leave out S05 and analyse again" }).waitFor();
  });
});

describe("an analysis of one test", () => {
  const { open } = appTests();

  it("narrates three studies", async () => {
    const { page, paste, analyse, faults } = await open(1280);
    await paste(auditc.split("\n").slice(0, 4).join("\n"));
    await analyse();
    await page.locator(".warning", { hasText: "Not pooled: 3 usable tables where at least 4 are needed" }).waitFor();
    expect(await page.locator(".measures").count()).toBe(0);
    expect(await page.locator("figure").count()).toBe(2);
    expect(await faults()).toEqual([]);
  });

  it("of 100 studies tells how far it is", async () => {
    const { page, paste, analyse } = await open(1280);
    await paste(manyStudies(100));
    await page.getByText("100 studies in the analysis.").waitFor();
    await page.evaluate(`
      window.steps = [];
      new MutationObserver(() => {
        const bar = document.querySelector("#progress");
        if (bar !== null && bar.hasAttribute("value")) window.steps.push(bar.value);
      }).observe(document.querySelector("#app"), { attributes: true, subtree: true, childList: true });`);
    await analyse();
    const steps = (await page.evaluate("window.steps")) as number[];
    expect(Math.max(...steps)).toBe(101); // the fit and 100 refits
    expect(new Set(steps).size).toBeGreaterThan(20);
    expect(await page.locator(".measures div").count()).toBe(6);
  });

  it("stops when cancelled, and can start again", async () => {
    const { page, paste, view, press, analyse } = await open(1280);
    await paste(manyStudies(400));
    await page.getByText("400 studies in the analysis.").waitFor();
    await view("Analysis");
    await press("Analyse");
    await press("Cancel");
    await page.getByText("Cancelled.").waitFor();
    await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("run");
    expect(await page.locator("#results").count()).toBe(0);
    // browsers give a busy worker two seconds before they end it
    await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(0);
    await view("Data");
    await paste(auditc);
    await analyse();
    expect(await page.locator("#results").isVisible()).toBe(true);
  });
});
