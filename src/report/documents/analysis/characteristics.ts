import type { Analysis } from "../../../analysis/analyze.js";
import type { CovariateValue } from "../../../tables/study.js";
import type { TableBlock } from "../../render/document.js";
import { MISSING, percent } from "../../render/format.js";

const right = { align: "right" } as const;

/** Covariates beyond these make no table that is read. */
const MOST_COLUMNS = 8;

const text = (value: CovariateValue | undefined): string =>
  value === undefined || value === null ? MISSING : typeof value === "number" ? String(value) : String(value);

/**
 * Characteristics of the studies: people, the share of them with the condition, and the covariates of the file, for item 18 of
 * PRISMA-DTA; at most `most` rows and eight covariates. `null` without studies or without any covariate.
 */
export function characteristicsTable({ studies }: Analysis, most = 200): TableBlock | null {
  const names = [...new Set(studies.flatMap(({ covariates }) => Object.keys(covariates)))];
  if (names.length === 0) return null;
  const shown = names.slice(0, MOST_COLUMNS);
  const isNumber = (name: string): boolean =>
    studies.every(({ covariates }) => covariates[name] == null || typeof covariates[name] === "number");
  return {
    kind: "table",
    caption: "Characteristics of the studies",
    columns: [
      { title: "Study" },
      { title: "People", ...right },
      { title: "With the condition", ...right },
      ...shown.map((name) => ({ title: name, ...(isNumber(name) ? right : {}) })),
    ],
    rows: studies.slice(0, most).map(({ id, tp, fp, fn, tn, covariates }) => {
      const [diseased, all] = [tp + fn, tp + fp + fn + tn];
      return [
        id,
        String(all),
        all === 0 ? MISSING : `${diseased} (${percent(diseased / all)})`,
        ...shown.map((name) => text(covariates[name])),
      ];
    }),
    notes: [
      ...(names.length > shown.length ? [`Not shown: ${names.slice(MOST_COLUMNS).join(", ")}.`] : []),
      ...(studies.length > most ? [`The first ${most} of ${studies.length} studies.`] : []),
    ],
  };
}
