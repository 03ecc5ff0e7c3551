import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analysis/analyze.js";
import { SIMULATED_COVERAGE } from "../../src/analysis/simulated-coverage.js";
import { InputError } from "../../src/base/errors.js";
import type { PartialEstimate } from "../../src/base/estimate.js";
import { penalizedPsi, posttest, predictionIntervals, regions, summaryPoint } from "../../src/index.js";
import { SPARSE_COVERAGE } from "../../src/models/normal/sparse.js";
import { loadFixture } from "../fixtures.js";
import { expectClose } from "../tolerance.js";

const studies = loadFixture("auditc").slice(0, 6);
const grouped = loadFixture("auditc").map((study, i) => ({
  ...study,
  covariates: { group: i < 6 ? "one" : "other" },
}));
/** R: qt(0.975, c(4, 5, 12)), qnorm(0.975). */
const T4 = 2.7764451051977987;
const T5 = 2.5705818356363146;
const T7 = 2.3646242515927849;
const T12 = 2.1788128296672284;
const Z = 1.959963984540054;

const width = ({ lower, upper }: PartialEstimate, of: (x: number) => number): number => of(upper!) - of(lower!);
const logit = (p: number): number => Math.log(p / (1 - p));

describe("the interval of an analysis", () => {
  const options = { by: "group", prior: 0.2, leaveOneOut: true } as const;
  const z = analyze(grouped.slice(0, 6), { ...options });
  const t = analyze(grouped.slice(0, 6), { ...options, interval: "t" });

  it("is that of all that the means decide", () => {
    const ratios = (["plr", "nlr", "inverseNlr", "dor"] as const).map(
      (name) => width(t.summary![name], Math.log) / width(z.summary![name], Math.log),
    );
    const proportions = (["sensitivity", "specificity", "falsePositiveRate"] as const).map(
      (name) => width(t.summary![name], logit) / width(z.summary![name], logit),
    );
    for (const ratio of [...ratios, ...proportions]) expectClose(ratio, T5 / Z, 1e-10, "t over z");
    expectClose(width(t.auc!, logit) / width(z.auc!, logit), T5 / Z, 1e-10, "area");
    expect(t.posttest).toEqual(posttest({ prior: 0.2, plr: t.summary!.plr as never, nlr: t.summary!.nlr as never }));
    const { truePositives, diseased } = t.naturalFrequencies![0]!;
    expectClose(truePositives.lower / diseased, t.summary!.sensitivity.lower, 1e-12, "frequencies");
    const omitted = (analysis: typeof t) => width(analysis.leaveOneOut![0]!.summary!.sensitivity, logit);
    expectClose(omitted(t) / omitted(z), T4 / Z, 1e-10, "without one study");
    expect(t.options.interval).toBe("t");
  });

  it("reaches subgroups, their comparison, and predictions", () => {
    const z = analyze(grouped, { by: "group", moderators: ["group"], leaveOneOut: false });
    const t = analyze(grouped, { by: "group", moderators: ["group"], leaveOneOut: false, interval: "t" });
    const level = (analysis: typeof t, i: number) => width(analysis.subgroups!.levels[i]!.summary!.dor, Math.log);
    expectClose(level(t, 0) / level(z, 0), T5 / Z, 1e-10, "six studies");
    expectClose(level(t, 1) / level(z, 1), T7 / Z, 1e-10, "eight studies");
    const area = (analysis: typeof t) => width(analysis.subgroups!.levels[1]!.auc!, logit);
    expectClose(area(t) / area(z), T7 / Z, 1e-10, "area of eight studies");
    const relative = (analysis: typeof t) => width(analysis.subgroups!.relative[0]!.relativeSensitivity, Math.log);
    expectClose(relative(t) / relative(z), T12 / Z, 1e-10, "regression on 14 studies with two columns");
    const predicted = (analysis: typeof t) => width(analysis.predictions[0]!.summary.specificity, logit);
    expectClose(predicted(t) / predicted(z), T12 / Z, 1e-10, "prediction");
  });

  it("of a cluster-robust summary counts clusters", () => {
    const clustered = grouped.slice(0, 10).map((study, i) => ({ ...study, cluster: String(Math.floor(i / 2)) }));
    const robust = (interval: "z" | "t") =>
      width(analyze(clustered, { interval, leaveOneOut: false }).clusterRobust!.summary!.sensitivity, logit);
    expectClose(robust("t") / robust("z"), T4 / Z, 1e-10, "five clusters");
  });

  it("is by profile likelihood where the likelihood can be profiled", () => {
    const { fit, summary, auc } = analyze(studies, { interval: "profile", leaveOneOut: false });
    expect(summary).toEqual(summaryPoint(fit!, { interval: "profile" }));
    expect(auc!.interval).toBe("t");
    expect(() => analyze(grouped, { interval: "profile", moderators: ["group"] })).toThrow(/moderators/);
  });

  it("is refused where it means nothing", () => {
    for (const options of [
      { interval: "wilson" as never },
      { interval: "student" as never },
      { studyInterval: "t" as never },
      { interval: "t", model: "bayes" },
      { interval: "t", as: "midas" },
      { prediction: "large" as never },
      { prediction: "penalized", correlation: 0 },
      { prediction: "penalized", model: "bayes", draws: 200 },
    ] as const) {
      expect(() => analyze(studies, options), JSON.stringify(options)).toThrow(InputError);
    }
    expect(() => analyze(studies, { interval: "wilson" as never })).toThrow(/studyInterval/);
  });
});

