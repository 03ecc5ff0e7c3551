import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import ts from "typescript";
import type { Shape } from "../../src/base/shape.js";

const root = resolve(import.meta.dirname, "../..");

/** Which types are written to which file; what a file below has, a later one refers to. */
const FILES = [
  {
    path: "src/models/core-shapes.ts",
    types: [
      ...["BetweenStudy", "Coefficient", "Convergence", "DesignInfo", "Exclusion", "AppliedCorrection", "Warning"].map(
        (type) => ({ type, from: "src/models/fit-core.ts" }),
      ),
      { type: "Study", from: "src/tables/study.ts" },
      { type: "Correction", from: "src/tables/correction.ts" },
      { type: "Estimate", from: "src/base/estimate.ts" },
      { type: "PartialEstimate", from: "src/base/estimate.ts" },
    ],
    name: "coreShapes",
    below: [],
  },
  {
    path: "src/models/fit-shapes.ts",
    types: [{ type: "BivariateFit", from: "src/models/fit.ts" }],
    name: "fitShapes",
    below: [{ name: "coreShapes", path: "./core-shapes.js" }],
  },
  {
    path: "src/analysis/analysis-shapes.ts",
    types: [{ type: "Analysis", from: "src/analysis/analyze.ts" }],
    name: "analysisShapes",
    below: [{ name: "fitShapes", path: "../models/fit-shapes.js" }],
  },
  {
    path: "src/published/paper-shapes.ts",
    types: [{ type: "Paper", from: "src/published/extract/paper.ts" }],
    name: "paperShapes",
    below: [],
  },
  {
    path: "src/report/document-shapes.ts",
    types: [{ type: "Document", from: "src/report/render/document.ts" }],
    name: "documentShapes",
    below: [],
  },
  {
    path: "src/published/audit/audit-shapes.ts",
    types: [{ type: "Audit", from: "src/published/audit/audit-report.ts" }],
    name: "auditShapes",
    below: [],
  },
  {
    path: "src/models/comparative/comparative-shapes.ts",
    types: [{ type: "ComparativeFit", from: "src/models/comparative/comparative-fit.ts" }],
    name: "comparativeShapes",
    below: [{ name: "coreShapes", path: "../core-shapes.js" }],
  },
  {
    path: "src/inference/comparative/comparison-shapes.ts",
    types: [{ type: "TestComparison", from: "src/inference/comparative/test-comparison.ts" }],
    name: "comparisonShapes",
    below: [{ name: "comparativeShapes", path: "../../models/comparative/comparative-shapes.js" }],
  },
  {
    path: "src/models/thresholds/threshold-shapes.ts",
    types: [{ type: "ThresholdFit", from: "src/models/thresholds/threshold-fit.ts" }],
    name: "thresholdShapes",
    below: [{ name: "coreShapes", path: "../core-shapes.js" }],
  },
  {
    path: "src/inference/thresholds/threshold-analysis-shapes.ts",
    types: [
      { type: "ThresholdAnalysis", from: "src/inference/thresholds/analyze-thresholds.ts" },
      { type: "ThresholdCurves", from: "src/inference/thresholds/threshold-curves.ts" },
      { type: "ThresholdLinearity", from: "src/inference/thresholds/threshold-linearity.ts" },
    ],
    name: "thresholdAnalysisShapes",
    below: [{ name: "thresholdShapes", path: "../../models/thresholds/threshold-shapes.js" }],
  },
  {
    path: "src/inference/reference/grid-shapes.ts",
    types: [
      { type: "ReferenceSensitivityAnalysis", from: "src/inference/reference/reference-sensitivity-analysis.ts" },
    ],
    name: "gridShapes",
    below: [{ name: "coreShapes", path: "../../models/core-shapes.js" }],
  },
  {
    path: "src/programs/diagmeta/linear-shapes.ts",
    types: [{ type: "LinearThresholdFit", from: "src/programs/diagmeta/linear-fit.ts" }],
    name: "linearShapes",
    below: [{ name: "coreShapes", path: "../../models/core-shapes.js" }],
  },
  {
    path: "src/figures/figure-shapes.ts",
    types: [
      { type: "ForestInput", from: "src/figures/forest/forest-options.ts" },
      { type: "SrocGroup", from: "src/figures/sroc/sroc-options.ts" },
      { type: "LikelihoodRatioMatrixInput", from: "src/figures/probability/likelihood-ratio-matrix.ts" },
      { type: "PredictiveValueRow", from: "src/figures/probability/predictive-value-curve.ts" },
      { type: "FaganInput", from: "src/figures/probability/fagan-nomogram.ts" },
      { type: "FrequencyTreeInput", from: "src/figures/probability/frequency-tree.ts" },
      { type: "DeeksInput", from: "src/figures/checks/deeks-plot.ts" },
      { type: "LeaveOneOutInput", from: "src/figures/checks/leave-one-out-plot.ts" },
      { type: "StudyInfluence", from: "src/inference/influence/influence.ts" },
      { type: "Galbraith", from: "src/inference/heterogeneity/galbraith.ts" },
      { type: "BivariateBoxplot", from: "src/inference/heterogeneity/bivariate-boxplot.ts" },
      { type: "PriorPosteriorCurve", from: "src/inference/bayes/prior-posterior.ts" },
      { type: "PrismaInput", from: "src/figures/quality/prisma-flow.ts" },
      { type: "QualityAssessment", from: "src/figures/quality/quadas-data.ts" },
      { type: "QualitySchema", from: "src/figures/quality/quadas-data.ts" },
    ],
    name: "figureShapes",
    below: [{ name: "coreShapes", path: "../models/core-shapes.js" }],
  },
] as const;

