import { logit } from "../../src/numeric/distributions/logistic.js";

/** Whether a point, in logits, lies within a closed polygon (the polygons are ellipses there). */
export function inside(
  polygon: readonly { readonly fpr: number; readonly sensitivity: number }[],
  [x, y]: readonly [number, number],
): boolean {
  const corners = polygon.map(({ fpr, sensitivity }) => [logit(sensitivity), -logit(fpr)] as const);
  let within = false;
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
    const [xi, yi] = corners[i]!;
    const [xj, yj] = corners[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) within = !within;
  }
  return within;
}
