/** Words of the figures of priors and of imperfect references, in English. */
export const uncertaintyWords = {
  priorTitle: "Prior and posterior",
  priorDescription: "Densities before (prior {name}) and after the data of {k} studies.",
  priorPosteriorOf: "{quantity}: posterior median {median}, {level} credible interval {lower} to {upper}.",
  priorLine: "Prior ({name})",
  posteriorLine: "Posterior",
  priorWords: "Prior: {words}.",
  priorBeyond: "Of the prior, shares beyond the right end: {parts}.",
  sdSensitivity: "SD of logit sensitivity",
  sdSpecificity: "SD of logit specificity",
  correlation: "Correlation of the logits",
  posteriorComputation:
    "{n} draws by importance sampling that say as much as {effective} independent ones; no Markov chains.",
  profileTitle: "Profile of the reference’s accuracy",
  profileDescription:
    "How far the log-likelihood falls below its maximum where an accuracy of the reference standard is held; {k} studies.",
  profilePoint: "{parameter} {value}: {gap}.",
  profileSensitivity: "Reference sensitivity",
  profileSpecificity: "Reference specificity",
  profileX: "Accuracy of the reference, held at",
  profileY: "Change in log-likelihood",
  profileCompatible: "Above this line: compatible with the data (95%)",
  profileNothing: "No accuracy of the reference was estimated: there is no profile to draw.",
  profileDeeper: "Points more than {deepest} below the maximum, not drawn: {n}.",
  referenceTitle: "Accuracy by reference standard",
  referenceDescription:
    "Accuracy of the index test against the truth, were the reference standard as good as said; {k} studies.",
  referencePanel: "{measure} of the index test",
  referencePanelDependence: "{measure} of the index test, dependence {share}",
  referenceX: "Sensitivity of the reference",
  referenceSpecificity: "Reference with specificity {value}",
  referencePerfect: "Taking the reference for the truth",
  referenceScenario:
    "Reference {referenceSensitivity}, {referenceSpecificity}: sensitivity {sensitivity}, specificity {specificity}.",
  referenceImpossible: "References that contradict the pooled data, not drawn: {n} of {all}.",
  referenceNote:
    "Reference known to be as good as said; errors of both tests independent given the truth, but for what dependence says.",
} as const;
