import { hypot } from "../../numeric/elementary.js";
import type { PosteriorMode, StudyPoint } from "./posterior-mode.js";
import type { StudyIntegral } from "./study-integral.js";

/**
 * The exact gradient, by (o1, o2, a, b, c), of one study's log-likelihood as the quadrature approximates it with its nodes
 * placed `"specificity-first"` (on a line, where c = 0, along the only random effect). Written to `gradient` (length 5).
 *
 * With few nodes the approximation depends on where the nodes are, and they move with the parameters through the mode and
 * its curvature. So to the score by Fisher's identity come E[∇F]·∂mode, tr(E[∇F xᵀ]ᵀ ∂T) and ∂ln|T|. The mode moves by the
 * implicit function theorem, ∂mode = H⁻¹ ∂(Lᵀ r − v); the curvature through its weights n p q, whose derivative by the logit
 * is n p q (1 − 2p). T = (lower factor) × (rotation by the angle that `placeNodes` takes). All of it vanishes as nodes are
 * added; for Laplace (one node) it is what makes the gradient right.
 */
export function adaptedGradient(
  study: StudyPoint,
  mode: PosteriorMode,
  integral: StudyIntegral,
  line: boolean,
  gradient: Float64Array,
): void {
  const { y1, n1, y2, n0, a, b, c } = study;
  const { v1, v2, p1, q1, p2, q2, h11, h12, h22, determinant } = mode;
  const { score, slope1, slope2, stretch11, stretch12, stretch21, stretch22 } = integral;
  const r1 = y1 * q1 - (n1 - y1) * p1;
  const r2 = y2 * q2 - (n0 - y2) * p2;
  const w1 = n1 * p1 * q1;
  const w2 = n0 * p2 * q2;
  const third1 = w1 * (q1 - p1);
  const third2 = w2 * (q2 - p2);
  const lower11 = Math.sqrt(h22 / determinant);
  const lower21 = -h12 / Math.sqrt(determinant * h22);
  const lower22 = 1 / Math.sqrt(h22);
  const m21 = b * lower11 + c * lower21;
  const m22 = c * lower22;
  const length = line ? 0 : hypot(m21, m22);
  const cos = length > 0 ? m22 / length : line ? 0 : 1;
  const sin = length > 0 ? m21 / length : line ? 1 : 0;
  // E[∇F xᵀ] with x turned back: what goes with the lower factor. And what goes with the angle itself.
  const turned11 = stretch11 * cos + stretch12 * sin;
  const turned21 = stretch21 * cos + stretch22 * sin;
  const turned22 = -stretch21 * sin + stretch22 * cos;
  const turned12 = -stretch11 * sin + stretch12 * cos;
  const angleSlope = turned12 * lower11 + turned22 * lower21 - turned21 * lower22;
  for (let i = 0; i < 5; i++) {
    // ∂(Lᵀ r − v) and ∂(logits), both with v held.
    let g1: number;
    let g2 = 0;
    let logit1 = 0;
    let logit2 = 0;
    switch (i) {
      case 0:
        logit1 = 1;
        g1 = -a * w1;
        break;
      case 1:
        logit2 = 1;
        g1 = -b * w2;
        g2 = -c * w2;
        break;
      case 2:
        logit1 = v1;
        g1 = r1 - a * w1 * v1;
        break;
      case 3:
        logit2 = v1;
        g1 = r2 - b * w2 * v1;
        g2 = -c * w2 * v1;
        break;
      default:
        logit2 = v2;
        g1 = -b * w2 * v2;
        g2 = r2 - c * w2 * v2;
    }
    const mode1 = (h22 * g1 - h12 * g2) / determinant;
    const mode2 = (h11 * g2 - h12 * g1) / determinant;
    const dw1 = third1 * (logit1 + a * mode1);
    const dw2 = third2 * (logit2 + b * mode1 + c * mode2);
    const dh11 = a * a * dw1 + b * b * dw2 + (i === 2 ? 2 * a * w1 : 0) + (i === 3 ? 2 * b * w2 : 0);
    const dh12 = b * c * dw2 + (i === 3 ? c * w2 : 0) + (i === 4 ? b * w2 : 0);
    const dh22 = c * c * dw2 + (i === 4 ? 2 * c * w2 : 0);
    const logDeterminant = (dh11 * h22 + h11 * dh22 - 2 * h12 * dh12) / determinant;
    const logH22 = dh22 / h22;
    const dLower11 = 0.5 * lower11 * (logH22 - logDeterminant);
    const dLower21 = -dh12 / Math.sqrt(determinant * h22) - 0.5 * lower21 * (logH22 + logDeterminant);
    const dLower22 = -0.5 * lower22 * logH22;
    const dm21 = b * dLower11 + c * dLower21 + (i === 3 ? lower11 : 0) + (i === 4 ? lower21 : 0);
    const dm22 = c * dLower22 + (i === 4 ? lower22 : 0);
    const angle = length > 0 ? (m22 * dm21 - m21 * dm22) / (length * length) : 0;
    gradient[i] =
      score[i]! +
      slope1 * mode1 +
      slope2 * mode2 +
      turned11 * dLower11 +
      turned21 * dLower21 +
      turned22 * dLower22 +
      angleSlope * angle -
      0.5 * logDeterminant;
  }
}
