import { presentCutoffs } from "./analyse-cutoffs.js";
import { presentLatent } from "./analyse-latent.js";
import { presentOne } from "./analyse-one.js";
import { presentComparison } from "./compare-several.js";
import type { DrawTask, Found, Presentation } from "./messages.js";

/** Words, tables and figures of what was found, in the style that is asked for now. */
export function present({ result, more }: Pick<Found, "result" | "more">, draw: DrawTask): Presentation {
  switch (result.kind) {
    case "one":
      return presentOne(result.analysis, draw);
    case "compare":
      return presentComparison(result.analysis, more, draw);
    case "cutoffs":
      return presentCutoffs(result.analysis, draw);
    case "latent":
      return presentLatent(result.analysis, more, draw);
  }
}
