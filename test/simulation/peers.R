# Coverage of metafor's and lme4's 95 % intervals on simulated reviews: Rscript peers.R reviews.csv
# prints, one line a review: its number, then for each program the limits of both means (logits) and whether it warned.
suppressPackageStartupMessages({library(metafor); library(lme4)})
data <- read.csv(commandArgs(TRUE)[1])

caught <- function(expr) {
  warned <- FALSE
  note <- function(w) { warned <<- TRUE; tryInvokeRestart("muffleWarning"); tryInvokeRestart("muffleMessage") }
  fit <- tryCatch(withCallingHandlers(expr, warning = note, message = note), error = function(e) NULL)
  list(fit = fit, warned = warned)
}

say <- function(review, program, estimate, se, warned)
  cat(review, program, sprintf("%.10f", estimate), sprintf("%.10f", se), as.integer(warned), "\n")

for (review in unique(data$review)) {
  d <- data[data$review == review, ]
  k <- nrow(d)
  add <- ifelse(pmin(d$tp, d$fp, d$fn, d$tn) == 0, 0.5, 0)
  long <- data.frame(study = rep(seq_len(k), 2), outcome = rep(c("se", "sp"), each = k),
    y = c(log((d$tp + add) / (d$fn + add)), log((d$tn + add) / (d$fp + add))),
    v = c(1 / (d$tp + add) + 1 / (d$fn + add), 1 / (d$tn + add) + 1 / (d$fp + add)))
  m <- caught(rma.mv(y, v, mods = ~ outcome - 1, random = ~ outcome | study, struct = "UN", data = long))
  if (is.null(m$fit)) cat(review, "metafor failed\n")
  else say(review, "metafor", as.numeric(coef(m$fit)), m$fit$se, m$warned)
  long <- data.frame(study = factor(rep(seq_len(k), 2)), se = rep(1:0, each = k), sp = rep(0:1, each = k),
    right = c(d$tp, d$tn), wrong = c(d$fn, d$fp))
  g <- caught(glmer(cbind(right, wrong) ~ 0 + se + sp + (0 + se + sp | study), family = binomial, data = long))
  warned <- g$warned || (!is.null(g$fit) && isSingular(g$fit))
  if (is.null(g$fit)) cat(review, "lme4 failed\n")
  else say(review, "lme4", fixef(g$fit), sqrt(diag(as.matrix(vcov(g$fit)))), warned)
}
