import { describe, expect, it } from "vitest";
import { readStudyTable } from "../../src/tables/read-studies.js";
import { isTotalsName } from "../../src/tables/totals-rows.js";

const HEADER = "study,tp,fp,fn,tn";
const left = (rows: string) => readStudyTable(`${HEADER}\n${rows}`).leftOut.map(({ name, reason }) => [name, reason]);

describe("totals rows", () => {
  it.each([
    "Total",
    "TOTAL (n = 1,212)",
    "Overall",
    "Pooled estimate",
    "Summary",
    "Gesamt",
    "Summe",
    "Somme",
    "Résumé",
    "Suma",
    "Totale",
    "Soma",
    "Totaal",
    "Итого",
    "合计",
    "合計",
  ])("are known by the name %s", (name) => {
    expect(isTotalsName(name)).toBe(true);
  });

  it.each(["Sum 2010", "Totalini 2004", "Poole 1999", "Summers", "Smith", "GLOBAL", ""])("%j is a study", (name) => {
    expect(isTotalsName(name)).toBe(false);
  });

  it("are known by their counts: of all rows, of a block, of all below", () => {
    const three = "A,20,2,3,40\nB,50,6,7,80\nC,9,1,1,30";
    expect(left(`${three}\n*,79,9,11,150`)).toEqual([["*", "totals-by-sum"]]);
    expect(left(`${three}\nX,79,9,11,150\nD,5,1,2,44\nE,6,2,2,33\nY,11,3,4,77`)).toEqual([
      ["X", "totals-by-sum"],
      ["Y", "totals-by-sum"],
    ]);
    expect(left(`All,79,9,11,150\n${three}`)).toEqual([["All", "totals-by-sum"]]);
    expect(left(three)).toEqual([]);
  });

  it("need no name, and make no study's name missing", () => {
    const { studies, leftOut } = readStudyTable(`${HEADER}\nA,20,2,3,40\nB,50,6,7,80\n,70,8,10,120`);
    expect(studies).toHaveLength(2);
    expect(leftOut).toEqual([{ line: 4, name: "", reason: "totals-by-sum", sumOf: [2, 3] }]);
  });
});

describe("names of studies", () => {
  const names = (csv: string) => {
    const { studies, names: source } = readStudyTable(csv);
    return [studies.map(({ id }) => id), source.from];
  };
  const rows = (first: string, second: string) => `${first},1,2,3,4\n${second},5,6,7,8`;

  it("and of counts are found in the languages that totals rows are", () => {
    for (const header of [
      "Erstautor;Jahr;Richtig positiv;Falsch positiv;Falsch negativ;Richtig negativ",
      "Auteur;Année;Vrais positifs;Faux positifs;Faux négatifs;Vrais négatifs",
      "Autores;Año;VP;FP;FN;VN",
    ]) {
      const { studies } = readStudyTable(`${header}\nLi;2018;84;68;2;89\nRé;2019;12;4;3;44`);
      expect(studies[0]).toMatchObject({ id: "Li 2018", tp: 84, fp: 68, fn: 2, tn: 89 });
    }
  });

  it("come from the usual headers, two columns, or the first text that tells studies apart", () => {
    for (const header of ["Author (year)", "First author", "Reference", "Trial", "Article", "Label", "Study ID"]) {
      expect(names(`${header},tp,fp,fn,tn\n${rows("A", "B")}`)).toEqual([["A", "B"], "header"]);
    }
    expect(names("Author,Year,tp,fp,fn,tn\nLee,2004,1,2,3,4\nLee,2011,5,6,7,8")).toEqual([
      ["Lee 2004", "Lee 2011"],
      "author and year",
    ]);
    expect(names(`where,tp,fp,fn,tn\n${rows("Bern", "Lund")}`)).toEqual([["Bern", "Lund"], "first text column"]);
    expect(names(`age,tp,fp,fn,tn\n${rows("50", "60")}`)).toEqual([["Study 1", "Study 2"], "row numbers"]);
  });

  it("are no matter for a file of sensitivities, which is told about reconstruct", () => {
    expect(() => readStudyTable("study,n,sens,spec\nA,100,0.9,0.8")).toThrow(/reconstruct finds the counts/);
  });
});
