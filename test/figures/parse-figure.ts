import { DOMParser, type Element } from "@xmldom/xmldom";
import type { Figure } from "../../src/figures.js";

/** The SVG of a figure as a tree; throws on the slightest fault, warnings included. */
export function parseFigure({ svg }: Pick<Figure, "svg">): Element {
  const parser = new DOMParser({
    onError: (level, message) => {
      if (message.includes("Unicode replacement character")) return; // it stands there on purpose
      throw new Error(`${level}: ${message}`);
    },
  });
  const root = parser.parseFromString(svg, "image/svg+xml").documentElement;
  if (root === null) throw new Error("the SVG is empty");
  return root;
}

/** Elements with a class, in document order. */
export function byClass(root: Element, name: string): Element[] {
  return elements(root).filter((element) => (element.getAttribute("class") ?? "").split(" ").includes(name));
}

/** All elements below one, in document order. */
export function elements(root: Element): Element[] {
  return Array.from(root.getElementsByTagName("*"));
}

/** A numeric attribute. */
export function number(element: Element, attribute: string): number {
  const text = element.getAttribute(attribute);
  if (text === null || text === "" || !Number.isFinite(Number(text))) {
    throw new Error(`<${element.tagName}> has no number ${attribute}: ${text}`);
  }
  return Number(text);
}

/** Every text of a figure, in document order. */
export function texts(root: Element): string[] {
  return elements(root)
    .filter((element) => element.tagName === "text")
    .map((element) => element.textContent ?? "");
}

/** Where a value lies on the n-th horizontal or vertical axis, read off its outermost ticks. */
export function axisPosition(
  root: Element,
  axis: "x" | "y",
  n = 0,
  scale: "linear" | "log" = "linear",
): (value: number) => number {
  const group = byClass(root, `axis-${axis}`)[n];
  if (group === undefined) throw new Error(`there is no ${axis} axis number ${n}`);
  const ticks = elements(group).filter(
    (element) => element.getAttribute("data-value") !== "" && element.hasAttribute("data-value"),
  );
  const px = (tick: Element): number => number(tick, axis === "x" ? "x1" : "y1");
  const unit = (value: number): number => (scale === "log" ? Math.log(value) : value);
  const [first, last] = [ticks[0]!, ticks.at(-1)!];
  const [a, b] = [unit(number(first, "data-value")), unit(number(last, "data-value"))];
  return (value) => px(first) + ((unit(value) - a) / (b - a)) * (px(last) - px(first));
}

/** The centre of a mark: a circle, a square or a moved path. */
export function centre(mark: Element): { readonly x: number; readonly y: number } {
  if (mark.tagName === "circle") return { x: number(mark, "cx"), y: number(mark, "cy") };
  if (mark.tagName === "rect") {
    return { x: number(mark, "x") + number(mark, "width") / 2, y: number(mark, "y") + number(mark, "height") / 2 };
  }
  const [, x, y] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(mark.getAttribute("transform") ?? "") ?? [];
  if (x === undefined || y === undefined) throw new Error("the mark has no place");
  return { x: Number(x), y: Number(y) };
}

/** The mark of a study, by its class and id. */
export function markOf(root: Element, className: string, id: string, n = 0): Element {
  const found = byClass(root, className).filter((element) => element.getAttribute("data-id") === id)[n];
  if (found === undefined) throw new Error(`no .${className} of ${id}`);
  return found;
}
