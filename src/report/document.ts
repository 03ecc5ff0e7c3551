/** A table of a report; every row has one cell a column. */
export interface TableBlock {
  readonly kind: "table";
  readonly caption?: string;
  readonly columns: readonly { readonly title: string; readonly align?: "left" | "right" }[];
  readonly rows: readonly (readonly string[])[];
  /** Lines below the table. */
  readonly notes?: readonly string[];
}

/** A piece of a report. Text is plain: the renderers escape it for their medium. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "warning"; readonly text: string }
  | TableBlock;

/** A report in no medium yet: rendered as text, Markdown or HTML from the same blocks. */
export type Document = readonly Block[];

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: "heading", level, text });
export const paragraph = (text: string): Block => ({ kind: "paragraph", text });
export const list = (items: readonly string[]): Block => ({ kind: "list", items });
export const warning = (text: string): Block => ({ kind: "warning", text });
