import { shown } from "../../base/describe.js";
import { InputError } from "../../base/errors.js";

/** A piece of well-formed SVG. */
export type Markup = string;

/** Attributes of an element; those that are undefined are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A length or coordinate with at most two decimals, the same text on every engine. */
export function formatCoordinate(value: number): string {
  if (!Number.isFinite(value)) {
    throw new InputError(
      "beyond-drawing",
      `a number lies too far out to be drawn: its place must be finite, got ${shown(value)}.`,
      {
        got: value,
        wanted: "data of which the places are finite",
      },
    );
  }
  const rounded = Math.round(value * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
}

/** Characters that XML 1.0 doesn't allow, even escaped, and halves of surrogate pairs. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text as the content of an element. What XML can't carry becomes U+FFFD. */
export function escapeText(text: string): Markup {
  return text.replace(FORBIDDEN, "\ufffd").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Text as the value of an attribute. */
function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}

/** An element. Children are markup already; pass text through `escapeText`. */
export function element(name: string, attributes: Attributes, ...children: readonly Markup[]): Markup {
  let open = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    open += ` ${key}="${typeof value === "number" ? formatCoordinate(value) : escapeAttribute(value)}"`;
  }
  const content = children.join("");
  return content === "" ? `${open}/>` : `${open}>${content}</${name}>`;
}

/** A group; nothing where it would be empty. */
export function group(attributes: Attributes, children: readonly Markup[]): Markup {
  const present = children.filter((child) => child !== "");
  return present.length === 0 ? "" : element("g", attributes, "\n", present.join("\n"), "\n");
}

/** A straight line. */
export function line(x1: number, y1: number, x2: number, y2: number, attributes: Attributes = {}): Markup {
  return element("line", { x1, y1, x2, y2, ...attributes });
}

/** A text that browsers show when the pointer rests on the mark, and that screen readers can reach. */
export function tooltip(text: string): Markup {
  return element("title", {}, escapeText(text));
}
