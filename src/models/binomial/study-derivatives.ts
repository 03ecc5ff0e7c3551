import { gaussHermite, MAX_GAUSS_HERMITE_NODES } from "../../numeric/quadrature/gauss-hermite.js";
import type { Study } from "../../tables/study.js";
import { choleskyOfBetweenStudy } from "../between-study.js";
import type { BetweenStudy } from "../fit-core.js";
import type { LocalDerivatives } from "../model.js";
import { integrateStudy } from "./hermite-integral.js";
import { createNodeFactor, placeNodes } from "./placement.js";
import { createPosteriorMode, findPosteriorMode, type StudyPoint } from "./posterior-mode.js";
import { createStudyIntegral } from "./study-integral.js";

/**
 * What every study says of its two linear predictors (means of logit sensitivity and specificity) at given means and Ψ, the
 * random effects integrated out by adaptive quadrature with `nodes` nodes a dimension: the score by Fisher's identity and the
 * observed information by Louis'. In the studies' order.
 *
 * @param means the two linear predictors of every study
 */
export function binomialStudyDerivatives(
  studies: readonly Study[],
  means: readonly (readonly [number, number])[],
  betweenStudy: BetweenStudy,
  nodes: number,
): LocalDerivatives[] {
  // a fit on a grid may have taken more points than a rule of Gauss has nodes
  const rule = gaussHermite(Math.min(nodes, MAX_GAUSS_HERMITE_NODES));
  const integral = createStudyIntegral();
  const factor = createNodeFactor();
  const [a, b, c] = choleskyOfBetweenStudy(betweenStudy);
  return studies.map((study, i) => {
    const [o1, o2] = means[i]!;
    const point: StudyPoint = {
      y1: study.tp,
      n1: study.tp + study.fn,
      y2: study.tn,
      n0: study.tn + study.fp,
      o1,
      o2,
      a,
      b,
      c,
    };
    const mode = createPosteriorMode();
    findPosteriorMode(point, mode);
    placeNodes(point, mode, "whitened", factor);
    integrateStudy(point, mode, factor, rule, false, integral);
    const { score, information } = integral;
    return {
      score: [score[0]!, score[1]!],
      information: [information[0]!, information[1]!, information[6]!],
    };
  });
}
