import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import * as core from "../src/index.js";

interface Bundle {
  /** Minified and compressed by gzip, in kB of 1,000 bytes. */
  readonly kB: number;
  /** Files that a page loads, with the bytes each adds; files of which nothing is left are not in it. */
  readonly files: ReadonlyMap<string, number>;
}

/** What a page would load that has these lines in its source. */
async function bundle(contents: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: new URL("../src", import.meta.url).pathname, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    // loaded when there is a workbook to read
    external: ["@e965/xlsx", "docx"],
    write: false,
    metafile: true,
  });
  const [output] = Object.values(metafile.outputs);
  return {
    kB: gzipSync(outputFiles[0]!.contents, { level: 9 }).length / 1000,
    files: new Map(
      Object.entries(output!.inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([file, { bytesInOutput }]) => [file, bytesInOutput]),
    ),
  };
}

/** Packages from which files of a bundle come. */
function packagesOf({ files }: Bundle): string[] {
  const names = [...files.keys()].flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/** What deals with printed numbers: audit, reproduction, reconstruction. Pages that pool studies have no need of it. */
const PRINTED = new Set([
  "analyzeReports",
  "auditReport",
  "auditRules",
  "identify",
  "oneVsRestReports",
  "parsePublished",
  "programNames",
  "readReports",
  "reconstruct",
  "reproduce",
  "reconstructStudies",
  "runProgram",
]);
const meta = Object.keys(core).filter((name) => !PRINTED.has(name));

// Budgets in kB: what it was when the budget was set, and room for growth. One model holds the climber, the comparison of all
// edges and its story; `analyze` holds every model that an option can name, the models of tests that `as: "metadta"` fits, the intervals of few studies,
// the checks of all that it is given, and the refits from a fit's landscape, which cost 4 kB and spare half of its time, and prior sensitivity and predictive checks of a posterior, 2 kB; `fitBinomial` the information
// of Laplace's approximation in closed form, 0.9 kB for half of that fit's time.
// Steps that grow from where a one-sided study bends, and a bound on work, cost 1.3 kB: without them counts of 0 beside 10⁹ never end.
// All of the figures holds the reader of judgements, and with it Papa Parse; a page that draws loads neither. It holds the figures of several
// tests, cut-offs, posteriors and references too, and all of the report their documents and words, and what writes Word documents.
const budgets: readonly (readonly [what: string, source: string, budget: number])[] = [
  ["one model: fitReitsma", 'export { fitReitsma } from "./index.js"', 16.5],
  ["one model: fitBinomial", 'export { fitBinomial } from "./index.js"', 24.5],
  [
    "a model from the file to the summary: readStudies, fitBinomial, summaryPoint, sroc",
    'export { readStudies, fitBinomial, summaryPoint, sroc } from "./index.js"',
    56,
  ],
  [
    "a whole meta-analysis: readStudies, parseStudies, analyze",
    'export { readStudies, parseStudies, analyze } from "./index.js"',
    153.5,
  ],
  ["dta-meta without what deals with printed numbers", `export { ${meta.join(", ")} } from "./index.js"`, 200],
  ["dta-meta, all of it", 'export * from "./index.js"', 265],
  ["dta-meta/figures, all of it", 'export * from "./figures.js"', 126],
  ["dta-meta/report, all of it", 'export * from "./report.js"', 164],
];

describe("what a page loads, minified and gzipped", () => {
  it.each(budgets)("%s", async (what, source, budget) => {
    const { kB } = await bundle(source);
    process.stdout.write(`${kB.toFixed(1).padStart(8)} kB of ${budget}  ${what}\n`);
    expect(kB).toBeLessThan(budget);
  });

  it("takes no package into one model, Papa Parse to read CSV, and beside it zod for published files alone", async () => {
    expect(packagesOf(await bundle('export { fitReitsma, fitBinomial, summaryPoint } from "./index.js"'))).toEqual([]);
    expect(packagesOf(await bundle('export { parseStudies, analyze } from "./index.js"'))).toEqual([]);
    expect(packagesOf(await bundle(`export { ${meta.join(", ")} } from "./index.js"`))).toEqual(["papaparse"]);
    expect(packagesOf(await bundle('export * from "./index.js"'))).toEqual(["papaparse", "zod"]);
  });

  it("takes mathjs into expressions, and nowhere else", async () => {
    const expressions = await bundle('export * from "./expressions.js"');
    expect(packagesOf(expressions)).toContain("mathjs");
    for (const entry of ["figures", "report"]) {
      expect(packagesOf(await bundle(`export * from "./${entry}.js"`)), entry).not.toContain("mathjs");
    }
  });

  it("takes the light zod: its checks, neither its classes nor its languages nor its JSON Schema writer", async () => {
    const { files } = await bundle('export * from "./index.js"');
    const zod = [...files].filter(([file]) => file.includes("node_modules/zod/"));
    expect(zod.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThan(35_000);
    expect(zod.map(([file]) => file).filter((file) => /classic|locales|to-json-schema/.test(file))).toEqual([]);
  });
});