describe("few studies", () => {
  it("have intervals by t beside those by z, and the reason", () => {
    const { fit, smallSample } = analyze(studies, { leaveOneOut: false });
    expect(smallSample?.degreesOfFreedom).toBe(5);
    expect(smallSample?.summary).toEqual(summaryPoint(fit!, { interval: "t" }));
    expect(smallSample?.reason).toMatch(/simulated reviews of 6 studies .* 86% of cases, those by Student's t in 95%/);
  });

  it("have none where t was asked for, a program is stood in for, or studies are many", () => {
    expect(analyze(studies, { interval: "t", leaveOneOut: false }).smallSample).toBeNull();
    expect(analyze(studies, { as: "metandi", leaveOneOut: false }).smallSample).toBeNull();
    expect(analyze(loadFixture("scheidler"), { leaveOneOut: false }).smallSample).toBeNull();
  });

  it("are told which prediction holds more", () => {
    const plain = analyze(studies, { leaveOneOut: false });
    expect(plain.warnings.map(({ code }) => code)).toContain("short-prediction");
    expect(plain.penalizedPsi).toBeNull();
    const { fit, warnings, ...penalized } = analyze(studies, { prediction: "penalized", leaveOneOut: false });
    expect(warnings.map(({ code }) => code)).not.toContain("short-prediction");
    const psi = penalizedPsi(fit!);
    expect(penalized.penalizedPsi).toEqual(psi);
    expect(penalized.regions).toEqual(regions(fit!, { psi }));
    expect(penalized.predictionIntervals).toEqual(predictionIntervals(fit!, { psi }));
  });

  it("are not needed for the warning where a correlation is ±1", () => {
    const many = [...loadFixture("telomerase"), ...loadFixture("telomerase"), ...loadFixture("telomerase")].map(
      (study, i) => ({ ...study, id: `S${i}` }),
    );
    const { fit, warnings } = analyze(many, { leaveOneOut: false });
    expect(fit!.convergence.boundary).toBe("correlation");
    expect(warnings.find(({ code }) => code === "short-prediction")?.message).toMatch(/correlation of ±1/);
  });
});

describe("the figures in the sentences", () => {
  const page = readFileSync(new URL("../../examples/guide/coverage.md", import.meta.url), "utf8");
  const rows = (title: string): string[][] =>
    page
      .split(/^## /m)
      .find((section) => section.startsWith(title))!
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .map((line) => line.slice(2, -2).split(" | "));

  it.each([
    ["Exact model", SIMULATED_COVERAGE.binomial!],
    ["Normal model, REML", SIMULATED_COVERAGE.normal!],
  ])("are those of the page on coverage: %s", (title, simulated) => {
    const [head, , ...lines] = rows(title);
    for (const { k, z, t, estimated, penalized } of simulated) {
      const line = lines.find(([name]) => name === `${k} studies`)!;
      const of = (column: string): number => Math.round(Number(line[head!.indexOf(column)]));
      expect([z, t, estimated, penalized]).toEqual(["z", "t", "region, estimated", "region, penalized"].map(of));
    }
  });

  it("are those of the page on coverage: zero cells", () => {
    const lines = rows("Zero cells and the normal model").slice(2);
    const least = (text: string): number => Number(/\d+/.exec(text)?.[0]) / 100;
    const found = new Map(lines.map(([share, , coverage]) => [least(share!), Math.round(Number(coverage))]));
    for (const [share, covered] of SPARSE_COVERAGE) expect(found.get(share), String(share)).toBe(covered);
  });
});
