import { studentTUpperTail } from "../../numeric/distributions/student-t.js";
import { falling, range } from "../range.js";
import { type AuditRule, apart, combine, NOT_CHECKED, outcome, rangeText } from "./rule.js";

const ID = "p-from-deeks-t";

/** P of Deeks' test from its t. */
export const deeksP: AuditRule = {
  id: ID,
  severity: "error",
  title: "P of Deeks' test follows from its t and k − 2 degrees of freedom.",
  explanation: "The test is a t test of a regression slope through k points, two-sided.",
  formula: "P = 2·P(T(k − 2) > |t|)",
  check: ({ results }) =>
    combine(
      results.map(({ quantities, result, where, name }) => {
        const t = quantities.get("deeks.t")?.estimate;
        const pValue = quantities.get("deeks.pValue")?.estimate;
        const df = quantities.get("deeks.df")?.estimate?.value ?? (result.k === undefined ? undefined : result.k - 2);
        if (t === undefined || pValue === undefined || t.bound !== "none") return NOT_CHECKED;
        if (df === undefined || !(df >= 1) || !Number.isInteger(df)) return NOT_CHECKED;
        const ends = [Math.abs(t.lower), Math.abs(t.upper)];
        const size = range(t.lower <= 0 && t.upper >= 0 ? 0 : Math.min(...ends), Math.max(...ends));
        const implied = falling(size, (x) => 2 * studentTUpperTail(x, df));
        return outcome(apart(pValue, implied), () => ({
          rule: ID,
          severity: "error",
          where: `${where}.deeks.pValue`,
          printed: pValue.text,
          expected: rangeText(implied),
          explanation: `${name}: t = ${t.text} with ${df} degrees of freedom has P = ${rangeText(implied)}, but ${pValue.text} is printed. One of the two is wrong.`,
        }));
      }),
    ),
};
