// Writes into the guide's pages what their examples print now: npx tsx test/examples/refresh-guide.ts
// Read the difference before you keep it.
import { readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildCommand } from "../cli/built-command.js";
import { readPage, refreshed } from "./guide-examples.js";

const folder = resolve(import.meta.dirname, "../../examples/guide");
const { file, remove } = await buildCommand("refresh-guide");
for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((one) => one.endsWith(".md"))) {
  const path = join(folder, name);
  const page = readPage(path);
  const now = refreshed(page, file);
  if (now !== page) writeFileSync(path, now);
}
remove();
