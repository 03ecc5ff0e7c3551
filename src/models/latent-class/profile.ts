import type { ProfilePoint } from "./fit.js";
import { curvedLatentObjective, FIRST_KIND, inFree, type LatentData, phiOf } from "./likelihood.js";
import { type LatentOptimum, PROFILE, searchFrom } from "./maximize.js";

/** Accuracies of a reference at which its profile is computed. */
const VALUES = [1, 0.99, 0.97, 0.95, 0.9, 0.85, 0.8];

/** The name of an estimated accuracy of a reference. */
export function referenceParameter(position: number, kinds: readonly string[]): string {
  const kind = kinds[Math.floor((position - FIRST_KIND) / 2)]!;
  const name = (position - FIRST_KIND) % 2 === 0 ? "reference sensitivity" : "reference specificity";
  return kinds.length > 1 ? `${name} (${kind})` : name;
}

/**
 * The profile of the log-likelihood over each estimated accuracy of a reference: at each value the largest log-likelihood over all
 * else, climbed to from its neighbour by a coarse rule and brought to the level of the optimum by what the rules differ by there.
 */
export function profileReference(
  data: LatentData,
  kinds: readonly string[],
  optimum: LatentOptimum,
  estimated: readonly number[],
  free: readonly number[],
): ProfilePoint[] {
  const coarse = inFree(curvedLatentObjective(data, PROFILE), optimum.full, free);
  const here = -coarse(
    Float64Array.from(free, (position) => optimum.full[position]!),
    new Float64Array(free.length),
    null,
  );
  const lift = optimum.logLik - here;
  return estimated.flatMap((position) => {
    const others = free.filter((other) => other !== position);
    let start = Float64Array.from(optimum.full);
    return VALUES.map((value) => {
      start[position] = phiOf(1 - value);
      const held = searchFrom(data, start, others, PROFILE);
      start = Float64Array.from(held.full);
      return { parameter: referenceParameter(position, kinds), value, logLik: held.logLik + lift };
    });
  });
}
