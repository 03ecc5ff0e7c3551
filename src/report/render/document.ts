/** A table of a report; every row has one cell a column. */
export interface TableBlock {
  /** What the block is. */
  readonly kind: "table";
  /** Stands above the table. */
  readonly caption?: string;
  /** The columns from left to right. */
  readonly columns: readonly {
    /** Head of the column. */
    readonly title: string;
    /** Default left. */
    readonly align?: "left" | "right";
  }[];
  /** The rows, each with the texts of its cells. */
  readonly rows: readonly (readonly string[])[];
  /** Lines below the table. */
  readonly notes?: readonly string[];
}

/** A piece of a report. Text is plain: the renderers escape it for their medium. */
export type Block =
  | {
      /** What the block is. */
      readonly kind: "heading";
      /** Depth of the heading, 1 for the report's own. */
      readonly level: 1 | 2 | 3;
      /** Plain text. */
      readonly text: string;
    }
  | {
      /** What the block is. */
      readonly kind: "paragraph";
      /** Plain text. */
      readonly text: string;
    }
  | {
      /** What the block is. */
      readonly kind: "list";
      /** A line each. */
      readonly items: readonly string[];
    }
  | {
      /** What the block is. */
      readonly kind: "warning";
      /** Plain text. */
      readonly text: string;
    }
  | {
      /** What the block is. */
      readonly kind: "verbatim";
      /** Lines that are kept as they are, in a font of one width. */
      readonly text: string;
    }
  | TableBlock;

/** A report in no medium yet: rendered as text, Markdown or HTML from the same blocks. */
export type Document = readonly Block[];

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: "heading", level, text });
export const paragraph = (text: string): Block => ({ kind: "paragraph", text });
export const list = (items: readonly string[]): Block => ({ kind: "list", items });
export const warning = (text: string): Block => ({ kind: "warning", text });
