import { describe, expect, it } from "vitest";
import {
  overallJudgements,
  prismaFlow,
  quadas2,
  quadas3,
  quadasC,
  quadasCWith3,
  quadasPlot,
} from "../../src/figures.js";
import { prismaNumbers, quality } from "./drawings.js";
import { byClass, number, parseFigure, texts } from "./parse-figure.js";

const studies = quality(["A", "B", "C", "D", "E"]);

describe("quadasPlot", () => {
  it("draws bars whose lengths are the shares of the judgements", () => {
    const root = parseFigure(quadasPlot(studies));
    const bars = byClass(root, "bar");
    const lengths = new Map<string, number>();
    for (const bar of bars) {
      const row = `${number(bar, "y")}/${number(bar, "x") < 400}`;
      lengths.set(row, (lengths.get(row) ?? 0) + number(bar, "width"));
    }
    expect(lengths.size).toBe(7);
    const whole = [...lengths.values()][0]!;
    for (const length of lengths.values()) expect(length).toBeCloseTo(whole, 0);
    for (const bar of bars) expect(number(bar, "width")).toBeCloseTo((number(bar, "data-count") / 5) * whole, 0);
  });

  it("draws a light for each study and domain, an empty one where nothing was judged", () => {
    const root = parseFigure(quadasPlot(studies, { layout: "lights" }));
    expect(byClass(root, "lights")).toHaveLength(10);
    expect(byClass(root, "judgement")).toHaveLength(5 * 7 + 4); // and four in the legend
    expect(byClass(root, "missing")).toHaveLength(2);
  });

  it("carries each judgement in a symbol as well as a colour", () => {
    const root = parseFigure(quadasPlot(studies, { layout: "lights" }));
    const symbols = byClass(root, "lights").flatMap((row) => texts(row));
    expect(new Set(symbols)).toEqual(new Set(["+", "?", "−"]));
  });

  it("counts judgements in words, domain by domain", () => {
    const { description } = quadasPlot(studies);
    expect(description).toContain("Judgements of 5 studies by QUADAS-2.");
    expect(description).toMatch(/Risk of bias: Patient selection: .*Flow and timing: /);
    expect(description).toContain("Not judged 1");
  });

  it("takes QUADAS-3 and any other tool as data", () => {
    const assessed = [
      {
        id: "A",
        judgements: {
          bias: {
            participants: "low",
            indexTest: "insufficient information",
            targetCondition: "high",
            analysis: "low",
            overall: "high",
          },
          applicability: { participants: "low", indexTest: "low", targetCondition: "low", overall: "low" },
        },
      },
    ];
    expect(texts(parseFigure(quadasPlot(assessed, { schema: quadas3 })))).toContain("Insufficient information");
    const schema = {
      name: "Ours",
      judgements: [{ value: "yes", label: "Yes", symbol: "Y", role: "low" as const }],
      sections: [{ key: "s", label: "Section", domains: [{ key: "d", label: "Domain" }] }],
    };
    const own = quadasPlot([{ id: "A", judgements: { s: { d: "yes" } } }], { schema, layout: "lights" });
    expect(texts(parseFigure(own))).toEqual(expect.arrayContaining(["Section", "Domain", "Y"]));
  });

  it("refuses a judgement that the tool doesn't know, and no studies", () => {
    const wrong = [{ id: "A", judgements: { bias: { indexTest: "fine" } } }];
    expect(() => quadasPlot(wrong, { schema: quadas2 })).toThrow(
      /QUADAS-2 has no judgement "fine".*"low", "unclear", "high"/,
    );
    expect(() => quadasPlot([])).toThrow(/at least one study/);
  });
});

