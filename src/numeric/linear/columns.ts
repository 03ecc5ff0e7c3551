type Columns<N extends number, R extends Float64Array[] = []> = R["length"] extends N
  ? R
  : Columns<N, [...R, Float64Array]>;

/**
 * Columns of zeros side by side in one buffer. A typed array of more than 64 bytes has its memory outside of the engine's heap, at
 * some 400 ns each; a view costs a fifth of that.
 */
export function columns<const N extends number>(length: number, count: N): Columns<N> {
  const buffer = new Float64Array(length * count);
  const views: Float64Array[] = [];
  for (let i = 0; i < count; i++) views.push(buffer.subarray(i * length, (i + 1) * length));
  return views as Columns<N>;
}
