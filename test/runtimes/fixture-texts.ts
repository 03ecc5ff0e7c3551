import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Fixtures } from "./computations/section.js";

const directory = new URL("../../fixtures/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, directory), "utf8");
const has = (path: string): boolean => existsSync(new URL(path, directory));
const folders = (path: string, file: string): string[] =>
  readdirSync(new URL(path, directory))
    .filter((name) => has(`${path}${name}/${file}`))
    .sort();

function published(name: string): string {
  const file = JSON.parse(read(`published/${name}/published.json`)) as { data?: { file: string } };
  if (file.data === undefined) return JSON.stringify(file);
  return JSON.stringify({ ...file, data: { csv: read(`published/${name}/${file.data.file}`) } });
}

/** Every data set and published file under fixtures/. */
export function fixtureTexts(): Fixtures {
  const datasets = folders("", "data.csv").map((name) => {
    const reference = `${name}/reference.json`;
    return [name, { csv: read(`${name}/data.csv`), reference: has(reference) ? read(reference) : null }] as const;
  });
  return {
    datasets: Object.fromEntries(datasets),
    published: Object.fromEntries(folders("published/", "published.json").map((name) => [name, published(name)])),
    reconstruction: read("reconstruction/cases.csv"),
    simulated: read("simulated/simulated.json"),
  };
}
