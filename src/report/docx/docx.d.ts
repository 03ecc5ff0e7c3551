// What is used of the optional package, so that the project compiles where it is not installed.
declare module "docx" {
  /** Anything that stands in a document. */
  export interface Part {
    readonly __part?: never;
  }
  type Options = Readonly<Record<string, unknown>>;
  export class Document implements Part {
    constructor(options: Options);
  }
  export class Paragraph implements Part {
    constructor(options: Options);
  }
  export class TextRun implements Part {
    constructor(options: Options);
  }
  export class ExternalHyperlink implements Part {
    constructor(options: Options);
  }
  export class ImageRun implements Part {
    constructor(options: Options);
  }
  export class Table implements Part {
    constructor(options: Options);
  }
  export class TableRow implements Part {
    constructor(options: Options);
  }
  export class TableCell implements Part {
    constructor(options: Options);
  }
  export class Footer implements Part {
    constructor(options: Options);
  }
  export const Packer: { toArrayBuffer(document: Document): Promise<ArrayBuffer> };
  export const PageNumber: { readonly CURRENT: string; readonly TOTAL_PAGES: string };
}
