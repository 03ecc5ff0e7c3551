import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../src");

/** The floors of the house, from the ground up; a file imports from its own floor or from one below. */
const floors = [
  ["base"],
  ["numeric"],
  ["tables"],
  ["accuracy"],
  ["reconstruct"],
  ["models"],
  ["inference"],
  ["programs"],
  ["analysis"],
  ["workers"],
  ["published"],
  [
    "index.ts",
    "compare.ts",
    "bayes.ts",
    "latent.ts",
    "workers.ts",
    "published.ts",
    "reconstruct.ts",
    "thresholds.ts",
    "expressions.ts",
    "expressions",
  ],
  ["figures", "figures.ts"],
  ["report", "report.ts", "browser.ts"],
  ["cli"],
];

const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const floorOf = (file: string): number => floors.findIndex((names) => names.includes(file.split("/")[0]!));
const importsOf = (file: string): string[] => {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map((match) =>
    relative(root, resolve(root, dirname(file), match[1]!.replace(/\.js$/, ".ts"))),
  );
};

describe("the house", () => {
  it("has a floor for every file", () => {
    expect(files.filter((file) => floorOf(file) < 0)).toEqual([]);
  });

  it("imports downwards only", () => {
    const upwards = files.flatMap((file) =>
      importsOf(file)
        .filter((imported) => floorOf(imported) > floorOf(file))
        .map((imported) => `${file} imports ${imported}`),
    );
    expect(upwards).toEqual([]);
  });

  it("has no import cycles", () => {
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === "done") return;
      if (state.get(file) === "open") {
        cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
        return;
      }
      state.set(file, "open");
      for (const imported of importsOf(file)) visit(imported, [...path, file]);
      state.set(file, "done");
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it("keeps Node's own modules to the command", () => {
    const nodeImports = files.filter(
      (file) => !file.startsWith("cli/") && /from "node:|require\(/.test(readFileSync(join(root, file), "utf8")),
    );
    expect(nodeImports).toEqual([]);
  });

  it("computes with functions that have the same bits in every engine", () => {
    const free = ["figures", "report", "cli"];
    const own = /Math\.(?:a?(?:sin|cos|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log1p|log2|log10|pow)\b/g;
    // the engine's too, but for powers of two and of BigInt
    const powers = /\S+ \*\* \S+/g;
    const exact = /\b2 \*\* \d+\W*$|\*\* (?:\d+n|BigInt)/;
    const calls = files
      .filter((file) => !free.includes(file.split("/")[0]!))
      .flatMap((file) => {
        const code = readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
        const used = [...(code.match(own) ?? []), ...(code.match(powers) ?? []).filter((power) => !exact.test(power))];
        return used.map((call) => `${file}: ${call}`);
      });
    expect(calls).toEqual([]);
  });

  it("asks above the models of no fit which model it is of", () => {
    const asking = files
      .filter((file) => !file.startsWith("models/"))
      .filter((file) => /\.model (?:===|!==) "(?:normal|binomial)"/.test(readFileSync(join(root, file), "utf8")));
    expect(asking).toEqual([]);
  });

  it("is as its map says: every floor, and every place to touch", () => {
    const map = readFileSync(join(root, "README.md"), "utf8");
    const [before, after] = map.split("## Where to touch") as [string, string];
    const drawn = [...before.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]!);
    const built = floors.map((names) => names.find((name) => !name.endsWith(".ts"))!);
    expect(drawn).toEqual(built);
    const places = [...after.matchAll(/`((?:[\w-]+\/)+(?:[\w-]+\.ts)?|[\w-]+\.ts)`/g)].map((match) => match[1]!);
    expect(places.length).toBeGreaterThan(12);
    const gone = places.filter((place) => !existsSync(join(root, place)));
    expect(gone).toEqual([]);
  });

  it("keeps files short enough to read", () => {
    const written = files.filter(
      (file) => !readFileSync(join(root, file), "utf8").startsWith("// Written from the types"),
    );
    const long = written.filter((file) => readFileSync(join(root, file), "utf8").split("\n").length > 320);
    expect(long).toEqual([]);
  });
});
