import { describe, expect, it } from "vitest";
import { readCsv } from "../../src/tables/csv.js";

describe("readCsv", () => {
  it("gives columns of trimmed text with their names, places and lines", () => {
    expect(readCsv("\n a , b\n 1 , x y \n\n2,\n")).toEqual({
      delimiter: ",",
      columns: [
        { name: "a", position: 1, cells: ["1", "2"] },
        { name: "b", position: 2, cells: ["x y", ""] },
      ],
      rowCount: 2,
      lines: [3, 5],
      titles: [],
      remarks: [],
      begins: new Set([0, 1, 2]),
    });
  });

  it("finds the delimiter in the header, outside quotes", () => {
    expect(readCsv('"a,b,c";d\n1;2').delimiter).toBe(";");
    expect(readCsv("a\tb, c\td\n1\t2\t3").delimiter).toBe("\t");
    expect(readCsv("only\n1").delimiter).toBe(",");
  });

  it("counts lines through quoted line breaks", () => {
    expect(readCsv('a,b\n"x\n\ny",1\nz,2').lines).toEqual([2, 5]);
  });

  it("drops columns without name or values, but keeps a nameless first one", () => {
    expect(readCsv(",a,,b,,\n1,2,,3,,\n").columns.map(({ name, position }) => [name, position])).toEqual([
      ["", 1],
      ["a", 2],
      ["b", 4],
    ]);
  });
});
