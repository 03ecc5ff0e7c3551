import { type PrintedNumber, parsePrintedNumber } from "../printed-number.js";
import { numbersOf, type PrintedQuantity, printedQuantities } from "../printed-quantities.js";
import type { PublishedResult } from "../schema.js";
import type { AuditedReport } from "./audited-report.js";
import { type AuditRule, apart, combine, NOT_CHECKED, outcome, type RuleOutcome } from "./rule.js";

const ID = "restated-agrees";

/** The numbers of k and participants as printed numbers, beside the quantities. */
function countsOf(result: Pick<PublishedResult, "k" | "participants">): PrintedQuantity[] {
  return (["k", "participants"] as const).flatMap((name) =>
    result[name] === undefined ? [] : [{ name, info: null, estimate: parsePrintedNumber(result[name]) }],
  );
}

/** With the same digits both must be the same; with fewer, some value must round to both. */
const sameNumber = (one: PrintedNumber, other: PrintedNumber): boolean =>
  one.unit === other.unit && one.bound === other.bound ? one.value === other.value : !apart(one, other);

function checkOne({ report, results }: AuditedReport, index: number): RuleOutcome {
  const { of, where: place = "elsewhere", ...again } = report.restated![index]!;
  const original = results.find(({ result }) => result.id === of);
  if (original === undefined) return NOT_CHECKED;
  const first = new Map([...original.quantities.values(), ...countsOf(original.result)].map((one) => [one.name, one]));
  const second = [...printedQuantities(again).values(), ...countsOf(again)];
  return combine(
    second.flatMap((quantity) =>
      numbersOf(quantity).map(({ path, part, printed }) => {
        const before = first.get(quantity.name)?.[part];
        if (before === undefined) return NOT_CHECKED;
        return outcome(!sameNumber(before, printed), () => ({
          rule: ID,
          severity: "error",
          where: `restated[${index}].${path}`,
          printed: printed.text,
          expected: before.text,
          explanation: `${original.name}: ${path} is ${before.text} among the results, but ${printed.text} in the ${place}. One of the two is wrong.`,
        }));
      }),
    ),
  );
}

/** What is printed twice is the same number. */
export const restatedAgrees: AuditRule = {
  id: ID,
  severity: "error",
  title: "A number that is printed twice is the same number.",
  explanation:
    "Abstract, tables and discussion repeat results. The two may be rounded differently, but some value must round to both; with the same digits they are the same.",
  formula: "equal where printed with the same digits; otherwise the ranges of both meet",
  check: (report) => combine((report.report.restated ?? []).map((_, i) => checkOne(report, i))),
};
