import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitepress";

const root = join(import.meta.dirname, "..");

/** The first heading of a page. */
const titleOf = (path: string): string => /^# (.+)$/m.exec(readFileSync(join(root, path), "utf8"))?.[1] ?? path;

/** The pages of a folder, in the order of their file names. */
const pagesOf = (folder: string): { text: string; link: string }[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      return { text: titleOf(path), link: `/${path.replace(/\.md$/, "")}` };
    });

const sections = [
  { text: "Start", items: pagesOf("start") },
  { text: "Questions", items: pagesOf("questions") },
  { text: "Published analyses, replayed", items: pagesOf("replays") },
  { text: "Reference", items: pagesOf(".").filter(({ link }) => link !== "/index") },
];

/** The pages for readers that are programs (llmstxt.org): a list of them, and all of them in one text. */
function writeForPrograms(outDir: string): void {
  const list = sections.map(
    ({ text, items }) => `## ${text}\n\n${items.map((item) => `- [${item.text}](${item.link}.html)`).join("\n")}\n`,
  );
  const about =
    "> Meta-analysis of diagnostic test accuracy in TypeScript: library `dta-meta`, command `dta`, Model Context Protocol server `dta mcp`. " +
    "Results carry `convergence`, `warnings` and `reason`: repeat them beside the numbers.";
  writeFileSync(join(outDir, "llms.txt"), `# dta-meta\n\n${about}\n\n${list.join("\n")}`);
  const pages = sections.flatMap(({ items }) =>
    items.map(({ link }) => readFileSync(join(root, `${link}.md`), "utf8")),
  );
  writeFileSync(join(outDir, "llms-full.txt"), pages.join("\n\n"));
}

/** The documentation site: npm run docs builds it into docs/, with the API reference in docs/api/. */
export default defineConfig({
  title: "dta-meta",
  description: "Meta-analysis of diagnostic test accuracy",
  lang: "en",
  base: "/",
  outDir: "../../docs",
  cacheDir: "../../node_modules/.cache/vitepress",
  cleanUrls: false,
  // the API reference is built beside the pages, not from them
  ignoreDeadLinks: [/\/api\//],
  themeConfig: {
    search: { provider: "local" },
    nav: [
      { text: "Start", link: "/start/command" },
      { text: "Questions", link: "/questions/good-enough" },
      { text: "API", link: "/api/index.html", target: "_self" },
    ],
    sidebar: sections,
    outline: [2, 3],
  },
  buildEnd: ({ outDir }) => writeForPrograms(outDir),
});
