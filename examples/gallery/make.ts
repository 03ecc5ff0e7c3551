// Draws the gallery from the fixtures: npm run gallery
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Exhibit, exhibitsOf, variantExhibits } from "./exhibits.js";
import { DATA_SETS } from "./sources.js";

const here = dirname(fileURLToPath(import.meta.url));

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

function section(title: string, key: string, exhibits: readonly Exhibit[]): string {
  const items = exhibits.map(({ name, caption, code, figure }) => {
    const file = `figures/${key}-${name}.svg`;
    writeFileSync(join(here, file), `${figure.svg}\n`);
    const size = `width="${figure.width}" height="${figure.height}"`;
    return [
      `<figure id="${key}-${name}">`,
      `<img src="${file}" ${size} alt="${escapeHtml(figure.description)}" loading="lazy">`,
      `<figcaption>${escapeHtml(caption)} <code>${escapeHtml(code)}</code></figcaption>`,
      "</figure>",
    ].join("\n");
  });
  return `<section>\n<h2>${escapeHtml(title)}</h2>\n${items.join("\n")}\n</section>`;
}

mkdirSync(join(here, "figures"), { recursive: true });
for (const file of readdirSync(join(here, "figures"))) rmSync(join(here, "figures", file));
const body = [
  ...DATA_SETS.map((set) => section(set.title, set.key, exhibitsOf(set))),
  section("Variants", "variants", variantExhibits()),
];
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>dta-meta: gallery of figures</title>
<style>
body { font: 16px/1.5 Arial, Helvetica, sans-serif; margin: 2rem auto; max-width: 1240px; padding: 0 1rem; color: #1a1a1a; }
figure { margin: 2rem 0; }
img { max-width: 100%; height: auto; border: 1px solid #e4e4e4; }
figcaption { color: #555; margin-top: 0.4rem; }
code { font-size: 0.85em; background: #f4f4f4; padding: 0.1em 0.3em; }
</style>
</head>
<body>
<h1>Figures of dta-meta</h1>
<p>Drawn from the data sets in <code>fixtures/</code> by <code>npm run gallery</code>, with the binomial model throughout.</p>
${body.join("\n")}
</body>
</html>
`;
writeFileSync(join(here, "index.html"), page);
console.log(`${readdirSync(join(here, "figures")).length} figures in examples/gallery`);
