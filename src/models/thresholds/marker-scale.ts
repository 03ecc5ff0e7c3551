import { exp, expm1, log, log1p } from "../../numeric/elementary.js";

/** The scale on which cut-offs enter the model. */
export type MarkerScale = "log" | "identity" | "box-cox";

/** A scale h with all that is asked of it; λ of Box–Cox is fixed in it. */
export interface ScaleFunctions {
  /** h(c). */
  readonly of: (cutoff: number) => number;
  /** c with h(c) = x; `null` where there is none. */
  readonly inverse: (x: number) => number | null;
  /** h′(c). */
  readonly slope: (cutoff: number) => number;
  /** ∂h(c)/∂λ; 0 but for Box–Cox. */
  readonly byLambda: (cutoff: number) => number;
}

/** Below this |λ·ln c| the derivative by λ is taken from its series. */
const SMALL = 1e-3;

/** (e^(λl) − 1)/λ, l = ln c: Box and Cox's transformation, which is ln c at λ = 0. */
function boxCox(l: number, lambda: number): number {
  return lambda === 0 ? l : expm1(lambda * l) / lambda;
}

/** ∂/∂λ of (e^(λl) − 1)/λ = [λl·e^(λl) − (e^(λl) − 1)]/λ². */
function boxCoxByLambda(l: number, lambda: number): number {
  const y = lambda * l;
  if (Math.abs(y) < SMALL) return l * l * (1 / 2 + y * (1 / 3 + y * (1 / 8 + y * (1 / 30 + y / 144))));
  return (y * exp(y) - expm1(y)) / (lambda * lambda);
}

/** The functions of a scale; `lambda` counts for Box–Cox alone. */
export function markerScale(scale: MarkerScale, lambda: number | null): ScaleFunctions {
  switch (scale) {
    case "identity":
      return { of: (c) => c, inverse: (x) => x, slope: () => 1, byLambda: () => 0 };
    case "log":
      return { of: log, inverse: exp, slope: (c) => 1 / c, byLambda: () => 0 };
    case "box-cox": {
      const power = lambda ?? 0;
      return {
        of: (c) => boxCox(log(c), power),
        inverse: (x) => {
          if (power === 0) return exp(x);
          return 1 + power * x > 0 ? exp(log1p(power * x) / power) : null;
        },
        slope: (c) => exp((power - 1) * log(c)),
        byLambda: (c) => boxCoxByLambda(log(c), power),
      };
    }
  }
}
