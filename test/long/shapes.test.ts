import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { shapeFiles } from "../shapes/shapes.js";

describe("the shapes that stored fits and analyses are checked by", () => {
  it.each(shapeFiles().map(({ path, text }) => [path, text]))(
    "are those of the types: npm run shapes (%s)",
    (path, text) => {
      expect(readFileSync(path, "utf8")).toBe(text);
    },
  );
});
