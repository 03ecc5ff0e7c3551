import { toPdf } from "../exports/pdf.js";
import { save, toPng } from "../exports/save.js";
import type { App } from "../page/app.js";
import { button, h } from "../page/dom.js";
import type { Drawing } from "../tasks/messages.js";
import { texts } from "../texts.js";

const { figures: words } = texts;

/** A figure with the buttons that save it. */
export function figure(drawing: Drawing, app: App): HTMLElement {
  const { name, title, shown, svg } = drawing;
  const made = (format: string, blob: Promise<Blob>): void => {
    blob
      .then((file) => save(`${name}.${format.toLowerCase()}`, file))
      .catch((error: unknown) => app.say(words.failed(format, error instanceof Error ? error.message : String(error))));
  };
  return h(
    "figure",
    { id: `figure-${name}` },
    h(
      "figcaption",
      {},
      h("span", {}, title),
      button("SVG", () => save(`${name}.svg`, svg, "image/svg+xml"), { "aria-label": words.save(title, "SVG") }),
      button("PNG", () => made("PNG", toPng(drawing)), { "aria-label": words.save(title, "PNG") }),
      button("PDF", () => made("PDF", toPdf(drawing)), { "aria-label": words.save(title, "PDF") }),
    ),
    h("div", { class: "drawing", role: "group", "aria-label": title, tabindex: 0, html: shown }),
  );
}
