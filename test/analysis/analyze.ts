import { describe, expect, it } from "vitest";
import { type Analysis, analyze } from "../../src/analysis/analyze.js";
import { InputError } from "../../src/base/errors.js";
import { influence } from "../../src/inference/influence/influence.js";
import { leaveOneOut } from "../../src/inference/influence/leave-one-out.js";
import { summaryPoint } from "../../src/inference/point/summary-point.js";
import { fitBinomial } from "../../src/models/binomial/fit-binomial.js";
import { fitReitsma } from "../../src/models/normal/fit-reitsma.js";
import { reportHtml } from "../../src/report.js";
import { loadFixture } from "../fixtures.js";

const auditc = loadFixture("auditc");

/** Everything in a result that JSON would not carry over. */
function notPlain(value: unknown, path = "analysis"): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (value === undefined) return [`${path} is undefined`];
  if (value === null || typeof value !== "object") return typeof value === "function" ? [`${path} is a function`] : [];
  return Object.entries(value).flatMap(([key, inner]) => notPlain(inner, `${path}.${key}`));
}

/** Tries the whole analysis: on all data sets, or on small ones. */
export function testAnalyze(thorough: boolean): void {
  const itLong = it.runIf(thorough);

  describe("analyze", () => {
    it("fits the exact binomial model unless told otherwise", () => {
      const analysis = analyze(auditc);
      expect(analysis.fit?.model).toBe("binomial");
      expect(analysis.summary).toEqual(summaryPoint(fitBinomial(auditc)));
      const reitsma = analyze(auditc, { model: "reitsma" });
      expect(reitsma.fit).toEqual(fitReitsma(auditc));
    });

    it("gives all of it: curve, regions, heterogeneity, Deeks, studies, influence, leave-one-out", () => {
      const analysis = analyze(auditc, { prior: 0.2 });
      expect(analysis.hsroc?.lambda.estimate).toBeGreaterThan(3);
      expect(analysis.sroc?.curve.length).toBeGreaterThan(100);
      expect(analysis.auc?.lower).toBeLessThan(analysis.auc?.estimate ?? 0);
      expect(analysis.regions?.confidence?.length).toBeGreaterThan(100);
      expect(analysis.heterogeneity?.bivariate.iSquared).toBeCloseTo(0.83, 2);
      expect(analysis.deeks.df).toBe(12);
      expect(analysis.quadrant?.meaning).toBe("exclusion only");
      expect(analysis.posttest?.posttestPositive.estimate).toBeGreaterThan(0.5);
      expect(analysis.naturalFrequencies?.map(({ prevalence }) => prevalence)).toEqual([0.2]);
      expect(analysis.leaveOneOut?.map(({ omitted }) => omitted)).toEqual(auditc.map(({ id }) => id));
      expect(analysis.studies.map(({ id }) => id)).toEqual(auditc.map(({ id }) => id));
      for (const study of analysis.studies) {
        expect(study.empiricalBayes?.sensitivity.estimate).toBeGreaterThan(0);
        expect(study.influence?.cooksDistance).toBeGreaterThan(0);
      }
      expect(analysis).toMatchObject({ subgroups: null, clusterRobust: null, moderatorTest: null, narrative: null });
    });

    it("refits without each study once for both looks, which are those of their own functions", () => {
      for (const model of thorough ? (["binomial", "reitsma"] as const) : (["reitsma"] as const)) {
        const analysis = analyze(loadFixture("catheter_semi_quantitative"), { model });
        expect(analysis.leaveOneOut).toEqual(leaveOneOut(analysis.fit!));
        const influences = influence(analysis.fit!).map(({ id: _, ...rest }) => rest);
        expect(analysis.studies.filter((study) => study.excluded === null).map((study) => study.influence)).toEqual(
          influences,
        );
      }
    });

    it("tells its progress, keeps it out of the result, and stops when it is told to", () => {
      const seen: (readonly [number, number])[] = [];
      const onProgress = (done: number, total: number) => seen.push([done, total]);
      const analysis = analyze(auditc, { model: "reitsma", onProgress });
      expect(seen).toEqual(Array.from({ length: 15 }, (_, i) => [i + 1, 15]));
      expect(analysis).toEqual(analyze(auditc, { model: "reitsma" }));

      seen.length = 0;
      analyze(auditc, { model: "reitsma", leaveOneOut: false, onProgress });
      expect(seen).toEqual([[1, 1]]);

      const controller = new AbortController();
      const stop = (done: number) => {
        if (done === 3) controller.abort(new Error("enough"));
      };
      expect(() => analyze(auditc, { signal: controller.signal, onProgress: stop })).toThrow("enough");
      expect(() => analyze(auditc, { signal: AbortSignal.abort(new Error("not at all")) })).toThrow("not at all");
    });

    it("is plain data on easy and on hard data sets", () => {
      for (const name of thorough ? ["auditc", "telomerase", "gould", "glas_bta", "xpert"] : ["telomerase"]) {
        for (const model of ["binomial", "reitsma"] as const) {
          const analysis = analyze(loadFixture(name), { model, prior: 0.1 });
          expect(notPlain(analysis), `${name}, ${model}`).toEqual([]);
          expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
        }
      }
    });

    it("narrates fewer than four tables instead of pooling them (as Zhao 2026 did with three MRI studies)", () => {
      const three = [
        { id: "MRI 1", tp: 6, fp: 1, fn: 1, tn: 17 },
        { id: "MRI 2", tp: 34, fp: 5, fn: 5, tn: 11 },
        { id: "MRI 3", tp: 33, fp: 4, fn: 4, tn: 33 },
      ];
      const analysis = analyze(three, { prior: 0.2 });
      expect(analysis).toMatchObject({ k: 3, fit: null, summary: null, sroc: null, auc: null, posttest: null });
      expect(analysis.narrative).toBe(
        "Not pooled: 3 usable tables where at least 4 are needed for a bivariate meta-analysis. " +
          "Sensitivity ranged from 0.857 to 0.892 (MRI 1 0.857, MRI 2 0.872, MRI 3 0.892). " +
          "Specificity ranged from 0.688 to 0.944 (MRI 1 0.944, MRI 2 0.688, MRI 3 0.892).",
      );
      expect(analysis.studies).toHaveLength(3);
      expect(analyze(three, { minStudies: 3 }).fit?.k).toBe(3);
      expect(analyze([]).narrative).toMatch(/^Not pooled: 0 usable tables/);
    });

    it("narrates too few studies before it asks anything else of them", () => {
      const one = [{ id: "A", tp: 0, fp: 2, fn: 0, tn: 5, covariates: { test: "CT" } }];
      expect(analyze(one).narrative).toMatch(/^Not pooled: 1 usable table where at least 4 are needed/);
      expect(analyze(one, { moderators: ["test"] }).fit).toBeNull();
      expect(analyze(one, { model: "reitsma", moderators: ["test"] }).fit).toBeNull();
      const two = auditc.slice(0, 2);
      expect(analyze(two, { model: "reitsma", method: "mm", minStudies: 1 }).fit?.k).toBe(2);
      expect(analyze(two.slice(1), { model: "reitsma", method: "mm", minStudies: 1 }).fit).toBeNull();
    });

    it("draws, writes and stays plain where a logit has no estimate, and as mada with a study of nobody", () => {
      const perfect = [
        { id: "A", tp: 22, fp: 0, fn: 0, tn: 13 },
        { id: "B", tp: 29, fp: 15, fn: 0, tn: 45 },
        { id: "C", tp: 29, fp: 14, fn: 0, tn: 20 },
        { id: "D", tp: 44, fp: 18, fn: 0, tn: 6 },
      ];
      const analysis = analyze(perfect, { prior: 0.3 });
      expect(analysis.fit?.convergence.converged).toBe(false);
      expect(reportHtml(analysis)).toContain("The summary has no likelihood ratios that log axes could show.");
      const empty = { id: "nobody", tp: 0, fp: 0, fn: 0, tn: 0 };
      expect(notPlain(analyze([...auditc, empty], { as: "mada" }))).toEqual([]);
      expect(notPlain(analyze(auditc.slice(0, 2), { as: "mada", minStudies: 2 }))).toEqual([]);
    });

    itLong("warns of repeated clusters and gives the cluster-robust answer beside the model's", () => {
      const analysis = analyze(loadFixture("smoking"), { model: "reitsma" });
      expect(analysis.warnings.find(({ code }) => code === "repeated-clusters")?.message).toMatch(
        /39 of 51 tables share a cluster/,
      );
      expect(analysis.clusterRobust?.robustness?.clusters).toBe(26);
      expect(analysis.clusterRobust?.summary?.sensitivity.estimate).toBe(analysis.summary?.sensitivity.estimate);
      expect(analysis.clusterRobust?.summary?.sensitivity.lower).not.toBe(analysis.summary?.sensitivity.lower);
    });

    it("takes rows of one name for one cluster", () => {
      const repeated = [...auditc, { ...auditc[0]!, tp: 50 }];
      const analysis = analyze(repeated, { model: "reitsma" });
      expect(analysis.warnings.map(({ code }) => code)).toContain("repeated-clusters");
      expect(analysis.clusterRobust?.robustness?.clusters).toBe(14);
    });

    it("answers with moderators: coefficients, their test, predictions, and no single summary point", () => {
      const analysis = analyze(loadFixture("scheidler"), { moderators: ["modality"], model: "reitsma" });
      expect(analysis.summary).toBeNull();
      expect(analysis.moderatorTest?.df).toBe(4);
      expect(analysis.predictions.map(({ at }) => at.modality)).toEqual(["CT", "LAG", "MRI"]);
      expect(analysis.leaveOneOut).toHaveLength(44);
    });

    itLong("compares subgroups", () => {
      const { subgroups } = analyze(loadFixture("scheidler"), { by: "modality", leaveOneOut: false });
      expect(subgroups?.levels.map(({ level, k }) => [level, k])).toEqual([
        ["CT", 17],
        ["LAG", 17],
        ["MRI", 10],
      ]);
      expect(subgroups?.joint.df).toBe(4);
    });

    it("says which study is not in the model, and why", () => {
      const studies = [...auditc, { id: "No cases", tp: 0, fp: 3, fn: 0, tn: 40 }];
      const excludedBy = (analysis: Analysis) => analysis.studies.at(-1)?.excluded;
      expect(excludedBy(analyze(studies, { model: "reitsma" }))).toMatch(/no diseased participants/);
      expect(excludedBy(analyze(studies))).toBeNull();
    });

    itLong("leaves the rows of studies out where there are very many, and says so", () => {
      const many = Array.from({ length: 10_001 }, (_, i) => ({ ...auditc[i % 14]!, id: `${i}` }));
      const analysis = analyze(many, { model: "reitsma" });
      expect(analysis.studies).toEqual([]);
      expect(analysis.warnings.map(({ code }) => code)).toContain("no-study-rows");
      expect(analysis.leaveOneOut).toBeNull();
    });

    it("refuses options that belong to the other model, or make no sense", () => {
      expect(() => analyze(auditc, { method: "ml" })).toThrow(/method belongs to the normal-normal model/);
      expect(() => analyze(auditc, { model: "reitsma", nodes: 7 })).toThrow(/nodes belongs to the binomial model/);
      expect(() => analyze(auditc, { prior: 20 })).toThrow(InputError);
      expect(() => analyze(auditc, { by: "colour" })).toThrow(/no study has a value of "colour"/);
    });

    it("computes what midas prints (telomerase, printed by Stata; Nyaga & Arbyn 2023)", () => {
      const analysis = analyze(loadFixture("telomerase"), { as: "midas" });
      expect(analysis.fit?.method).toMatch(/7 nodes/);
      expect(analysis.program?.quantities["tests.sharedIntercept.chiSquared"]?.estimate).toBeCloseTo(90.145, 3);
      const { estimate, lower, upper, interval } = analysis.auc!;
      expect([estimate, lower, upper].map((value) => value?.toFixed(2))).toEqual(["0.84", "0.81", "0.87"]);
      expect(interval).toBe("program");
      expect(notPlain(analysis)).toEqual([]);
    });

    it("computes what the other programs print, with their own models", () => {
      const studies = loadFixture("auditc");
      expect(analyze(studies, { as: "metandi" }).fit?.options).toMatchObject({ nodes: 5 });
      const mada = analyze(studies, { as: "mada" });
      expect(mada.fit).toMatchObject({ model: "normal", options: { correction: { when: "all" } } });
      // mada vignette: AUC 0.887 by 98 trapezoids over 99 points; regions by the χ² distribution
      expect(mada.auc?.estimate?.toFixed(3)).toBe("0.887");
      expect(mada.regions?.critical).toBe("chi-squared");
      const metaDisc = analyze(studies, { as: "meta-disc" });
      expect(metaDisc.fit).toBeNull();
      expect(metaDisc.narrative).toMatch(/fits no bivariate model/);
      expect(Object.keys(metaDisc.program?.quantities ?? {})).toContain("plr");
      expect(analyze(studies).program).toBeNull();
    });

    it("refuses options beside `as` that contradict the program", () => {
      expect(() => analyze(auditc, { as: "midas", nodes: 21 })).toThrow(/nodes can't be chosen beside as: "midas"/);
      expect(() => analyze(auditc, { as: "stata" as "midas" })).toThrow(/as must be one of midas/);
    });
  });
}
