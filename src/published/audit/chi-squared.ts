import { chiSquaredUpperTail } from "../../numeric/distributions/chi-squared.js";
import { type PrintedNumber, parsePrintedNumber } from "../printed-number.js";
import type { PrintedQuantity } from "../printed-quantities.js";
import { clamp, falling, type Range, range, rising } from "../range.js";
import type { AuditedReport } from "./audited-report.js";
import { type AuditRule, apart, combine, NOT_CHECKED, outcome, type RuleOutcome, rangeText } from "./rule.js";

/** A χ² test as printed, wherever it stands. */
interface PrintedTest {
  readonly where: string;
  readonly label: string;
  readonly chiSquared: PrintedNumber | undefined;
  readonly df: PrintedNumber | undefined;
  readonly pValue: PrintedNumber | undefined;
  readonly iSquared: PrintedNumber | undefined;
  /** Whether the null hypothesis lies on a boundary, where half the tail is a usual P as well. */
  readonly mayHalve: boolean;
}

/** The numbers of midas that follow other formulas: its I² of LR+ and its Q of the odds ratio are slips. */
const MIDAS_SLIPS = ["heterogeneity.plr", "heterogeneity.dor"];

function testsOf({ report, results }: AuditedReport): PrintedTest[] {
  const joint = (report.jointModels ?? []).map((model, i): PrintedTest => {
    const read = (value: string | number | null | undefined) =>
      value === undefined || value === null ? undefined : parsePrintedNumber(value);
    const { iSquared } = model;
    return {
      where: `jointModels[${i}]`,
      label: `joint model of ${model.covariate}`,
      chiSquared: read(model.chiSquared),
      df: read(model.df),
      pValue: read(model.pValue),
      iSquared: read(typeof iSquared === "object" ? iSquared.estimate : iSquared),
      mayHalve: false,
    };
  });
  const own = results.flatMap(({ quantities, where, name, program }) => {
    const groups = new Map<string, Map<string, PrintedQuantity>>();
    for (const [path, quantity] of quantities) {
      const match = /^((?:heterogeneity|tests)\.[^.]+)\.([^.]+)$/.exec(path);
      if (match === null) continue;
      const members = groups.get(match[1]!) ?? new Map<string, PrintedQuantity>();
      groups.set(match[1]!, members.set(match[2]!, quantity));
    }
    return [...groups].flatMap(([path, members]): PrintedTest[] => {
      if (program === "midas" && MIDAS_SLIPS.includes(path)) return [];
      const estimate = (member: string) => members.get(member)?.estimate;
      return [
        {
          where: `${where}.${path}`,
          label: `${name}, ${path}`,
          chiSquared: estimate("chiSquared") ?? estimate("q"),
          df: estimate("df"),
          pValue: estimate("pValue"),
          iSquared: estimate("iSquared"),
          mayHalve: path.startsWith("tests."),
        },
      ];
    });
  });
  return [...joint, ...own];
}

/** A whole number of degrees of freedom, as printed. */
function wholeDf(df: PrintedNumber | undefined): number | null {
  return df === undefined || df.bound !== "none" || !Number.isInteger(df.value) || df.value < 1 ? null : df.value;
}

function checkP(test: PrintedTest): RuleOutcome {
  const df = wholeDf(test.df);
  const { chiSquared, pValue } = test;
  if (df === null || chiSquared === undefined || pValue === undefined || chiSquared.bound === "below")
    return NOT_CHECKED;
  const tail = falling(clamp(chiSquared, 0, Number.POSITIVE_INFINITY), (x) =>
    x === Number.POSITIVE_INFINITY ? 0 : chiSquaredUpperTail(x, df),
  );
  const half = range(tail.lower / 2, tail.upper / 2);
  const wrong = apart(pValue, tail) && !(test.mayHalve && !apart(pValue, half));
  return outcome(wrong, () => ({
    rule: "p-from-chi-squared",
    severity: "error",
    where: `${test.where}.pValue`,
    printed: pValue.text,
    expected: rangeText(tail),
    explanation: `${test.label}: χ² = ${chiSquared.text} with ${df} degrees of freedom has P = ${rangeText(tail)}, but ${pValue.text} is printed. One of the three is wrong.`,
  }));
}

function checkISquared(test: PrintedTest): RuleOutcome {
  const df = wholeDf(test.df);
  const { chiSquared, iSquared } = test;
  if (df === null || chiSquared === undefined || iSquared === undefined || chiSquared.bound !== "none")
    return NOT_CHECKED;
  const percent = iSquared.percent ? 1 : 100;
  const implied = rising(clamp(chiSquared, 0, Number.POSITIVE_INFINITY), (x) =>
    x > df ? (percent * (x - df)) / x : 0,
  );
  const asProportion: Range = range(implied.lower / 100, implied.upper / 100);
  const wrong =
    apart(iSquared, implied) && !(iSquared.value <= 1 && !iSquared.percent && !apart(iSquared, asProportion));
  return outcome(wrong, () => ({
    rule: "i-squared-from-chi-squared",
    severity: "error",
    where: `${test.where}.iSquared`,
    printed: iSquared.text,
    expected: rangeText(implied),
    explanation: `${test.label}: χ² = ${chiSquared.text} with ${df} degrees of freedom gives I² = (χ² − df)/χ² = ${rangeText(implied)}${iSquared.percent ? "" : " %"}, but ${iSquared.text} is printed. One of the three is wrong.`,
  }));
}

/** P from χ² and its degrees of freedom. */
export const pFromChiSquared: AuditRule = {
  id: "p-from-chi-squared",
  severity: "error",
  title: "P follows from χ² and its degrees of freedom.",
  explanation:
    "P is the upper tail of the χ² distribution. For tests of variances, whose null hypothesis lies on the edge of the parameter space, half the tail is accepted as well, as midas prints it.",
  formula: "P = P(χ²(df) > χ²)",
  check: (report) => combine(testsOf(report).map(checkP)),
};

/** I² from χ² and its degrees of freedom. */
export const iSquaredFromChiSquared: AuditRule = {
  id: "i-squared-from-chi-squared",
  severity: "error",
  title: "I² follows from χ² (or Q) and its degrees of freedom.",
  explanation:
    "I² printed beside a χ² is the share of it in excess of its degrees of freedom. midas's I² of LR+ and Q of the odds ratio follow other formulas by a slip and are not checked.",
  formula: "I² = max(0, (χ² − df) / χ²)",
  check: (report) => combine(testsOf(report).map(checkISquared)),
};
