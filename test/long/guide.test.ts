import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommand } from "../cli/built-command.js";
import { guideExamples, readPage, runExample, shownOf } from "../examples/guide-examples.js";

const folder = resolve(import.meta.dirname, "../../examples/guide");
const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
const examples = pages.flatMap((name) =>
  guideExamples(readPage(join(folder, name))).map((example) => [name, example.code.trim(), example] as const),
);

let command: Awaited<ReturnType<typeof buildCommand>>;

beforeAll(async () => {
  command = await buildCommand("guide");
});

afterAll(() => command.remove());

describe("the guide's examples", () => {
  it("are there", () => expect(examples.length).toBeGreaterThan(20));

  it.each(examples)("%s: %s", (_, __, example) => {
    const printed = runExample(example, command.file);
    if (example.shown !== null) expect(example.shown.text).toBe(shownOf(example, printed));
  });
});
