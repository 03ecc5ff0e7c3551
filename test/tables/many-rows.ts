import { expect } from "vitest";
import { readStudies } from "../../src/tables/read-studies.js";

/** Reads a file of that many rows, and looks at the last. */
export function expectRowsRead(count: number): void {
  const rows = Array.from({ length: count }, (_, i) => `Study ${i},${i % 97},${i % 13},7,210,${1990 + (i % 30)}`);
  const studies = readStudies(["study,tp,fp,fn,tn,year", ...rows].join("\n"));
  expect(studies).toHaveLength(count);
  const last = count - 1;
  expect(studies[last]).toEqual({
    id: `Study ${last}`,
    tp: last % 97,
    fp: last % 13,
    fn: 7,
    tn: 210,
    covariates: { year: 1990 + (last % 30) },
  });
}
