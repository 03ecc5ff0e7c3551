import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Box, placeLabels } from "../../src/figures/marks/place-labels.js";

const area: Box = { left: 0, right: 400, top: 0, bottom: 300 };
const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe("placeLabels", () => {
  it("never lets a label cover another, a mark or an obstacle, or leave the area", () => {
    const point = fc.record({
      x: fc.integer({ min: 0, max: 400 }),
      y: fc.integer({ min: 0, max: 300 }),
      radius: fc.integer({ min: 1, max: 12 }),
      width: fc.integer({ min: 10, max: 150 }),
      height: fc.constant(11),
    });
    const obstacle = { left: 150, right: 180, top: 100, bottom: 130 };
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), (points) => {
        const placed = placeLabels(points, area, { boxes: [obstacle] });
        placed.forEach((label, i) => {
          if (label === null) return;
          const { box } = label;
          expect(box.left >= 0 && box.right <= 400 && box.top >= 0 && box.bottom <= 300).toBe(true);
          expect(overlap(box, obstacle)).toBe(false);
          placed.forEach((other, j) => {
            if (j > i && other !== null) expect(overlap(box, other.box)).toBe(false);
          });
          points.forEach(({ x, y, radius }, j) => {
            const mark = { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
            if (j !== i) expect(overlap(box, mark)).toBe(false);
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  it("puts a lone label to the right of its point, without a leader", () => {
    const [label] = placeLabels([{ x: 100, y: 100, radius: 4, width: 50, height: 10 }], area);
    expect(label).toEqual({ box: { left: 106, right: 156, top: 95, bottom: 105 }, leader: null });
  });

  it("keeps clear of lines where there is room beside them", () => {
    const lines = [{ x1: 0, y1: 100, x2: 400, y2: 100 }];
    const [label] = placeLabels([{ x: 100, y: 100, radius: 4, width: 50, height: 10 }], area, { lines });
    expect(label!.box.bottom <= 100 || label!.box.top >= 100).toBe(true);
  });

  it("leaves out a label for which there is no room", () => {
    expect(placeLabels([{ x: 200, y: 150, radius: 4, width: 500, height: 10 }], area)).toEqual([null]);
  });
});
