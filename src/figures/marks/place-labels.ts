/** A rectangle in px. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A point that wants a label. */
export interface LabelRequest {
  readonly x: number;
  readonly y: number;
  /** Radius of its mark. */
  readonly radius: number;
  readonly width: number;
  readonly height: number;
}

/** Where a label goes. A label away from its point has a leader, from the mark to the label. */
export interface PlacedLabel {
  readonly box: Box;
  readonly leader: Segment | null;
}

/** A straight line in px. */
export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** What labels keep clear of: boxes always, lines where there is room elsewhere. */
export interface Obstacles {
  readonly boxes?: readonly Box[];
  readonly lines?: readonly Segment[];
}

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const within = (inner: Box, outer: Box): boolean =>
  inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;

/** Whether a segment passes through a box (Liang & Barsky's clipping). */
export function crosses(leader: Segment, box: Box): boolean {
  const [dx, dy] = [leader.x2 - leader.x1, leader.y2 - leader.y1];
  let [from, to] = [0, 1];
  for (const [p, q] of [
    [-dx, leader.x1 - box.left],
    [dx, box.right - leader.x1],
    [-dy, leader.y1 - box.top],
    [dy, box.bottom - leader.y1],
  ] as const) {
    if (p === 0) {
      if (q < 0) return false;
    } else if (p < 0) from = Math.max(from, q / p);
    else to = Math.min(to, q / p);
  }
  return from < to;
}

/** Distances of labels from their marks, in multiples of their height; from the second on they have leaders. */
const DISTANCES = [0, 0.8, 1.6, 2.4, 3.4, 4.6, 6.5];

/** Directions in the order in which they are tried: right, left, above, below, then the corners. */
const DIRECTIONS: readonly (readonly [number, number])[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [0.8, -0.8],
  [0.8, 0.8],
  [-0.8, -0.8],
  [-0.8, 0.8],
];

function candidate(
  { x, y, radius, width, height }: LabelRequest,
  [ux, uy]: readonly [number, number],
  distance: number,
): PlacedLabel {
  const reach = radius + 2 + distance;
  const anchorX = x + ux * reach;
  const anchorY = y + uy * reach;
  const left = ux > 0 ? anchorX : ux < 0 ? anchorX - width : anchorX - width / 2;
  const top = uy > 0 ? anchorY : uy < 0 ? anchorY - height : anchorY - height / 2;
  const box = { left, right: left + width, top, bottom: top + height };
  if (distance === 0) return { box, leader: null };
  return { box, leader: { x1: x + ux * radius, y1: y + uy * radius, x2: anchorX - ux, y2: anchorY - uy } };
}

/**
 * Places labels beside their points so that none covers another label, a mark or an obstacle, or leaves `area`, no leader passes through a mark, and off lines where that is possible; first
 * close by, then further off with a leader. Points in open space go first. A label for which there is no room is `null`.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  area: Box,
  { boxes = [], lines = [] }: Obstacles = {},
): (PlacedLabel | null)[] {
  const marks = requests.map(({ x, y, radius }) => ({
    left: x - radius - 0.5,
    right: x + radius + 0.5,
    top: y - radius - 0.5,
    bottom: y + radius + 0.5,
  }));
  const crowding = requests.map(({ x, y }) =>
    requests.reduce((sum, other) => sum + 1 / (100 + (other.x - x) ** 2 + (other.y - y) ** 2), 0),
  );
  const order = requests.map((_, i) => i).sort((i, j) => crowding[i]! - crowding[j]! || i - j);
  const placed: (PlacedLabel | null)[] = requests.map(() => null);
  const taken: PlacedLabel[] = [];
  const free = ({ box, leader }: PlacedLabel, own: number): boolean =>
    within(box, area) &&
    !boxes.some((obstacle) => overlaps(box, obstacle)) &&
    !marks.some((mark, i) => i !== own && (overlaps(box, mark) || (leader !== null && crosses(leader, mark)))) &&
    !taken.some(
      (other) =>
        overlaps(box, other.box) ||
        (other.leader !== null && crosses(other.leader, box)) ||
        (leader !== null && crosses(leader, other.box)),
    );
  for (const i of order) {
    const request = requests[i]!;
    const candidates = DISTANCES.flatMap((distance) =>
      DIRECTIONS.map((direction) => candidate(request, direction, distance * request.height)),
    ).filter((label) => free(label, i));
    // the nearest place that no line runs through; where there is none, the nearest
    const label = candidates.find(({ box }) => !lines.some((segment) => crosses(segment, box))) ?? candidates[0];
    if (label === undefined) continue;
    placed[i] = label;
    taken.push(label);
  }
  return placed;
}
