import type { Study } from "../../src/tables/study.js";

export type Cells = readonly [tp: number, fp: number, fn: number, tn: number];

/** Studies named by their number. */
export const studiesOf = (tables: readonly Cells[]): Study[] =>
  tables.map(([tp, fp, fn, tn], i) => ({ id: `Study ${i + 1}`, tp, fp, fn, tn }));
