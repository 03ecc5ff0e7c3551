import type { GroupIntegral, GroupNodes } from "./group-integral.js";

/** Finer and finer rules. Both stages of a nested rule grow at once, so that a change tells of both. */
const LADDERS = {
  line: [5, 7, 9, 11, 15, 21, 31, 45, 61, 81, 101].map((n): GroupNodes => [n, n]),
  plane: [5, 7, 9, 11, 15, 21, 31, 45, 61, 81].map((n): GroupNodes => [n, n]),
  space: [5, 7, 9, 11, 13, 15, 19, 25, 31].map((n): GroupNodes => [n, n]),
  nested: [
    [5, 7],
    [7, 11],
    [9, 15],
    [11, 21],
    [15, 31],
    [21, 45],
    [31, 61],
  ] as const satisfies readonly GroupNodes[],
} as const;

/** The rules that a group may be integrated by, coarse to fine. */
function ladderOf({ rule, dimensions }: GroupIntegral): readonly GroupNodes[] {
  if (rule === "nested") return LADDERS.nested;
  return dimensions < 2 ? LADDERS.line : dimensions === 2 ? LADDERS.plane : LADDERS.space;
}

/** The nodes of every group, and by how much they fall short together. */
export interface NodeChoice {
  readonly nodes: readonly GroupNodes[];
  /** Σ |change of a group's log-likelihood by the next finer rule| at the parameters they were chosen for; `null` where not asked. */
  readonly error: number | null;
}

/** Two rules may agree by chance; of the change before theirs this much is taken to be left at least. */
const CHANCE = 0.01;
/** How much of a change by a finer rule the next one is trusted to leave in a dear rule, where the changes fall like that. */
const DECAY = 0.1;

/**
 * For each group the coarsest rule that the next finer one agrees with to within `tolerance` of log-likelihood, or that finer
 * one where `finer`: of rules in more than two dimensions one earlier where the changes fall fast. Groups differ much: thousands of patients need few nodes, a margin of three with none positive many.
 */
export function chooseNodes(
  groups: readonly GroupIntegral[],
  parameters: number,
  at: ArrayLike<number>,
  tolerance: number,
  finer = false,
): NodeChoice {
  const score = new Float64Array(parameters);
  let error = 0;
  const nodes = groups.map((group) => {
    const ladder = ladderOf(group);
    const dear = finer && group.dimensions > 2;
    let value = group.evaluate(at, ladder[0]!, score);
    let before = 0;
    for (let i = 1; i < ladder.length; i++) {
      const next = group.evaluate(at, ladder[i]!, score);
      const change = Math.abs(next - value);
      value = next;
      const left = Math.max(dear && change < 0.3 * before ? DECAY * change : change, CHANCE * before);
      before = change;
      if (left <= tolerance || i === ladder.length - 1) {
        error += change;
        return finer ? ladder[i]! : ladder[i - 1]!;
      }
    }
    return ladder[0]!;
  });
  return { nodes, error };
}
