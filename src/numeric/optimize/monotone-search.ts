/**
 * The least whole number from `low` to `high` at which a test holds that stays true from there on; high + 1 where it holds
 * nowhere. Looks from `start` outwards in doubling steps, so that a good guess is confirmed by two questions.
 */
export function leastTrueNear(low: number, high: number, start: number, test: (x: number) => boolean): number {
  // The test fails below `from` and holds at `to` (or `to` is high + 1).
  let from = low;
  let to = high + 1;
  let step = 1;
  if (test(start)) {
    to = start;
    while (to > from) {
      const next = Math.max(low, to - step);
      if (!test(next)) {
        from = next + 1;
        break;
      }
      to = next;
      step *= 2;
    }
  } else {
    from = start + 1;
    while (from < to) {
      const next = Math.min(high, from + step - 1);
      if (test(next)) {
        to = next;
        break;
      }
      from = next + 1;
      step *= 2;
    }
  }
  return leastTrue(from, to, test);
}

/** The least whole number from `low` to `high` at which a test holds that stays true from there on, taking it to hold at `high`. */
export function leastTrue(low: number, high: number, test: (x: number) => boolean): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (test(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
