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

/** Covariates as columns of a design, words against their first level in code-unit order, as this package codes them. */
function design(terms: readonly string[], studies: readonly Study[]): string {
  if (terms.length === 0) return "";
  const factors = terms.flatMap((term) => {
    const values = studies.flatMap(({ covariates }) => covariates?.[term] ?? []);
    if (values.every((one) => typeof one === "number")) return [];
    const levels = [...new Set(values.map(String))].sort();
    return [`data$${name(term)} <- factor(data$${name(term)}, levels = c(${levels.map(value).join(", ")}))\n`];
  });
  return `${factors.join("")}X <- model.matrix(~ ${terms.map(name).join(" + ")}, data)[, -1, drop = FALSE]\n`;
}

/** The exact binomial model by lme4's Laplace approximation. */
function lme4(terms: readonly string[], studies: readonly Study[]): string {
  const moderated = terms.length > 0;
  const columns = moderated ? "\nlong$sens_by <- long$sens * rbind(X, X)\nlong$spec_by <- long$spec * rbind(X, X)" : "";
  return `# by Laplace's approximation: fitBinomial(studies, { nodes: 1 }) comes to the same where glmer reaches the top, more nodes are more exact
library(lme4)
${design(terms, studies)}k <- nrow(data)
long <- data.frame(
  study = rep(seq_len(k), 2), sens = rep(1:0, each = k), spec = rep(0:1, each = k),
  right = c(data$tp, data$tn), n = c(data$tp + data$fn, data$tn + data$fp)
)${columns}
fit <- glmer(cbind(right, n - right) ~ 0 + sens + spec${moderated ? " + sens_by + spec_by" : ""} + (0 + sens + spec | study), data = long, family = binomial)
summary(fit)
plogis(fixef(fit)[c("sens", "spec")])`;
}

/** The normal model of the logits by metafor. */
function metafor(task: AnalysisTask & { readonly kind: "one" }, terms: readonly string[]): string {
  const { method = "reml", correction, level = 0.95 } = task.options;
  const added = String(correction?.value ?? 0.5);
  const zero = "with(data, tp == 0 | fp == 0 | fn == 0 | tn == 0)";
  const add = {
    single: `ifelse(${zero}, ${added}, 0)`,
    all: `if (any(${zero})) ${added} else 0`,
    none: "0",
  }[correction?.when ?? "single"];
  const columns =
    terms.length > 0
      ? '\nlong$sens_by <- (long$outcome == "sens") * rbind(X, X)\nlong$spec_by <- (long$outcome == "spec") * rbind(X, X)'
      : "";
  const fixed = method === "fixed";
  const random = fixed ? "" : ' random = ~ outcome | study, struct = "UN",';
  return `library(metafor)
${design(terms, task.studies)}k <- nrow(data)
add <- ${add}
counts <- data[c("tp", "fp", "fn", "tn")] + add
long <- data.frame(
  study = rep(seq_len(k), 2), outcome = rep(c("sens", "spec"), each = k),
  yi = with(counts, c(log(tp / fn), log(tn / fp))), vi = with(counts, c(1 / tp + 1 / fn, 1 / tn + 1 / fp))
)${columns}
fit <- rma.mv(yi, vi, mods = ~ 0 + outcome${terms.length > 0 ? " + sens_by + spec_by" : ""},${random} method = "${method === "ml" ? "ML" : "REML"}", level = ${level}, data = long)
summary(fit)
transf.ilogit(coef(fit)[1:2])`;
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
  // metafor has no method of moments for two outcomes
  const byMada = as === "mada" || (model === "reitsma" && task.options.method === "mm");
  const fit = byMada ? mada(task, terms) : model === "reitsma" ? metafor(task, terms) : lme4(terms, task.studies);
  return `${frame(header, rows)}\n\n${fit}\n`;
}
