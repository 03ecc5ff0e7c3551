import type { Drawing } from "../tasks/messages.js";

/** Lets the browser save a text or picture under a name. */
export function save(name: string, content: Blob | string, type = "text/plain"): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Pixels of a PNG for each px of the figure: 300 dots to the inch. */
const SCALE = 300 / 96;

/** Draws a figure as PNG of so many pixels for each of its px. */
export async function toPng(
  { svg, width, height }: Pick<Drawing, "svg" | "width" | "height">,
  scale = SCALE,
): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("this browser has no canvas to draw on");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob === null ? reject(new Error("the picture is too large")) : resolve(blob)));
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
