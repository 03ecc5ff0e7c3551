import type { Figure } from "../../figures.js";

/** What a page offers to draw an SVG; the project's own types know no browser. */
interface Page {
  readonly document?: {
    createElement(name: "canvas"): {
      width: number;
      height: number;
      getContext(kind: "2d"): {
        drawImage(image: object, x: number, y: number, width: number, height: number): void;
      } | null;
      toBlob(then: (blob: Blob | null) => void, type: string): void;
    };
  };
  readonly Image?: new () => { src: string; decode(): Promise<void> };
}

/** How a browser draws figures as PNG; `undefined` where there is no page to draw on. */
export function browserPng(): ((figure: Figure, dpi: number) => Promise<Uint8Array>) | undefined {
  const { document, Image } = globalThis as Page;
  if (document === undefined || Image === undefined) return undefined;
  return async ({ svg, width, height }, dpi) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round((width * dpi) / 96);
    canvas.height = Math.round((height * dpi) / 96);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (blob === null) throw new Error("the browser gave no PNG of a figure");
    return new Uint8Array(await blob.arrayBuffer());
  };
}
