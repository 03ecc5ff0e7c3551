import { fitBayes } from "../../src/index.js";
import { loadFixture } from "../fixtures.js";
import type { BenchCase } from "./case.js";

const auditc = loadFixture("auditc");

/** The Cochrane Handbook's program; σ₁, its slowest parameter, has some 240 effective draws in 20,000 iterations. */
const JAGS = `model {
  for (i in 1:k) {
    tp[i] ~ dbin(p[i], n1[i]); tn[i] ~ dbin(q[i], n0[i])
    logit(p[i]) <- l[i, 1]; logit(q[i]) <- l[i, 2]; l[i, 1:2] ~ dmnorm(mu[], T[,])
  }
  T[1:2, 1:2] <- inverse(S[,]); S[1, 1] <- 1 / prec[1]; S[2, 2] <- 1 / prec[2]
  S[1, 2] <- rho / sqrt(prec[1] * prec[2]); S[2, 1] <- S[1, 2]
  for (j in 1:2) { mu[j] ~ dnorm(0, 0.01); prec[j] ~ dgamma(2, 0.5); s[j] <- 1 / sqrt(prec[j]) }
  rho ~ dunif(-1, 1)
}`;

export const cases: readonly BenchCase[] = [
  { name: "posterior, AUDIT-C: 20,000 draws, 15,900 of them effective", run: () => () => fitBayes(auditc) },
  {
    // 240 effective draws of either; the search for the proposal is most of ours
    name: "posterior, AUDIT-C: 240 effective draws of every parameter",
    run: () => () => fitBayes(auditc, { draws: 400 }),
    r: {
      data: auditc,
      setup: `suppressMessages(library(rjags)); program <- ${JSON.stringify(JAGS)}
values <- with(data, list(tp = tp, tn = tn, n1 = tp + fn, n0 = tn + fp, k = length(tp)))`,
      call: `{ m <- jags.model(textConnection(program), values, list(.RNG.name = "base::Wichmann-Hill", .RNG.seed = 1), quiet = TRUE)
  update(m, 2000, progress.bar = "none"); coda.samples(m, c("mu", "s", "rho"), 20000, progress.bar = "none") }`,
      label: "JAGS, 20,000 iterations",
    },
  },
];
