import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../src/base/errors.js";
import {
  compileExpression,
  deriveCovariate,
  deriveModerators,
  expressionColumns,
  filterStudies,
  splitList,
} from "../src/expressions.js";
import type { CovariateValue, Study } from "../src/tables/study.js";
import { loadFixture } from "./fixtures.js";

const ROW = {
  modality: "CT",
  year: 2021,
  age: null,
  blinded: true,
  "Index test": "A",
  "age.mean": 61.5,
  rob: 1,
} as const satisfies Record<string, CovariateValue>;
const COLUMNS = Object.keys(ROW);

const evaluate = (text: string): CovariateValue => compileExpression(text, COLUMNS).evaluate(ROW);

function failure(run: () => unknown): InputError {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("compileExpression", () => {
  it.each<[string, CovariateValue]>(
    [
      ['modality == "CT" and year >= 2020', true],
      ["modality == 'CT'", true],
      ['modality != "CT"', false],
      ['modality == "ct"', false],
      ['lower(modality) == "ct"', true],
      ['modality in ["CT", "MRI"]', true],
      ['not (modality in ["PET"])', true],
      ['modality < "MRI"', true],
      ["2000 <= year < 2021", false],
      ["2000 <= year <= 2021", true],
      ["blinded", true],
      ["not blinded", false],
      ["blinded == true", true],
      ["blinded == 1", true],
      ["rob and blinded", true],
      ["blinded xor rob", false],
      ['year > 2020 ? "late" : "early"', "late"],
      ["(year - 2000) / 10", 2.1],
      ["-year ^ 2", -(2021 ** 2)],
      ["year mod 4", 1],
      ["-7 mod 3", 2],
      ["log(exp(2))", 2],
      ["log(8, 2)", 3],
      ["round(61.456, 1)", 61.5],
      ["max(1, 3, 2) - min(1, 3, 2)", 2],
      ['contains(modality, "T")', true],
      ['startsWith(modality, "M") or endsWith(modality, "T")', true],
      ['number("12.5")', 12.5],
      ['number(">12")', null],
      ['text(year) == "2021"', true],
      ['column("Index test") == "A"', true],
      ['column("age.mean") > 60', true],
    ].slice(0, -1) as [string, CovariateValue][],
  )("%s", (text, value) => {
    expect(evaluate(text)).toBe(value);
  });

  it("keeps what is missing missing, and knows what is certain all the same", () => {
    for (const text of [
      "age > 3",
      "age == 3",
      'age == "x"',
      "not (age > 3)",
      "age + 1",
      "log(age)",
      "age > 3 ? 1 : 2",
    ]) {
      expect(evaluate(text), text).toBeNull();
    }
    expect(evaluate("age > 3 and year < 2000")).toBe(false);
    expect(evaluate("age > 3 or year > 2000")).toBe(true);
    expect(evaluate("age > 3 and year > 2000")).toBeNull();
    expect(evaluate("age in [1, 2]")).toBeNull();
    expect(evaluate("year in [2021, age]")).toBe(true);
    expect(evaluate("age == null")).toBe(true);
    expect(evaluate("age != null")).toBe(false);
    expect(evaluate("year == null")).toBe(false);
    expect(evaluate("isMissing(age) and not isMissing(year)")).toBe(true);
  });

  it("gives null for what cannot be computed", () => {
    for (const text of ["1 / 0", "0 / 0", "sqrt(-1)", "log(0)", "10 ^ 400"]) expect(evaluate(text), text).toBeNull();
  });

  it("says which columns it reads", () => {
    expect(compileExpression('modality == "CT" and column("age.mean") > year', COLUMNS).columns).toEqual([
      "modality",
      "age.mean",
      "year",
    ]);
  });

  it("names an unknown column, what it may have meant, and those that there are", () => {
    const error = failure(() => compileExpression('modalty == "CT"', COLUMNS));
    expect(error).toMatchObject({ code: "expression-unknown-column", got: "modalty" });
    expect(error.message).toContain('there is no column "modalty"; did you mean "modality"?');
    expect(error.message).toContain("The columns are: modality, year, age, blinded, Index test, age.mean, rob.");
    expect(failure(() => compileExpression("modality == CT", COLUMNS)).message).toContain(
      'Text stands in quotes: "CT"',
    );
  });

  it.each([
    ['modality = "CT"', "to compare, write =="],
    ["blinded && rob", "write `and` for &&"],
    ["blinded || rob", "write `or` for ||"],
    ["year === 2021", "write == for ==="],
    ["year <> 2021", "write != for <>"],
    ["!blinded", "write `not` for !"],
    ["year & 1", "write `and`"],
    ["modality == “CT”", "straight quotes"],
    ["year ≥ 2000", "write >=, <= or !="],
    ["modality CT", "an operator is missing"],
    ["2 year", "an operator is missing"],
    ["50%", "write 0.5 for 50%"],
    ["age.mean > 3", 'write column("age.mean")'],
    ['modality in "CT"', "after `in` comes a list"],
    ["cosh(year)", 'there is no function "cosh"'],
    ['contain(modality, "C")', "did you mean contains?"],
    ["log()", "log takes 1 to 2 values, got 0"],
    ["column(modality)", "the name of a column in quotes"],
    ["(year", "expected"],
    ["", "empty"],
    ["   ", "empty"],
    ["1e999", "not a value"],
    ["NaN", "not a value"],
    ["undefined", "missing"],
    ["1".repeat(2001), "longer than 2000"],
    [`${"(".repeat(900)}1${")".repeat(900)}`, "nested too deeply"],
  ])("refuses %s with a remedy", (text, remedy) => {
    expect(failure(() => compileExpression(text, COLUMNS)).message).toContain(remedy);
  });

  it.each([
    ["modality == 5", 'the text "CT" is compared with the number 5; write the number in quotes, "5"'],
    ['blinded == "TRUE"', "true and false have no quotes"],
    ["modality > 5", "have no order"],
    ["blinded < true", "have no order"],
    ["modality + 1", 'arithmetic needs numbers, got the text "CT"'],
    ["lower(year)", "lower needs text"],
    ["year and blinded", "a condition must be true or false (or 0 or 1), got the number 2021"],
  ])("refuses to guess at %s", (text, message) => {
    const error = failure(() => evaluate(text));
    expect(error.code).toBe("expression-type");
    expect(error.message).toContain(message);
  });

  it.each([
    'import("fs")',
    "import({ a: 1 }, { override: true })",
    'createUnit("x")',
    'evaluate("1 + 1")',
    'parse("1 + 1")',
    'simplify("x + x")',
    'derivative("x^2", "x")',
    'compile("1")',
    "parser()",
    "config({})",
    "x = 1",
    "year = 1; year",
    "f(x) = x + 1",
    "year.constructor",
    "modality.constructor",
    'modality["constructor"]',
    '"a".constructor.constructor("return process")()',
    "modality.__proto__",
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "this",
    "process",
    "globalThis",
    'column("__proto__")',
    'column("constructor")',
    "abs.constructor",
    "abs",
    "(abs)(1)",
    "[1, 2]",
    "[year][1]",
    "{ a: year }",
    "{ a: year }.a",
    "1:3",
    "year; year",
    "year\nyear",
    "year!",
    "year'",
    "~1",
    "1 << 2",
    "year ?? 1",
    "year?.constructor",
    "pi",
    "e",
    "i",
    "end",
    "random()",
    "map([1], abs)",
    "typed(1)",
    "chain(1)",
    "print('a', {})",
    "format(year, constructor)",
    "year to modality",
    "2 inch",
  ])("keeps its scope closed: %s", (text) => {
    expect(failure(() => compileExpression(text, COLUMNS)).code).toMatch(/^expression-/);
  });

  it("reads own values alone, even of a row with an unusual prototype", () => {
    const compiled = compileExpression("constructor", ["constructor"]);
    expect(compiled.evaluate({})).toBeNull();
    expect(compiled.evaluate(Object.create({ constructor: 1 }))).toBeNull();
    expect(compiled.evaluate(Object.fromEntries([["constructor", 7]]))).toBe(7);
  });

  it("costs no more for nested chains and lists than they are long", () => {
    const chained = Array.from({ length: 40 }).reduce<string>((inner) => `(0 <= (${inner}) <= 1) ? 1 : 0`, "rob");
    const listed = Array.from({ length: 40 }).reduce<string>((inner) => `((${inner}) in [2, 3]) ? 1 : 0`, "rob");
    const start = performance.now();
    evaluate(chained);
    evaluate(listed);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it("gives a plain value or an InputError for any text, and leaves no trace", () => {
    const token = fc.constantFrom(
      ...COLUMNS,
      ...[
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ";",
        ":",
        ".",
        "?",
        "?.",
        "??",
        "!",
        "'",
        '"',
        "=",
        "==",
        "!=",
        "<",
        ">=",
        "+",
      ],
      ...[
        "-",
        "*",
        "/",
        "^",
        "%",
        "mod",
        "and",
        "or",
        "not",
        "xor",
        "in",
        "to",
        "null",
        "true",
        "NaN",
        "1",
        "0.5",
        "1e9",
      ],
      ...[
        '"CT"',
        "'x'",
        "constructor",
        "__proto__",
        "prototype",
        "import",
        "evaluate",
        "abs",
        "log",
        "contains",
        "column",
      ],
      ...["this", "end", "\n", " ", "f(x)", "#", "->", "&", "|", "~", "<<", "\\", "`", "ä", "°"],
    );
    const text = fc.oneof(
      fc.array(token, { maxLength: 14 }).map((tokens) => tokens.join(" ")),
      fc.array(token, { maxLength: 8 }).map((tokens) => tokens.join("")),
      fc.string(),
      fc.string({ unit: "binary" }),
    );
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    fc.assert(
      fc.property(text, (expression) => {
        try {
          const value = evaluate(expression);
          expect(value === null || ["boolean", "string"].includes(typeof value) || Number.isFinite(value)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 5000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  });

  it("agrees with JavaScript on arithmetic and comparisons of whole numbers", () => {
    const operand = fc.integer({ min: -50, max: 50 });
    const operators = {
      "+": (x: number, y: number) => x + y,
      "-": (x: number, y: number) => x - y,
      "*": (x: number, y: number) => x * y,
    };
    const relations = {
      "<": (x: number, y: number) => x < y,
      ">=": (x: number, y: number) => x >= y,
      "==": (x: number, y: number) => x === y,
    };
    fc.assert(
      fc.property(
        operand,
        operand,
        operand,
        fc.constantFrom(...Object.entries(operators)),
        fc.constantFrom(...Object.entries(relations)),
        (x, y, z, [op, operate], [rel, relate]) => {
          expect(evaluate(`((${x}) ${op} (${y})) ${rel} (${z})`)).toBe(relate(operate(x, y), z));
        },
      ),
    );
  });
});

const STUDIES: readonly Study[] = [
  { id: "A", tp: 1, fp: 2, fn: 3, tn: 4, covariates: { modality: "CT", year: 2010 } },
  { id: "B", cluster: "x", tp: 5, fp: 6, fn: 7, tn: 8, covariates: { modality: "MRI", year: null } },
  { id: "C", tp: 9, fp: 0, fn: 1, tn: 2 },
];
const ids = (studies: readonly Study[]): string => studies.map(({ id }) => id).join("");

describe("filterStudies", () => {
  it("keeps the studies for which the condition is true", () => {
    expect(ids(filterStudies(STUDIES, 'modality == "CT"'))).toBe("A");
    expect(ids(filterStudies(STUDIES, "tp + fn > 5"))).toBe("BC");
    expect(ids(filterStudies(STUDIES, 'study != "B" and id != "A"'))).toBe("C");
    expect(ids(filterStudies(STUDIES, "cluster != null"))).toBe("B");
  });

  it("leaves out those for which it cannot be known, under either sign", () => {
    expect(ids(filterStudies(STUDIES, "year >= 2000"))).toBe("A");
    expect(ids(filterStudies(STUDIES, "not (year >= 2000)"))).toBe("");
    expect(ids(filterStudies(STUDIES, "year == null"))).toBe("BC");
  });

  it("gives the subsets of published data by their covariate", () => {
    const scheidler = loadFixture("scheidler");
    const mri = filterStudies(scheidler, 'modality == "MRI"');
    expect(mri.map(({ tp, fp, fn, tn }) => [tp, fp, fn, tn])).toEqual(
      loadFixture("scheidler_mri").map(({ tp, fp, fn, tn }) => [tp, fp, fn, tn]),
    );
    expect(
      filterStudies(loadFixture("gould"), "year >= 1998").every(({ covariates }) => Number(covariates?.year) >= 1998),
    ).toBe(true);
  });

  it("names the study in which a value doesn't fit", () => {
    const error = failure(() => filterStudies(STUDIES, "modality > 3"));
    expect(error.message).toContain('study "A", in the expression `modality > 3`');
    expect(error.where).toBe('study "A"');
  });

  it("refuses a number where a condition is wanted", () => {
    expect(failure(() => filterStudies(STUDIES, "tp")).message).toContain("must be true or false");
  });

  it("gives the study's own columns, then covariates", () => {
    expect(expressionColumns(STUDIES)).toEqual(["id", "study", "cluster", "tp", "fp", "fn", "tn", "modality", "year"]);
  });

  it("lets a covariate called id or study go before the study's name", () => {
    const studies = [{ ...STUDIES[2]!, covariates: { id: 7 } }];
    expect(filterStudies(studies, 'id == 7 and study == "C"')).toHaveLength(1);
  });
});

describe("deriveCovariate", () => {
  it("adds the value, null where it cannot be known, and leaves the studies as they were", () => {
    const derived = deriveCovariate(STUDIES, "era", 'year < 2015 ? "early" : "late"');
    expect(derived.map(({ covariates }) => covariates?.era)).toEqual(["early", null, null]);
    expect(derived[0]).toEqual({ ...STUDIES[0], covariates: { modality: "CT", year: 2010, era: "early" } });
    expect(STUDIES[0]?.covariates).not.toHaveProperty("era");
  });

  it("refuses a name that cannot be one", () => {
    for (const name of ["", " ", "__proto__"])
      expect(failure(() => deriveCovariate(STUDIES, name, "1")).code).toBe("bad-covariate");
  });
});

describe("deriveModerators", () => {
  it("takes names as they are and expressions by their text", () => {
    const { studies, moderators } = deriveModerators(STUDIES, "modality, year - 2000, log(tp, 2)");
    expect(moderators).toEqual(["modality", "year - 2000", "log(tp, 2)"]);
    expect(studies[0]?.covariates).toMatchObject({ "year - 2000": 10, "log(tp, 2)": 0 });
  });

  it("takes names that are no plain words", () => {
    const studies = [{ ...STUDIES[0]!, covariates: { "Index test": "A" } }];
    expect(deriveModerators(studies, "Index test").moderators).toEqual(["Index test"]);
    expect(deriveModerators(studies, 'column("Index test")').moderators).toEqual(["Index test"]);
  });

  it("refuses empty entries and unknown columns", () => {
    expect(failure(() => deriveModerators(STUDIES, "year,,modality")).code).toBe("expression-syntax");
    expect(failure(() => deriveModerators(STUDIES, "yaer")).message).toContain('did you mean "year"?');
  });
});

describe("splitList", () => {
  it("splits at commas outside quotes and brackets", () => {
    expect(splitList('a, log(b, 2), c in ["x,y", 1], "q,r"')).toEqual(["a", "log(b, 2)", 'c in ["x,y", 1]', '"q,r"']);
  });
});
