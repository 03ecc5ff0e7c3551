import { readFileSync } from "node:fs";

const directory = new URL("../../fixtures/published/", import.meta.url);

/** The published numbers of a set under fixtures/published/. */
export function loadPublished(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${name}/published.json`, directory), "utf8")) as Record<string, unknown>;
}

/** The data file of a set under fixtures/published/, as text. */
export function loadPublishedData(name: string, file = "data.csv"): string {
  return readFileSync(new URL(`${name}/${file}`, directory), "utf8");
}
