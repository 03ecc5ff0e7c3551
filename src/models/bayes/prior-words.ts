import type { BayesPrior } from "./bayes-prior.js";
import type { Density } from "./density.js";

/** A density in the notation of methods sections: what is distributed how. */
function densityWords(density: Density, of: string): string {
  switch (density.family) {
    case "normal":
      return `${of} ~ N(${density.mean}, ${density.sd}²)`;
    case "logistic":
      return `${of} ~ logistic(${density.location}, ${density.scale})`;
    case "uniform":
      return `${of} ~ U(${density.lower}, ${density.upper})`;
    case "half-normal":
      return `${of} ~ half-normal(${density.sd})`;
    case "exponential":
      return `${of} ~ exponential(rate ${Number(density.rate.toPrecision(4))})`;
    case "inverse-gamma-variance":
      return `${of}² ~ inverse gamma(${density.shape}, rate ${density.rate})`;
    case "gamma-precision":
      return `1/${of}² ~ gamma(${density.shape}, rate ${density.rate})`;
    case "lkj":
      return `${of} ~ LKJ(${density.eta})`;
    case "fisher-normal":
      return `ln((1 + ${of})/(1 − ${of})) ~ N(${density.mean}, ${Number((density.sd * density.sd).toPrecision(12))})`;
  }
}

const same = (x: Density, y: Density): boolean => JSON.stringify(x) === JSON.stringify(y);

/** One density for both logits where they agree, else one for each. */
function pair({ sensitivity, specificity }: { sensitivity: Density; specificity: Density }, of: string): string {
  if (same(sensitivity, specificity)) return `each ${densityWords(sensitivity, of)}`;
  return `${densityWords(sensitivity, `${of} (sensitivity)`)}, ${densityWords(specificity, `${of} (specificity)`)}`;
}

/** A prior as a methods section prints it. */
export function priorWords(prior: BayesPrior): string {
  const parts = [
    `mean logits ${pair(prior.mean, "μ")}`,
    `between-study standard deviations ${pair(prior.sd, "σ")}`,
    `their correlation ${densityWords(prior.correlation, "ρ")}`,
  ];
  if (prior.coefficient !== undefined) parts.push(`moderators' coefficients ${pair(prior.coefficient, "β")}`);
  return parts.join("; ");
}