class Writer {
  readonly shapes: Record<string, Shape> = {};
  private readonly names = new Map<ts.Type, string>();
  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly known: Readonly<Record<string, Shape>>,
  ) {}

  shapeOf(type: ts.Type, at: ts.Node): Shape {
    const { flags } = type;
    if (flags & ts.TypeFlags.Null) return null;
    if (type.isStringLiteral() || type.isNumberLiteral()) return { is: type.value };
    if (flags & ts.TypeFlags.BooleanLiteral) return { is: this.checker.typeToString(type) === "true" };
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return "anything";
    if (flags & ts.TypeFlags.NumberLike) return "number";
    if (flags & ts.TypeFlags.StringLike) return "text";
    if (flags & ts.TypeFlags.Boolean) return "boolean";
    if (type.isUnion()) return this.union(type, at);
    if (this.checker.isTupleType(type)) {
      return { items: this.checker.getTypeArguments(type as ts.TypeReference).map((part) => this.shapeOf(part, at)) };
    }
    if (this.checker.isArrayType(type)) {
      return { every: this.shapeOf(this.checker.getTypeArguments(type as ts.TypeReference)[0]!, at) };
    }
    return this.object(type, at);
  }

  private union(type: ts.UnionType, at: ts.Node): Shape {
    const parts = type.types.filter((part) => !(part.flags & ts.TypeFlags.Undefined));
    const booleans = parts.filter((part) => part.flags & ts.TypeFlags.BooleanLiteral);
    const rest = booleans.length === 2 ? parts.filter((part) => !booleans.includes(part)) : parts;
    const shapes = rest.map((part) => this.shapeOf(part, at));
    const all: Shape[] = booleans.length === 2 ? ["boolean", ...shapes] : shapes;
    return all.length === 1 ? all[0]! : { some: all };
  }

  private object(type: ts.Type, at: ts.Node): Shape {
    if (type.getCallSignatures().length > 0) return "anything";
    const index = this.checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (index !== undefined && type.getProperties().length === 0) return { values: this.shapeOf(index.type, at) };
    const symbol = type.aliasSymbol ?? type.symbol;
    const named = symbol !== undefined && !symbol.name.startsWith("__") && type.aliasTypeArguments === undefined;
    if (!named) return this.fields(type, at);
    const name = symbol.name;
    if (this.known[name] === undefined && !this.names.has(type)) {
      this.names.set(type, name);
      this.shapes[name] = "anything";
      this.shapes[name] = this.fields(type, at);
    }
    return { of: name };
  }

  private fields(type: ts.Type, at: ts.Node): Shape {
    const fields: Record<string, Shape> = {};
    for (const property of this.checker.getPropertiesOfType(type)) {
      const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      const of = this.checker.getTypeOfSymbolAtLocation(property, at);
      fields[`${property.name}${optional ? "?" : ""}`] = this.shapeOf(of, at);
    }
    return { fields };
  }
}

function programOf(): ts.Program {
  const { options } = ts.getParsedCommandLineOfConfigFile(
    join(root, "tsconfig.json"),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: () => {},
    },
  )!;
  return ts.createProgram(
    [...new Set(FILES.flatMap(({ types }) => types.map(({ from }) => join(root, from))))],
    options,
  );
}

const formatted = (text: string, path: string): string =>
  execFileSync("npx", ["biome", "format", `--stdin-file-path=${path}`], { cwd: root, input: text, encoding: "utf8" });

/** The files of shapes, as they should be. */
export function shapeFiles(): { readonly path: string; readonly text: string }[] {
  const program = programOf();
  const checker = program.getTypeChecker();
  const known: Record<string, Record<string, Shape>> = {};
  return FILES.map(({ path, types, name, below }) => {
    const inherited = Object.assign({}, ...below.map((file) => known[file.name])) as Record<string, Shape>;
    const writer = new Writer(checker, inherited);
    for (const { type, from } of types) {
      const source = program.getSourceFile(join(root, from))!;
      const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!);
      const symbol = exported.find((one) => one.name === type)!;
      const resolved = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const shape = writer.shapeOf(checker.getDeclaredTypeOfSymbol(resolved), source);
      if (!(typeof shape === "object" && shape !== null && "of" in shape && shape.of === type))
        writer.shapes[type] = shape;
    }
    known[name] = { ...inherited, ...writer.shapes };
    const imports = below.map((one) => `import { ${one.name} } from "${one.path}";`).join("\n");
    const spread = below.map((one) => `...${one.name}, `).join("");
    const up = "../".repeat(path.split("/").length - 2);
    const text =
      `// Written from the types by npm run shapes.\nimport type { Shapes } from "${up}base/shape.js";\n${imports}\n\n` +
      `/** Shapes of ${types.map(({ type }) => type).join(", ")} and of their parts. */\nexport const ${name}: Shapes = { ${spread}${JSON.stringify(writer.shapes).slice(1)};\n`;
    return { path: join(root, path), text: formatted(text, path) };
  });
}
