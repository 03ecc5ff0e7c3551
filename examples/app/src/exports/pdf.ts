import type { Drawing } from "../tasks/messages.js";

/** A figure as a PDF page of its own size (96 px are 72 points), its text real text in Arimo, which has Arial's metrics. */
export async function toPdf({ svg, width, height, title }: Drawing): Promise<Blob> {
  const [{ default: Pdf }, { default: drawSvg }, { default: regular }, { default: bold }] = await Promise.all([
    import("pdfkit"),
    import("svg-to-pdfkit"),
    import("@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf"),
    import("@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf"),
  ]);
  const size: [number, number] = [0.75 * width, 0.75 * height];
  const document = new Pdf({ size, margin: 0, info: { Title: title } });
  const chunks: Uint8Array[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    document.on("end", resolve);
    document.on("error", reject);
  });
  document.registerFont("regular", regular as unknown as string);
  document.registerFont("bold", bold as unknown as string);
  drawSvg(document, svg, 0, 0, {
    width: size[0],
    height: size[1],
    fontCallback: (_family: string, heavy: boolean) => (heavy ? "bold" : "regular"),
  });
  document.end();
  await finished;
  return new Blob(chunks as BlobPart[], { type: "application/pdf" });
}
