import { describe, expect, it } from "vitest";
import { figureCatalogue, latentProfilePlot, priorPosteriorPlot, referenceGridPlot } from "../../src/figures.js";
import { analyze, fitLatentClass, priorPosterior, referenceSensitivityAnalysis } from "../../src/index.js";
import type { BayesFit } from "../../src/models/fit.js";
import { loadFixture } from "../fixtures.js";
import { byClass, parseFigure, texts } from "./parse-figure.js";

const auditc = loadFixture("auditc");

describe("figures of what the studies alone don't say", () => {
  it("set prior against posterior, a panel each, and name the prior", () => {
    const analysis = analyze(auditc, { model: "bayes", draws: 2000, leaveOneOut: false });
    const figure = figureCatalogue["prior-posterior"].draw(analysis, {})!;
    const root = parseFigure(figure);
    expect(byClass(root, "prior")).toHaveLength(5);
    expect(byClass(root, "posterior")).toHaveLength(5);
    expect(texts(root).join(" ")).toContain("Prior (cochrane)");
    const fit = analysis.fit as BayesFit;
    expect(figure.description).toContain(`Sensitivity: posterior median ${fit.summary!.sensitivity.median.toFixed(2)}`);
    expect(priorPosteriorPlot({ fit, curves: priorPosterior(fit) }).svg).toBe(figure.svg);
    const plain = analyze(auditc, { model: "reitsma", leaveOneOut: false });
    expect(figureCatalogue["prior-posterior"].draw(plain, {})).toBeNull();
    expect(figureCatalogue["prior-posterior"].inReport(plain)).toBe(false);
  });

  it("show the grid of references: drawn where possible, counted where not", () => {
    const grid = { sensitivity: [0.85, 1], specificity: [0.95, 0.98, 1] };
    const analysis = referenceSensitivityAnalysis(auditc, grid);
    const possible = analysis.scenarios.filter(({ reason }) => reason === null);
    expect(possible.length).toBeLessThan(analysis.scenarios.length);
    const root = parseFigure(referenceGridPlot(analysis));
    expect(byClass(root, "scenario")).toHaveLength(2 * possible.length);
    expect(byClass(root, "panel")).toHaveLength(2);
    expect(texts(root).join(" ")).toContain(
      `not drawn: ${analysis.scenarios.length - possible.length} of ${analysis.scenarios.length}`,
    );
    const rows = parseFigure(
      referenceGridPlot(referenceSensitivityAnalysis(auditc, { ...grid, dependence: [0, 0.5] })),
    );
    expect(byClass(rows, "panel")).toHaveLength(4);
  });

  it("show the profile of an accuracy that was estimated, with what is compatible with the data", () => {
    const reference = { specificity: 1 };
    const fit = fitLatentClass(auditc.slice(0, 5), { reference, starts: 1 });
    const figure = latentProfilePlot(fit);
    const root = parseFigure(figure);
    const shown = fit.profile.filter(({ logLik }) => logLik - fit.logLik >= -10);
    expect(shown.length).toBeGreaterThan(2);
    expect(byClass(root, "point")).toHaveLength(shown.length);
    expect(byClass(root, "profile")).toHaveLength(1);
    const gaps = fit.profile.map(({ logLik }) =>
      (logLik - fit.logLik)
        .toFixed(2)
        .replace(/^-(?!0\.00)/, "−")
        .replace("-", ""),
    );
    for (const gap of gaps) expect(figure.description).toContain(`: ${gap}.`);
    expect(figureCatalogue["latent-profile"].inReport(fit)).toBe(true);
    const none = { ...fit, profile: [] };
    expect(figureCatalogue["latent-profile"].inReport(none)).toBe(false);
    expect(latentProfilePlot(none).description).toContain("no profile to draw");
  });

  it("put a perfect reference on the line that takes it for the truth", () => {
    const analysis = referenceSensitivityAnalysis(auditc, { sensitivity: [1], specificity: [1] });
    const root = parseFigure(referenceGridPlot(analysis));
    const lines = byClass(root, "perfect").map((line) => line.getAttribute("y1"));
    expect(byClass(root, "scenario").map((mark) => mark.getAttribute("cy"))).toEqual(lines);
  });
});
