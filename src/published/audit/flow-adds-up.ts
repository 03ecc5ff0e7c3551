import { type AuditRule, combine, NOT_CHECKED, outcome } from "./rule.js";

const FLOW = "flow-adds-up";

/** The study flow adds up. */
export const flowAddsUp: AuditRule = {
  id: FLOW,
  severity: "error",
  title: "The study flow adds up.",
  explanation: "What was found, less duplicates and what was excluded at each step, is what was included (PRISMA).",
  formula: "Σ identified = total; total − duplicates − Σ excluded = included",
  check: ({ report: { flow } }) => {
    if (flow === undefined) return NOT_CHECKED;
    const { identified, total, included, ...out } = flow as Record<string, number | undefined> & {
      identified?: number | Record<string, number>;
    };
    const sources =
      typeof identified === "object" ? Object.values(identified) : identified === undefined ? [] : [identified];
    const found = sources.reduce((sum, n) => sum + n, 0);
    const start = total ?? (sources.length > 0 ? found : undefined);
    const removed = Object.entries(out).filter((entry): entry is [string, number] => typeof entry[1] === "number");
    const left = (start ?? 0) - removed.reduce((sum, [, n]) => sum + n, 0);
    const terms = [start, ...removed.map(([, n]) => n)].join(" − ");
    return combine([
      total === undefined || sources.length === 0
        ? NOT_CHECKED
        : outcome(found !== total, () => ({
            rule: FLOW,
            severity: "error",
            where: "flow.total",
            printed: String(total),
            expected: `${sources.join(" + ")} = ${found}`,
            explanation: `The sources have ${sources.join(" + ")} = ${found} records, but ${total} are printed as their total.`,
          })),
      start === undefined || included === undefined || removed.length === 0
        ? NOT_CHECKED
        : outcome(left !== included, () => ({
            rule: FLOW,
            severity: "error",
            where: "flow.included",
            printed: String(included),
            expected: `${terms} = ${left}`,
            explanation: `The study flow leaves ${terms} = ${left}, but ${included} studies are included. ${
              left > included
                ? `${left - included} disappear without a reason.`
                : `${included - left} come from nowhere.`
            }`,
          })),
    ]);
  },
};
