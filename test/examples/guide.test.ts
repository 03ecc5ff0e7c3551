import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { allCommands } from "../../src/cli/commands.js";
import * as figures from "../../src/figures.js";
import * as core from "../../src/index.js";
import { fitReitsma, heterogeneity, sroc } from "../../src/index.js";
import * as report from "../../src/report.js";
import { runCommand } from "../cli/harness.js";
import { loadFixture } from "../fixtures.js";

const COMMANDS = await allCommands();

const folder = new URL("../../examples/guide/", import.meta.url);
const pages = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .map((name) => [name, readFileSync(new URL(name, folder), "utf8")] as const);
const page = (name: string): string => pages.find(([own]) => own === name)![1];

describe("the guide", () => {
  it.each(pages)("names functions that there are: %s", (_, text) => {
    const called = [...text.matchAll(/`(\w+)\((?:studies|fit|analysis)\b/g)].map((match) => match[1]!);
    const named = [...text.matchAll(/`(poolUnivariate|mosesLittenberg)`/g)].map((match) => match[1]!);
    for (const name of [...called, ...named]) expect(Object.keys({ ...core, ...figures, ...report })).toContain(name);
  });

  it("names options that dta analyze has", async () => {
    const { stdout } = await runCommand(COMMANDS, ["analyze", "--help"]);
    const options = [...page("which-model.md").matchAll(/`[^`\n]*(--[\w-]+)/g)].map((match) => match[1]!);
    expect(options.length).toBeGreaterThan(4);
    for (const option of options) expect(stdout).toContain(option);
  });

  it.each(pages)("links to files that are there: %s", (name, text) => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1]!);
    // the API reference is built, not written
    for (const link of links.filter((to) => !to.startsWith("https://") && !to.includes("/api/"))) {
      expect(existsSync(fileURLToPath(new URL(link, new URL(name, folder)))), link).toBe(true);
    }
  });

  it("gives the numbers of AUDIT-C that dta-meta computes with mada's model", () => {
    const fit = fitReitsma(loadFixture("auditc"), { correction: { when: "all" } });
    expect(page("differences.md")).toContain(`AUDIT-C ${sroc(fit).auc!.toFixed(4)} with the same fit`);
    const share = (100 * heterogeneity(fit).bivariate.iSquared!).toFixed(1);
    expect(page("differences.md")).toContain(`AUDIT-C ${share}% with the same model`);
  });
});
