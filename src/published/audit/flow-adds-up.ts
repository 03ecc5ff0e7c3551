import type { PublishedReport } from "../schema.js";
import { type AuditRule, combine, type Finding, NOT_CHECKED, outcome, type RuleOutcome } from "./rule.js";

const FLOW = "flow-adds-up";

/** Numbers of the flow that are what is left, not what is taken out. */
const STAGES = ["screened", "assessed", "included"] as const;
const STAGE_WORDS: Readonly<Record<string, string>> = {
  screened: "are screened",
  assessed: "are assessed in full",
  included: "studies are included",
};

const sum = (values: readonly number[]): number => values.reduce((all, n) => all + n, 0);

/** What is taken out under a field: a number, or numbers by reason. */
const removedIn = (value: unknown): number[] =>
  typeof value === "number" ? [value] : typeof value === "object" && value !== null ? Object.values(value) : [];

function fault(
  where: string,
  printed: number,
  expected: string,
  explanation: string,
  severity: Finding["severity"],
): Finding {
  return { rule: FLOW, severity, where, printed: String(printed), expected, explanation };
}

/** From one number that is left to the next: what went in, less what is taken out between, is what is left. */
function checkStage(stage: string, before: number, removed: readonly number[], left: number): RuleOutcome {
  const remaining = before - sum(removed);
  const terms = [before, ...removed].join(" − ");
  if (removed.length === 0) {
    if (left > before) {
      const explanation = `${before} records come before, but ${left} ${STAGE_WORDS[stage]}: ${left - before} come from nowhere.`;
      return outcome(true, () => fault(`flow.${stage}`, left, `at most ${before}`, explanation, "error"));
    }
    const explanation = `Of ${before} records ${left} ${STAGE_WORDS[stage]}, but no reasons are given for the ${before - left} that are left out on the way.`;
    return outcome(left < before, () =>
      fault(`flow.${stage}`, left, `${before}, or ${before - left} exclusions with reasons`, explanation, "warning"),
    );
  }
  return outcome(remaining !== left, () =>
    fault(
      `flow.${stage}`,
      left,
      `${terms} = ${remaining}`,
      `The study flow leaves ${terms} = ${remaining}, but ${left} ${STAGE_WORDS[stage]}. ${
        remaining > left ? `${remaining - left} disappear without a reason.` : `${left - remaining} come from nowhere.`
      }`,
      "error",
    ),
  );
}

function check(flow: NonNullable<PublishedReport["flow"]>): RuleOutcome {
  const { identified, total, ...rest } = flow as Record<string, unknown> & {
    identified?: number | Record<string, number>;
    total?: number;
  };
  const sources = removedIn(identified);
  const found = sum(sources);
  const outcomes: RuleOutcome[] = [
    total === undefined || sources.length === 0
      ? NOT_CHECKED
      : outcome(found !== total, () =>
          fault(
            "flow.total",
            total,
            `${sources.join(" + ")} = ${found}`,
            `The sources have ${sources.join(" + ")} = ${found} records, but ${total} are printed as their total.`,
            "error",
          ),
        ),
  ];
  let before = total ?? (sources.length > 0 ? found : undefined);
  let removed: number[] = [];
  const stages = new Set<string>(STAGES);
  // duplicates are taken out first, and what is included is the end, wherever the file has them
  const fields = Object.keys(rest);
  const ordered = [
    ...fields.filter((field) => field === "duplicates"),
    ...fields.filter((field) => field !== "duplicates" && field !== "included"),
    ...fields.filter((field) => field === "included"),
  ];
  for (const field of ordered) {
    const value = rest[field];
    if (!stages.has(field)) removed.push(...removedIn(value));
    else if (typeof value === "number") {
      if (before !== undefined && (removed.length > 0 || field !== "included" || before !== total)) {
        outcomes.push(checkStage(field, before, removed, value));
      }
      before = value;
      removed = [];
    }
  }
  return combine(outcomes);
}

/** The study flow adds up. */
export const flowAddsUp: AuditRule = {
  id: FLOW,
  severity: "error",
  title: "The study flow adds up.",
  explanation:
    "What was found, less duplicates and what was excluded at each step, is what was included (PRISMA). Where the numbers screened and assessed in full are printed, each step is held to its own exclusions; a step without any, in which records are lost all the same, is a warning.",
  formula: "Σ identified = total; at each step: records before − Σ excluded = records left",
  check: ({ report: { flow } }) => (flow === undefined ? NOT_CHECKED : check(flow)),
};
