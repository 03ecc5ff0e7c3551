import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { sha256 } from "../../src/base/sha256.js";

it("is SHA-256 of the text in UTF-8", () => {
  // FIPS 180-4's examples
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (let length = 1; length < 200; length++) {
    const text = "Šidák 2×2 ✓ ".repeat(length).slice(0, length);
    expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
  }
});
