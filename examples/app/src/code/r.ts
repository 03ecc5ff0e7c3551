import type { Study } from "dta-meta";
import type { AnalysisTask } from "../tasks/messages.js";
import { cutoffTable, tableOf } from "./data-text.js";

type Cell = string | number | boolean | null;

const value = (cell: Cell): string =>
  cell === null
    ? "NA"
    : typeof cell === "string"
      ? `"${cell.replaceAll(/[\\"]/g, "\\$&")}"`
      : typeof cell === "boolean"
        ? cell
          ? "TRUE"
          : "FALSE"
        : String(cell);

const name = (column: string): string =>
  /^[a-zA-Z][\w.]*$/.test(column) ? column : `\`${column.replaceAll("`", "")}\``;

function frame(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const columns = header.map((column, i) => `  ${name(column)} = c(${rows.map((row) => value(row[i]!)).join(", ")})`);
  return `data <- data.frame(\n${columns.join(",\n")},\n  check.names = FALSE\n)`;
}

const plainNames = (moderators: string, studies: readonly Study[]): string[] | null => {
  const known = new Set(studies.flatMap(({ covariates }) => Object.keys(covariates ?? {})));
  const names = moderators.split(",").map((part) => part.trim());
  return names.every((part) => known.has(part)) ? names : null;
};

/** The exact binomial model by lme4's Laplace approximation. */
function lme4(terms: readonly string[]): string {
  const wide = ["sens", "spec"].flatMap((outcome) => [outcome, ...terms.map((term) => `${outcome}:${name(term)}`)]);
  const extra = terms.map((term) => `, ${name(term)} = rep(data[["${term.replaceAll('"', '\\"')}"]], 2)`).join("");
  return `library(lme4)
k <- nrow(data)
long <- data.frame(
  study = rep(data$study, 2), sens = rep(1:0, each = k), spec = rep(0:1, each = k),
  right = c(data$tp, data$tn), n = c(data$tp + data$fn, data$tn + data$fp)${extra}
)
fit <- glmer(cbind(right, n - right) ~ 0 + ${wide.join(" + ")} + (0 + sens + spec | study), data = long, family = binomial)
summary(fit)
plogis(fixef(fit)[c("sens", "spec")])`;
}

function mada(task: AnalysisTask & { readonly kind: "one" }, terms: readonly string[]): string {
  const { method = "reml", correction, level = 0.95, as } = task.options;
  const when = correction?.when ?? (as === "mada" ? "all" : "single");
  const formula = terms.length === 0 ? "" : `, formula = cbind(tsens, tfpr) ~ ${terms.map(name).join(" + ")}`;
  const moderated = terms.length === 0 ? "" : `, ${terms.map((term) => `data["${term}"]`).join(", ")}`;
  return `library(mada)
tables <- cbind(with(data, data.frame(TP = tp, FN = fn, FP = fp, TN = tn))${moderated})
fit <- reitsma(tables, method = "${method}", correction = ${correction?.value ?? 0.5}, correction.control = "${when}"${formula})
summary(fit, level = ${level})`;
}

/** The same in R, for those who check; `null` where R has no well-known counterpart. */
export function rOf(task: AnalysisTask): string | null {
  if (task.kind === "cutoffs") {
    const { header, rows } = cutoffTable(task.studies);
    const { distribution = "logistic", scale = "log" } = task.options;
    if (distribution === "weibull" || scale === "box-cox") return null;
    return `${frame(header, rows)}

# another model: linear mixed models of the transformed proportions (Steinhauser et al. 2016)
library(diagmeta)
fit <- diagmeta(tp, fp, tn, fn, cutoff, study, data = data, distr = "${distribution}", log.cutoff = ${scale === "log" ? "TRUE" : "FALSE"})
summary(fit)
`;
  }
  if (task.kind !== "one" || task.filter !== "") return null;
  const { header, rows } = tableOf(task.studies);
  const terms = task.moderators === "" ? [] : plainNames(task.moderators, task.studies);
  if (terms === null) return null;
  const { model, as } = task.options;
  if (model === "bayes") return null;
  const fit = model === "reitsma" || as === "mada" ? mada(task, terms) : lme4(terms);
  return `${frame(header, rows)}\n\n${fit}\n`;
}
