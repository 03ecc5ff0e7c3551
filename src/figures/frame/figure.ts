import type { FigureTheme } from "./resolve-theme.js";
import { element, escapeText, formatCoordinate, type Markup } from "./svg.js";

/** What Jupyter kernels for JavaScript (Deno's among them) call to show a value. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display") as never;

/** A finished picture. It is plain data with two conveniences: as a string it is its SVG, and in a notebook it shows itself. */
export interface Figure {
  /** A whole SVG document: viewBox, role, title and description included. */
  readonly svg: string;
  /** In px, 96 to the inch. */
  readonly width: number;
  /** In px. */
  readonly height: number;
  /** Short title; the same text stands in the SVG's `<title>`. */
  readonly title: string;
  /** What the picture shows, in words; the same text stands in the SVG's `<desc>`. */
  readonly description: string;
  /** The SVG. */
  toString(): string;
  /** The SVG, the same as an image for HTML, and its description, by MIME type, for notebooks. */
  readonly [jupyterDisplay]: () => Readonly<Record<string, string>>;
}

/** What a figure is made of. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** Sentences; empty ones are left out. */
  readonly description: readonly string[];
  readonly body: readonly Markup[];
}

/** A short name for a text, the same everywhere (FNV-1a, 32 bits), so that ids don't clash where pages hold many figures. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

/** Dashes inside a tag; texts and values of attributes hold no bare < or >, so that nothing else looks like one. */
const DASHES = /(<[^<>]*\sstroke-dasharray=")([\d. ]+)"/g;

/** Dashes are written for lines of ordinary width; they grow and shrink with the theme's. */
function withDashes(markup: Markup, lineWidth: number): Markup {
  if (lineWidth === 1) return markup;
  return markup.replace(DASHES, (_, before: string, pattern: string) => {
    const scaled = pattern.split(" ").map((length) => formatCoordinate(Number(length) * lineWidth));
    return `${before}${scaled.join(" ")}"`;
  });
}

/** Puts the parts of a picture into an SVG document with its title and description. */
export function makeFigure(picture: Picture, theme: FigureTheme): Figure {
  // where a width was asked for, a narrower picture gets room at its right, and a wider one is drawn smaller
  const canvas = [Math.ceil(Math.max(picture.width, theme.exactWidth ?? 0)), Math.ceil(picture.height)] as const;
  const width = theme.exactWidth === null ? canvas[0] : Math.round(theme.exactWidth);
  const height = Math.ceil((canvas[1] * width) / canvas[0]);
  const { title } = picture;
  const description = picture.description.filter((sentence) => sentence !== "").join(" ");
  const body = withDashes(picture.body.join("\n"), theme.lineWidth);
  const name = `dta-${shortHash(`${title}\n${description}\n${body}`)}`;
  const background = theme.colors.background;
  const svg = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${canvas[0]} ${canvas[1]}`,
      role: "img",
      "aria-labelledby": `${name}-title ${name}-desc`,
      "font-family": theme.fontFamily,
      "font-size": theme.fontSize,
      fill: theme.colors.text,
    },
    "\n",
    element("title", { id: `${name}-title` }, escapeText(title)),
    "\n",
    element("desc", { id: `${name}-desc` }, escapeText(description)),
    "\n",
    background === null ? "" : `${element("rect", { width: canvas[0], height: canvas[1], fill: background })}\n`,
    body,
    "\n",
  );
  return {
    svg,
    width,
    height,
    title,
    description,
    toString: () => svg,
    [jupyterDisplay]: () => {
      const text = `${title}. ${description}`;
      // a picture of its own in a page: no style, id or script of either touches the other
      const src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
      return {
        "image/svg+xml": svg,
        "text/html": element("img", { src, width, height, alt: text, style: "max-width: 100%; height: auto" }),
        "text/plain": text,
      };
    },
  };
}
