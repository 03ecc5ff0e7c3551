declare module "svg-to-pdfkit" {
  /** Draws an SVG document into a PDFKit document, at (x, y) in points. */
  // biome-ignore lint/style/noDefaultExport: the package exports it so
  export default function drawSvg(
    document: PDFKit.PDFDocument,
    svg: string,
    x: number,
    y: number,
    options: {
      readonly width: number;
      readonly height: number;
      readonly fontCallback: (family: string, bold: boolean, italic: boolean) => string;
    },
  ): void;
}
