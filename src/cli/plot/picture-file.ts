import { createRequire } from "node:module";
import { DtaError, InputError } from "../../base/errors.js";
import { lacksGlyphs } from "../../figures/frame/text-width.js";
import type { Figure } from "../../figures.js";

/** Formats of a picture, by the ending of its file's name. */
export type PictureFormat = "svg" | "png" | "pdf";

/** The format that a file's name asks for; `-` and no name mean SVG. Throws `InputError` for another ending. */
export function pictureFormat(path: string | undefined): PictureFormat {
  if (path === undefined || path === "-") return "svg";
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  if (ending === "svg" || ending === "png" || ending === "pdf") return ending;
  throw new InputError("bad-picture-format", `${path}: a picture's name must end in .svg, .png or .pdf.`, {
    where: "--output",
    got: path,
    wanted: "a name that ends in .svg, .png or .pdf",
  });
}

/** Pixels of a PNG beyond which it is refused: what it takes to draw grows with them. */
const MOST_PIXELS = 100_000_000;

function checkPixels({ width, height }: Figure, dpi: number): void {
  const pixels = Math.ceil((width * dpi) / 96) * Math.ceil((height * dpi) / 96);
  if (pixels <= MOST_PIXELS) return;
  throw new InputError(
    "too-many-pixels",
    `a PNG of ${width} × ${height} px at ${dpi} dpi has ${Math.round(pixels / 1e6)} million pixels; at most ${MOST_PIXELS / 1e6} million are drawn.`,
    { where: "--dpi", got: dpi, wanted: "a lower resolution, a narrower picture, or SVG or PDF" },
  );
}

interface Fonts {
  readonly regular: string;
  readonly bold: string;
}

function missing(what: string, packages: string, error: unknown): DtaError {
  const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
  return new DtaError(
    "not-installed",
    `${what} needs the optional package${packages.includes(" ") ? "s" : ""} ${packages}: npm install ${packages}. SVG works without. (${reason})`,
    { wanted: packages },
  );
}

/** The font files that pictures other than SVG are set in: Arimo, which has Arial's metrics. */
function arimo(what: string): Fonts {
  const { resolve } = createRequire(import.meta.url);
  try {
    return {
      regular: resolve("@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf"),
      bold: resolve("@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf"),
    };
  } catch (error) {
    throw missing(what, "@expo-google-fonts/arimo", error);
  }
}

/**
 * A figure as a PNG of `dpi` pixels to the inch (a figure's px are 96 to the inch), set in Arimo. Only for characters that
 * Arimo doesn't have are the machine's own fonts looked at. Throws `InputError` for more than 100 million pixels (`too-many-pixels`), `DtaError` where @resvg/resvg-js or the font isn't installed.
 */
export async function toPng(figure: Figure, dpi: number): Promise<Uint8Array> {
  checkPixels(figure, dpi);
  const { svg } = figure;
  const fonts = arimo("PNG");
  const { Resvg } = await import("@resvg/resvg-js").catch((error: unknown) => {
    throw missing("PNG", "@resvg/resvg-js", error);
  });
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: dpi / 96 },
    font: {
      fontFiles: [fonts.regular, fonts.bold],
      loadSystemFonts: lacksGlyphs(svg),
      defaultFontFamily: "Arimo",
      sansSerifFamily: "Arimo",
    },
  });
  return picture.render().asPng();
}

/**
 * A figure as a PDF page of its own size (96 px are 72 points), its text real text in Arimo, embedded. Throws `DtaError` where
 * pdfkit, svg-to-pdfkit or the font isn't installed.
 */
export async function toPdf({ svg, width, height, title, description }: Figure): Promise<Uint8Array> {
  const fonts = arimo("PDF");
  const [{ default: Pdf }, { default: drawSvg }] = await Promise.all([import("pdfkit"), import("svg-to-pdfkit")]).catch(
    (error: unknown) => {
      throw missing("PDF", "pdfkit svg-to-pdfkit", error);
    },
  );
  const size: [number, number] = [0.75 * width, 0.75 * height];
  const document = new Pdf({ size, margin: 0, info: { Title: title, Subject: description } });
  const chunks: Uint8Array[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    document.on("end", resolve);
    document.on("error", reject);
  });
  document.registerFont("regular", fonts.regular);
  document.registerFont("bold", fonts.bold);
  drawSvg(document, svg, 0, 0, {
    width: size[0],
    height: size[1],
    fontCallback: (_family: string, bold: boolean) => (bold ? "bold" : "regular"),
  });
  document.end();
  await finished;
  return Buffer.concat(chunks);
}
