import { readdirSync, readFileSync } from "node:fs";

const directory = new URL("../../fixtures/published/", import.meta.url);

/** The published numbers of a set under fixtures/published/. */
export function loadPublished(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${name}/published.json`, directory), "utf8")) as Record<string, unknown>;
}

/** The data file of a set under fixtures/published/, as text. */
export function loadPublishedData(name: string, file = "data.csv"): string {
  return readFileSync(new URL(`${name}/${file}`, directory), "utf8");
}

/** The sets whose numbers can be refitted: those that name their data. */
export const reproducibleSets: readonly string[] = readdirSync(directory, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && loadPublished(entry.name).data !== undefined)
  .map(({ name }) => name)
  .sort();
