import type { PublishedReport } from "../schema.js";
import { type AuditRule, combine, NOT_CHECKED, outcome } from "./rule.js";

type Counts = NonNullable<PublishedReport["counts"]>[number];

const nameOf = ({ label }: Counts, index: number): string => label ?? `counts ${index + 1}`;

/** Studies by their characteristics add up. */
export const countsAddUp: AuditRule = {
  id: "study-counts-add-up",
  severity: "error",
  title: "Studies counted by a characteristic add up to their total.",
  explanation:
    "Where a paper says of so many studies how many are of each kind, as in “57 reported it, of which 42 …, 12 … and 4 …”, the kinds together are the total, or fewer where it names only some of them. More than the total means that a number is wrong, or a study stands under two kinds.",
  formula: "Σ n(kind) ≤ total, for kinds that exclude one another",
  check: ({ report: { counts = [] } }) =>
    combine(
      counts.map((one, i) => {
        const { total, exclusive, parts } = one;
        if (total === undefined || exclusive !== true || parts.length < 2) return NOT_CHECKED;
        const sum = parts.reduce((all, { n }) => all + n, 0);
        const terms = parts.map(({ n }) => n).join(" + ");
        return outcome(sum > total, () => ({
          rule: "study-counts-add-up",
          severity: "error",
          where: `counts[${i}].total`,
          printed: String(total),
          expected: `${terms} = ${sum}`,
          explanation: `${nameOf(one, i)}: ${total} studies in all, but ${parts.map(({ label, n }) => `${n} ${label ?? ""}`.trim()).join(", ")} make ${terms} = ${sum}. A number is wrong, or a study is counted under two kinds.`,
        }));
      }),
    ),
};

/** As many references as studies are cited. */
export const referencesCounted: AuditRule = {
  id: "references-counted",
  severity: "warning",
  title: "So many studies are cited as are counted.",
  explanation:
    "A number of studies with a list of references behind it has as many references as studies, unless a study has two reports.",
  formula: "number of references = n",
  check: ({ report: { counts = [] } }) =>
    combine(
      counts.flatMap((one, i) =>
        one.parts.map(({ label, n, references }, j) => {
          if (references === undefined) return NOT_CHECKED;
          return outcome(references !== n, () => ({
            rule: "references-counted",
            severity: "warning",
            where: `counts[${i}].parts[${j}]`,
            printed: `${n} studies, ${references} references`,
            expected: `${n} references`,
            explanation: `${nameOf(one, i)}: ${n} ${label ?? "studies"}, but ${references} ${references === 1 ? "reference is" : "references are"} cited for ${n === 1 ? "it" : "them"}. A study is missing or cited too often, or the number is wrong.`,
          }));
        }),
      ),
    ),
};
