import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createQueue } from "../../src/numeric/priority-queue.js";

describe("the priority queue", () => {
  it("gives items out in the order of their keys, whatever the order they came in", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 })),
        fc.array(fc.integer({ min: -50, max: 50 })),
        (first, second) => {
          const queue = createQueue<number>();
          for (const key of first) queue.add(key, key);
          const taken = queue.take();
          expect(taken).toBe(first.length === 0 ? undefined : Math.min(...first));
          for (const key of second) queue.add(key, key);
          const rest: number[] = [];
          for (let item = queue.take(); item !== undefined; item = queue.take()) rest.push(item);
          const left = [...first.toSorted((x, y) => x - y).slice(1), ...second];
          expect(rest).toEqual(left.sort((x, y) => x - y));
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});
