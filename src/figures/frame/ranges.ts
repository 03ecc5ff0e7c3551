/** The range of positive numbers with a little room on a log scale; it takes in `always`. */
export function paddedRatios(values: readonly number[], always: readonly number[]): readonly [number, number] {
  const all = [...values.filter((value) => value > 0 && Number.isFinite(value)), ...always];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = Math.max(0.06 * Math.log(high / low), 0.1);
  return [low * Math.exp(-room), high * Math.exp(room)];
}

/** The range of numbers with a little room on either side; it takes in `always`. */
export function paddedRange(
  values: readonly number[],
  always: readonly number[] = [],
  share = 0.06,
): readonly [number, number] {
  const all = [...values.filter(Number.isFinite), ...always];
  if (all.length === 0) return [0, 1];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = high > low ? share * (high - low) : Math.max(0.5 * Math.abs(low), 0.05);
  return [low - room, high + room];
}
