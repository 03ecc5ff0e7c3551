import { describe, expect, it } from "vitest";
import { srocPlot } from "../../src/figures.js";
import { loadFixture } from "../fixtures.js";
import { quality } from "./drawings.js";
import { axisPosition, byClass, centre, elements, markOf, number, parseFigure, texts } from "./parse-figure.js";
import { fixtureResults, studyResult, unpooled } from "./results.js";

const results = fixtureResults("auditc");
const px = 0.011;

const points = (path: string | null): { x: number; y: number }[] =>
  [...(path ?? "").matchAll(/[ML]([-\d.]+),([-\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));

describe("srocPlot", () => {
  it.each(["specificity", "falsePositiveRate"] as const)("puts studies where they belong over %s", (xAxis) => {
    const root = parseFigure(srocPlot(results, { xAxis }));
    const [x, y] = [axisPosition(root, "x"), axisPosition(root, "y")];
    for (const { id, tp, fp, fn, tn } of results.studies) {
      const at = centre(markOf(root, "study", id));
      const fpr = fp / (fp + tn);
      expect(Math.abs(at.x - x(xAxis === "specificity" ? 1 - fpr : fpr))).toBeLessThan(px);
      expect(Math.abs(at.y - y(tp / (tp + fn)))).toBeLessThan(px);
    }
  });

  it("draws specificity from 1 on the left to 0 on the right", () => {
    const x = axisPosition(parseFigure(srocPlot(results)), "x");
    expect(x(1)).toBeLessThan(x(0));
  });

  it("gives marks areas in proportion to the effective sample size", () => {
    const studies = [
      studyResult({ id: "small", tp: 40, fp: 10, fn: 10, tn: 40 }),
      studyResult({ id: "large", tp: 160, fp: 40, fn: 40, tn: 160 }),
    ];
    const root = parseFigure(srocPlot({ studies }));
    expect(number(markOf(root, "study", "large"), "r") / number(markOf(root, "study", "small"), "r")).toBeCloseTo(2, 2);
  });

  it("draws summary point, regions and curve at their numbers", () => {
    const root = parseFigure(srocPlot(results));
    const [x, y] = [axisPosition(root, "x"), axisPosition(root, "y")];
    const summary = centre(byClass(root, "summary")[0]!);
    expect(Math.abs(summary.x - x(results.summary.specificity.estimate))).toBeLessThan(px);
    expect(Math.abs(summary.y - y(results.summary.sensitivity.estimate))).toBeLessThan(px);
    for (const kind of ["confidence", "prediction"] as const) {
      const drawn = points(byClass(root, kind)[0]!.getAttribute("d"));
      const region = results.regions[kind]!;
      expect(drawn).toHaveLength(region.length);
      region.forEach(({ fpr, sensitivity }, i) => {
        expect(Math.hypot(drawn[i]!.x - x(1 - fpr), drawn[i]!.y - y(sensitivity))).toBeLessThan(0.02);
      });
    }
    const inside = results.sroc.curve.filter(
      ({ fpr }) => fpr >= results.sroc.observedFpr[0] && fpr <= results.sroc.observedFpr[1],
    );
    const drawn = points(byClass(root, "sroc")[0]!.getAttribute("d"));
    expect(drawn).toHaveLength(inside.length);
    expect(drawn[0]!.y).toBeCloseTo(y(inside[0]!.sensitivity), 1);
  });

  it("draws the curve beyond the observed range only on request, and dashed", () => {
    expect(byClass(parseFigure(srocPlot(results)), "extrapolated")).toHaveLength(0);
    const root = parseFigure(srocPlot(results, { extrapolate: true }));
    const beyond = byClass(root, "extrapolated")[0]!;
    expect(beyond.getAttribute("stroke-dasharray")).toBeTruthy();
    const x = axisPosition(root, "x");
    const xs = points(beyond.getAttribute("d")).map((point) => point.x);
    expect(Math.min(...xs)).toBeCloseTo(x(1), 1);
    expect(Math.max(...xs)).toBeCloseTo(x(0), 1);
    expect(texts(root)).toContain("Curve beyond the observed range");
  });

  it("crosses the summary point with its intervals", () => {
    const root = parseFigure(srocPlot(results, { crosshairs: "summary" }));
    const [x, y] = [axisPosition(root, "x"), axisPosition(root, "y")];
    const { sensitivity, specificity } = results.summary;
    const lines = Array.from(root.getElementsByTagName("line"));
    const found = (a: number, b: number, ends: readonly [string, string]): boolean =>
      lines.some((line) => Math.abs(number(line, ends[0]) - a) < px && Math.abs(number(line, ends[1]) - b) < px);
    expect(found(x(specificity.upper), x(specificity.lower), ["x1", "x2"])).toBe(true);
    expect(found(y(sensitivity.upper), y(sensitivity.lower), ["y1", "y2"])).toBe(true);
  });

  it("tells groups apart by shape and dash as well as colour, and names them", () => {
    const groups = ["scheidler_ct", "scheidler_lag", "scheidler_mri"].map((name) => ({
      ...fixtureResults(name),
      name: name.slice(10).toUpperCase(),
    }));
    const root = parseFigure(srocPlot(groups));
    expect(byClass(root, "study").filter(({ tagName }) => tagName === "circle")).toHaveLength(17);
    expect(new Set(byClass(root, "summary").map((mark) => mark.getAttribute("d"))).size).toBe(3);
    const dashes = byClass(root, "observed").map((path) => path.getAttribute("stroke-dasharray") ?? "solid");
    expect(new Set(dashes).size).toBe(3);
    expect(texts(root).some((text) => text.startsWith("LAG (k = 17), AUC 0."))).toBe(true);
  });

  it("says where the fit did not converge", () => {
    const convergence = { ...results.fit.convergence, converged: false, message: "the gradient is not 0" };
    const figure = srocPlot({ ...results, fit: { ...results.fit, convergence } });
    expect(texts(parseFigure(figure)).join(" ")).toContain("did not converge");
    expect(figure.description).toContain("the gradient is not 0");
  });

  it("says the result in words", () => {
    const { description } = srocPlot(results);
    expect(description).toContain("Sensitivity against specificity of 14 studies");
    expect(description).toContain("Summary sensitivity 0.90 (0.81 to 0.95), summary specificity 0.78 (0.72 to 0.83).");
    expect(description).toContain("AUC 0.89 (0.85 to 0.92)");
  });

  it("draws what there is without a fit, and says what is not", () => {
    const figure = srocPlot(unpooled(loadFixture("auditc").slice(0, 3)), { extrapolate: true, crosshairs: "both" });
    const root = parseFigure(figure);
    expect(byClass(root, "study")).toHaveLength(3);
    expect(byClass(root, "region")).toHaveLength(0);
    expect(byClass(root, "sroc")).toHaveLength(0);
    expect(figure.description).toContain("were not pooled");
    expect(texts(root).join(" ")).toContain("were not pooled");
  });

  it("counts studies that have no place in ROC space, and gives reasons for missing regions and curves", () => {
    const empty = { ...studyResult({ id: "Empty", tp: 0, fp: 3, fn: 0, tn: 17 }), empiricalBayes: null };
    const figure = srocPlot({
      ...results,
      studies: [...results.studies, empty],
      regions: { ...results.regions, prediction: null, reasons: { confidence: null, prediction: "a variance is 0" } },
      sroc: { ...results.sroc, curve: [], auc: null, reason: "both variances are 0" },
      auc: null,
    });
    const root = parseFigure(figure);
    expect(byClass(root, "study")).toHaveLength(14);
    const written = texts(root).join(" ");
    expect(written).toContain("not drawn: 1.");
    expect(written).toContain("No prediction region: a variance is 0.");
    expect(written).toContain("No summary ROC curve: both variances are 0.");
  });

  it("draws a perfect test and a useless one on the frame", () => {
    const studies = [
      studyResult({ id: "perfect", tp: 10, fp: 0, fn: 0, tn: 10 }),
      studyResult({ id: "useless", tp: 0, fp: 10, fn: 10, tn: 0 }),
    ];
    const root = parseFigure(srocPlot({ studies }));
    const [x, y] = [axisPosition(root, "x"), axisPosition(root, "y")];
    expect(centre(markOf(root, "study", "perfect"))).toEqual({
      x: expect.closeTo(x(1), 1),
      y: expect.closeTo(y(1), 1),
    });
    expect(centre(markOf(root, "study", "useless"))).toEqual({
      x: expect.closeTo(x(0), 1),
      y: expect.closeTo(y(0), 1),
    });
  });

  it("refuses an empty list of groups", () => {
    expect(() => srocPlot([])).toThrow(/at least one group/);
  });
});

describe("what studies are drawn as", () => {
  const of = (options: Parameters<typeof srocPlot>[1]) => parseFigure(srocPlot(results, options));

  it("draws regions and curves above the studies, so that 80 of them do not hide these", () => {
    const svg = srocPlot(results).svg;
    for (const layer of ['class="region prediction"', 'class="region confidence"', 'class="sroc observed"'])
      expect(svg.lastIndexOf('data-id="')).toBeLessThan(svg.indexOf(layer));
  });

  it("has a key to the size of circles: their areas are in proportion to the numbers that it names", () => {
    const root = of({});
    const text = texts(root).find((line) => line.startsWith("Effective sample size"))!;
    const sizes = [...text.matchAll(/\d+/g)].map(([size]) => Number(size));
    expect(sizes.length).toBeGreaterThan(1);
    const keys = elements(root).filter(
      (element) => element.tagName === "circle" && element.getAttribute("fill") === "#555555",
    );
    expect(keys).toHaveLength(sizes.length);
    const [large, small] = [keys.at(-1)!, keys.at(-2)!].map((circle) => number(circle, "r") ** 2);
    expect(large! / small!).toBeCloseTo(sizes.at(-1)! / sizes.at(-2)!, 1);
  });

  it("draws weights as crosses, each arm in proportion to its weight", () => {
    const crosses = byClass(of({ weights: true }), "weight");
    expect(crosses).toHaveLength(14);
    const arms = crosses.map((cross) => {
      const d = cross.getElementsByTagName("path")[0]!.getAttribute("d")!;
      const [, across, upright] = /h([\d.]+).*v([\d.]+)/.exec(d)!.map(Number);
      return { id: cross.getAttribute("data-id"), across: across!, upright: upright! };
    });
    const weights = new Map(results.studies.map(({ id, weight }) => [id, weight!]));
    const ratios = arms.map(({ id, across }) => across / weights.get(id!)!.specificity!);
    expect(Math.max(...ratios) / Math.min(...ratios)).toBeLessThan(1.01);
  });

  it("colours studies by a covariate, numbers of many values by thirds", () => {
    const studies = results.studies.map((study, i) => ({
      ...study,
      covariates: { setting: i < 5 ? "GP" : i < 13 ? "Hospital" : null, year: 1990 + i },
    }));
    const root = parseFigure(srocPlot({ ...results, studies }, { colorBy: "setting" }));
    expect(texts(root)).toEqual(
      expect.arrayContaining(["setting: GP (k = 5)", "setting: Hospital (k = 8)", "setting: Not reported (k = 1)"]),
    );
    expect(new Set(byClass(root, "study").map((mark) => mark.getAttribute("fill"))).size).toBe(3);
    const years = texts(parseFigure(srocPlot({ ...results, studies }, { colorBy: "year" })));
    expect(years.filter((text) => /^year: \d{4} to \d{4} \(k = [45]\)$/.test(text))).toHaveLength(3);
    expect(() => srocPlot(results, { colorBy: "colour" })).toThrow(/no study has a value for "colour"/);
  });

  it("draws judged studies as pies with a slice for each domain, and counts those that were not judged", () => {
    const ids = results.studies.slice(0, 10).map(({ id }) => id);
    const figure = srocPlot(results, { quality: quality(ids) });
    expect(byClass(parseFigure(figure), "slice")).toHaveLength(40);
    expect(figure.description).toContain("Pies: 10 studies");
    expect(figure.description).toContain("Studies without judgements, drawn as circles: 4.");
  });

  it("numbers studies, with a key below, and shortens names where room is short", () => {
    const numbered = srocPlot(results, { labels: "numbers" });
    const key = texts(parseFigure(numbered)).join(" ");
    for (const [i, { id }] of results.studies.entries()) expect(key).toContain(`${i + 1}\u00a0${id}`);
    const studies = results.studies.map((study, i) => ({
      ...study,
      id: `Surname${"abcdefghijklmn"[i]}, Another, Third and Fourth-Author 20${10 + i} (a very long description)`,
    }));
    const short = texts(parseFigure(srocPlot({ ...results, studies }, { labels: true, width: 340 })));
    expect(short.filter((text) => /^Surname[a-n] 20\d\d$/.test(text)).length).toBeGreaterThan(5);
  });
});