describe("prismaFlow", () => {
  it("writes every number with what it counts", () => {
    const figure = prismaFlow(prismaNumbers);
    const words = texts(parseFigure(figure)).join(" ").replaceAll("\u00a0", " ");
    for (const part of [
      "MEDLINE (n = 1822)",
      "Duplicates (n = 1107)",
      "Records screened (n = 13,113)",
      "Records excluded (n = 12,859)",
      "Reports not retrieved (n = 7)",
      "Studies included in review (n = 24)",
    ]) {
      expect(words).toContain(part);
      expect(figure.description.replaceAll("\u00a0", " ")).toContain(part);
    }
    expect(byClass(parseFigure(figure), "box")).toHaveLength(9);
    expect(byClass(parseFigure(figure), "stage")).toHaveLength(3);
  });

  it("leaves out the boxes whose numbers are not known", () => {
    const root = parseFigure(prismaFlow({ identified: [{ label: "MEDLINE", n: 10 }], includedStudies: 2 }));
    expect(byClass(root, "box")).toHaveLength(2);
    expect(byClass(root, "stage")).toHaveLength(2);
  });
});

describe("QUADAS-3, estimate by estimate", () => {
  const LOW = { participants: "low", indexTest: "low", targetCondition: "low", analysis: "low" };
  const bias = (changes: Record<string, string | null>) => ({ bias: { ...LOW, ...changes } });
  const unclear = "insufficient information";
  const derived = (changes: Record<string, string | null>) =>
    overallJudgements([{ id: "A", judgements: bias(changes) }], quadas3)[0]!.derived;

  it("has four domains of bias, three of applicability, and 4, 4, 8 and 4 questions", () => {
    const [risk, applicability] = quadas3.sections;
    expect(risk!.domains.map(({ questions }) => questions)).toEqual([4, 4, 8, 4]);
    expect(applicability!.domains.map(({ key }) => key)).toEqual(["participants", "indexTest", "targetCondition"]);
    expect(quadas3.judgements.map(({ value }) => value)).toEqual(["low", unclear, "high"]);
  });

  it("derives the overall judgement: any high is high, all low is low, anything else is insufficient information", () => {
    const values = ["low", unclear, "high", null];
    for (const a of values)
      for (const b of values)
        for (const c of values)
          for (const d of values) {
            const judged = [a, b, c, d];
            const expected = judged.includes("high")
              ? "high"
              : judged.includes(null)
                ? null
                : judged.includes(unclear)
                  ? unclear
                  : "low";
            expect(derived({ participants: a, indexTest: b, targetCondition: c, analysis: d })).toBe(expected);
          }
  });

  const assessments = [
    { id: "Smith 2004", of: "CT, 20 ng/mL", judgements: bias({ indexTest: "high", overall: "low" }) },
    { id: "Smith 2004", of: "MRI", judgements: bias({ analysis: unclear }) },
    { id: "Jones 2011", of: "CT", judgements: bias({ overall: "low" }) },
  ];

  it("draws a row an estimate, with the overall judgement by its rule where none was entered", () => {
    const figure = quadasPlot(assessments, { schema: quadas3, layout: "lights" });
    const root = parseFigure(figure);
    expect(texts(root)).toEqual(expect.arrayContaining(["Estimate", "Overall", "Smith 2004: CT, 20 ng/mL"]));
    const rows = byClass(root, "lights").filter((_, i) => i % 2 === 0);
    expect(rows.map((row) => texts(row).join(""))).toEqual(["+−+++", "+++??", "+++++"]);
    expect(figure.description).toContain("Judgements of 3 estimates by QUADAS-3.");
  });

  it("says where an overall judgement that was entered is not what the rule gives", () => {
    for (const layout of ["bars", "lights"] as const) {
      const figure = quadasPlot(assessments, { schema: quadas3, layout });
      expect(texts(parseFigure(figure)).join(" ")).toContain(
        "Smith 2004: CT, 20 ng/mL, Risk of bias: the overall judgement was entered as low; by the tool’s rule it is high.",
      );
      expect(figure.description.match(/by the tool’s rule/g)).toHaveLength(1);
    }
  });

  it("draws comparisons by QUADAS-C, with the domains' names of either tool", () => {
    const judgements = { bias: { patientSelection: "low", indexTest: "high" } };
    const figure = quadasPlot(
      ["CT against MRI", "CT against US"].map((of) => ({ id: "Smith 2004", of, judgements })),
      { schema: quadasC },
    );
    expect(figure.description).toContain("Judgements of 2 comparisons by QUADAS-C.");
    expect(quadasCWith3.sections[0]!.domains.map(({ key }) => key)).toEqual(Object.keys(LOW));
  });
});
