import { afterEach, describe, expect, it, vi } from "vitest";
import { plotCommand } from "../../src/cli/plot.js";
import { byClass, parseFigure, texts } from "../figures/parse-figure.js";
import { type Inputs, type Outcome, runCommand } from "./harness.js";

const AUDITC = "fixtures/auditc/data.csv";

interface Plotted extends Outcome {
  readonly written: Readonly<Record<string, Uint8Array>>;
}

async function plot(args: readonly string[], inputs: Inputs = {}): Promise<Plotted> {
  const written: Record<string, Uint8Array> = {};
  return { ...(await runCommand([plotCommand], ["plot", ...args], { ...inputs, written })), written };
}

const read = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** A refusal: exit code 2, nothing on standard output, no file, one message. */
async function refusal(args: readonly string[], inputs?: Inputs): Promise<string> {
  const { exitCode, stdout, stderr, written } = await plot(args, inputs);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(Object.keys(written)).toEqual([]);
  expect(stderr.match(/^error: /gm)).toHaveLength(1);
  expect(stderr).not.toContain("failed where it should not have");
  return stderr;
}

describe("dta plot", () => {
  it.each([
    "forest",
    "sroc",
    "deeks",
    "fagan",
    "frequency-tree",
    "lr-matrix",
    "predictive-values",
    "influence",
    "leave-one-out",
    "bivariate-boxplot",
    "galbraith",
  ])("draws %s to standard output", async (kind) => {
    const { exitCode, stdout, stderr } = await plot([kind, AUDITC, "--prior", "0.2", "--model", "reitsma"]);
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    expect(parseFigure({ svg: stdout.trimEnd() }).getAttribute("role")).toBe("img");
  });

  it.each(["network", "comparison-sroc", "comparison-forest", "differences", "agreement"])(
    "draws %s of several tests",
    async (kind) => {
      const { exitCode, stdout, stderr } = await plot([
        kind,
        "fixtures/ascus/data.csv",
        "--test",
        "test",
        "--model",
        "reitsma",
      ]);
      expect(stderr).toBe("");
      expect(exitCode).toBe(0);
      expect(parseFigure({ svg: stdout.trimEnd() }).getAttribute("role")).toBe("img");
    },
  );

  it.each([
    "thresholds",
    "youden",
    "densities",
    "sroc-cutoffs",
    "cutoff-ratios",
    "cutoff-predictive-values",
    "linearity",
  ])("draws %s of several cut-offs", async (kind) => {
    const csv =
      "study,cutoff,tp,fp,fn,tn\nA,20,70,40,30,160\nA,40,45,12,55,188\nB,15,44,50,6,50\nB,30,30,15,20,85\nC,25,80,30,40,120\nD,20,30,22,10,78";
    const { exitCode, stdout } = await plot([kind, "-", "--widths", "common", "--prevalence", "0.2"], { stdin: csv });
    expect(exitCode).toBe(0);
    expect(parseFigure({ svg: stdout.trimEnd() }).getAttribute("role")).toBe("img");
    if (kind !== "cutoff-predictive-values") return;
    expect(await refusal([kind, "-"], { stdin: csv })).toMatch(/--prevalence 0\.2/);
  });

  it("draws prior and posterior of --model bayes, and a grid of references", async () => {
    const bayes = await plot(["prior-posterior", AUDITC, "--model", "bayes", "--draws", "1000"]);
    expect(bayes.exitCode).toBe(0);
    expect(texts(parseFigure({ svg: bayes.stdout.trimEnd() })).join()).toContain("Prior (cochrane)");
    expect(await refusal(["prior-posterior", AUDITC])).toMatch(/needs a posterior: --model bayes/);
    const grid = await plot([
      "reference-grid",
      AUDITC,
      "--reference-sensitivity",
      "0.9,1",
      "--reference-specificity",
      "1",
    ]);
    expect(byClass(parseFigure({ svg: grid.stdout.trimEnd() }), "scenario")).toHaveLength(4);
  });

  it("wants the column of the tests, and no flags of other sources", async () => {
    const ascus = "fixtures/ascus/data.csv";
    expect(await refusal(["network", ascus])).toMatch(/--test COLUMN is needed/);
    expect(await refusal(["sroc", ascus, "--test", "test"])).toMatch(/--test means nothing to the figure "sroc"/);
    expect(await refusal(["network", ascus, "--test", "test", "--scale", "log"])).toMatch(/--scale means nothing/);
    const indirect = ["differences", "fixtures/scheidler/data.csv", "--test", "modality", "--model", "reitsma"];
    expect(await refusal(indirect)).toMatch(/differences needs studies that have a test and the reference both/);
  });

  it("writes an SVG file, with options passed on", async () => {
    const options = ["--model", "reitsma", "--theme", "journal", "--width", "400", "--title", "AUDIT-C", "--labels"];
    const { written, stdout } = await plot(["sroc", AUDITC, "-o", "out.svg", ...options]);
    expect(stdout).toBe("");
    const root = parseFigure({ svg: read(written["out.svg"]).trimEnd() });
    expect(root.getAttribute("width")).toBe("400");
    expect(texts(root)).toEqual(expect.arrayContaining(["AUDIT-C", "S03"]));
  });

  it("writes a PNG of the figure's size at the resolution asked for", async () => {
    const { written, exitCode } = await plot(["deeks", AUDITC, "-o", "out.png", "--dpi", "192"]);
    expect(exitCode).toBe(0);
    const png = Buffer.from(written["out.png"]!);
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    const svg = (await plot(["deeks", AUDITC])).stdout;
    expect(png.readUInt32BE(16)).toBe(2 * Number(/width="(\d+)"/.exec(svg)![1]));
  });

  it("sets the text of a PNG in the font it brings along", async () => {
    const sizes = await Promise.all(
      ["short", "a much longer title above the figure"].map(async (title) => {
        const { written } = await plot(["deeks", AUDITC, "-o", "out.png", "--dpi", "96", "--title", title]);
        return written["out.png"]!.length;
      }),
    );
    expect(sizes[1]! - sizes[0]!).toBeGreaterThan(200); // without a font both would be blank there
  });

  it("writes a PDF of the figure's size with embedded fonts", async () => {
    const { written } = await plot(["fagan", AUDITC, "-o", "out.pdf", "--prior", "0.2", "--model", "reitsma"]);
    const pdf = Buffer.from(written["out.pdf"]!).toString("latin1");
    expect(pdf.startsWith("%PDF-")).toBe(true);
    expect(pdf).toContain("Arimo");
    expect(pdf).toMatch(/\/MediaBox \[0 0 390 /); // 520 px are 390 points
  });

  it("draws subgroups as groups of one plot", async () => {
    const { stdout } = await plot(["sroc", "fixtures/scheidler/data.csv", "--by", "modality", "--model", "reitsma"]);
    const root = parseFigure({ svg: stdout.trimEnd() });
    expect(byClass(root, "summary")).toHaveLength(3);
    expect(texts(root).filter((text) => /^(CT|LAG|MRI) \(k = \d+\), AUC/.test(text))).toHaveLength(3);
    const forest = await plot([
      "forest",
      "fixtures/scheidler/data.csv",
      "--by",
      "modality",
      "--model",
      "reitsma",
      "--weights",
    ]);
    expect(texts(parseFigure({ svg: forest.stdout.trimEnd() }))).toEqual(
      expect.arrayContaining(["modality: LAG", "Subgroup summary", "Weight", "95% prediction interval"]),
    );
  });

  it("draws quality judgements from MetaDTA's columns and from words", async () => {
    const coded = await plot(["quadas", "fixtures/iqcode/data.csv", "--layout", "lights"]);
    const root = parseFigure({ svg: coded.stdout.trimEnd() });
    expect(byClass(root, "lights")).toHaveLength(26);
    // Flicker 1997: patient selection 2 (high), flow and timing 3 (unclear), applicability of patient selection 1 (low)
    const [bias, applicability] = byClass(root, "lights");
    expect(texts(bias!)).toEqual(["−", "−", "−", "?"]);
    expect(texts(applicability!)[0]).toBe("+");
    const csv = "study,Risk of bias: Index test,applicability.indexTest\nA,Low,HIGH\nB,unclear,\n";
    const { stdout } = await plot(["quadas", "-"], { stdin: csv });
    expect(parseFigure({ svg: stdout.trimEnd() }).getElementsByTagName("desc")[0]?.textContent).toMatch(
      /Index test: Low 1, Unclear 1.*Index test: High 1, Not judged 1/,
    );
  });

  it.each(["low", "Low risk", "L", "+", "Low concern", "1"])("reads the judgement %j as low", async (answer) => {
    const { stdout } = await plot(["quadas", "-"], { stdin: `study,bias.indexTest\nA,${answer}\nB,+\nC,-\n` });
    expect(parseFigure({ svg: stdout.trimEnd() }).getElementsByTagName("desc")[0]?.textContent).toMatch(
      /Index test: Low 2, High 1/,
    );
  });

  it("draws pies of judgements from a second file, colours and numbers in an SROC plot", async () => {
    const reitsma = ["--model", "reitsma"];
    const pies = await plot(["sroc", "fixtures/iqcode/data.csv", "--quality", "fixtures/iqcode/data.csv", ...reitsma]);
    expect(byClass(parseFigure({ svg: pies.stdout.trimEnd() }), "slice")).toHaveLength(52);
    const { stdout } = await plot([
      "sroc",
      "fixtures/scheidler/data.csv",
      "--color-by",
      "modality",
      "--numbers",
      ...reitsma,
    ]);
    expect(texts(parseFigure({ svg: stdout.trimEnd() })).filter((text) => /^modality: /.test(text))).toHaveLength(3);
  });

  it("draws an SROC plot without its regions where they are not wanted", async () => {
    const drawn = async (...flags: string[]): Promise<string> =>
      texts(parseFigure({ svg: (await plot(["sroc", AUDITC, "--model", "reitsma", ...flags])).stdout.trimEnd() })).join(
        " ",
      );
    expect(await drawn()).toMatch(/confidence region.*prediction region/);
    expect(await drawn("--without-confidence-region")).not.toContain("confidence region");
    const curve = await drawn("--without-confidence-region", "--without-prediction-region");
    expect(curve).not.toContain("prediction region");
    expect(curve).toContain("Summary");
  });

  it("draws QUADAS-3 estimate by estimate", async () => {
    const header = "study,estimate,bias.participants,bias.indexTest,bias.targetCondition,bias.analysis,bias.overall";
    const stdin = `${header}\nSmith,CT,low,low,low,low,\nSmith,MRI,low,high,insufficient information,low,low\n`;
    const { stdout } = await plot(["quadas", "-", "--schema", "quadas-3", "--layout", "lights"], { stdin });
    const root = parseFigure({ svg: stdout.trimEnd() });
    expect(texts(root)).toEqual(expect.arrayContaining(["Smith: CT", "Smith: MRI"]));
    expect(texts(byClass(root, "lights")[0]!)).toEqual(["+", "+", "+", "+", "+"]);
    expect(texts(root).join(" ")).toContain("entered as low; by the tool’s rule it is high");
  });

  it("refuses sizes that no picture can have, and options that the figure doesn't have", async () => {
    expect(await refusal(["sroc", AUDITC, "--width", "10000000"])).toMatch(/from 40 to 20000/);
    expect(await refusal(["sroc", AUDITC, "--dpi", "20000", "-o", "out.png"])).toMatch(/from 10 to 2400/);
    expect(await refusal(["sroc", AUDITC, "--width", "20000", "--dpi", "2400", "-o", "out.png"])).toMatch(
      /million pixels; at most 100 million/,
    );
    expect(await refusal(["fagan", AUDITC, "--prior", "0.2", "--layout", "bars"])).toMatch(
      /--layout means nothing to the figure "fagan"/,
    );
  });

  it("draws a PRISMA diagram from JSON", async () => {
    const numbers = { identified: [{ label: "MEDLINE", n: 1822 }], screened: 1700, includedStudies: 12 };
    const { stdout } = await plot(["prisma", "-"], { stdin: JSON.stringify(numbers) });
    expect(texts(parseFigure({ svg: stdout.trimEnd() })).join(" ")).toContain("Studies included in review");
  });

  it("draws three studies, says that they were not pooled, and ends well", async () => {
    const csv = "study,tp,fp,fn,tn\nA,10,2,3,40\nB,20,5,4,60\nC,7,1,1,30\n";
    const { exitCode, stdout } = await plot(["forest", "-"], { stdin: csv });
    expect(exitCode).toBe(0);
    expect(texts(parseFigure({ svg: stdout.trimEnd() }))).toContain("Summary: not pooled");
  });

  it("refuses what it can't draw, and says what would be right", async () => {
    expect(await refusal(["srok", AUDITC])).toMatch(
      /there is no figure "srok"; did you mean "sroc"\? there are forest, sroc/,
    );
    expect(await refusal(["sroc", AUDITC, "-o", "out.gif"])).toMatch(/must end in \.svg, \.png or \.pdf/);
    expect(await refusal(["fagan", AUDITC])).toMatch(/--prior 0\.2/);
    expect(await refusal(["forest", AUDITC, "--measures", "kappa"])).toMatch(/there is no measure "kappa"/);
    expect(await refusal(["sroc", AUDITC, "-o", "/nowhere/out.svg"])).toMatch(/cannot be written/);
    expect(await refusal(["sroc", "no-such-file.csv"])).toMatch(/there is no such file/);
    expect(await refusal(["quadas", AUDITC])).toMatch(/no column holds judgements of QUADAS-2/);
    expect(await refusal(["quadas", "-"], { stdin: "study,rob_PS\nA,fine\n" })).toMatch(/no judgement "fine"/);
    expect(await refusal(["prisma", "-"], { stdin: '{"identified": 3}' })).toMatch(/whole numbers/);
    expect(await refusal(["quadas", "-"], { stdin: '[{"id": 3}]' })).toMatch(/quality judgements/);
    const three = { stdin: "study,tp,fp,fn,tn\nA,10,2,3,40\nB,20,5,4,60\nC,7,1,1,30\n" };
    expect(await refusal(["influence", "-"], three)).toMatch(/needs a fit/);
  });
});

describe("without the optional packages", () => {
  afterEach(() => {
    vi.doUnmock("@resvg/resvg-js");
    vi.doUnmock("pdfkit");
    vi.resetModules();
  });

  it.each([
    ["png", "@resvg/resvg-js", "npm install @resvg/resvg-js"],
    ["pdf", "pdfkit", "npm install pdfkit svg-to-pdfkit"],
  ])("a %s is refused with the command that installs what is missing", async (format, name, command) => {
    vi.resetModules();
    vi.doMock(name, () => {
      throw new Error(`Cannot find package '${name}'`);
    });
    const fresh = await import("../../src/cli/plot.js");
    const harness = await import("./harness.js");
    const outcome = await harness.runCommand([fresh.plotCommand], ["plot", "deeks", AUDITC, "-o", `out.${format}`]);
    expect(outcome.exitCode).toBe(2);
    expect(outcome.stderr).toContain(command);
    expect(outcome.stderr).toContain("SVG works without");
  });
});
