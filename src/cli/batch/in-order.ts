/** Bytes of lines that may be on their way at a time, beyond the one that is always let in. */
const MOST_BYTES = 256 * 2 ** 20;

/** One line's way through. */
export interface Passage {
  readonly bytes: number;
  readonly answer: Promise<() => Promise<void>>;
}

/**
 * Takes passages as they come and delivers each, in their order, as soon as it and all before it are done: up to `width` are on
 * their way, and no more than some megabytes of them. Reads no faster than is delivered, and stops at the first failure.
 */
export async function inOrder(passages: AsyncIterator<Passage>, width: number): Promise<void> {
  let underway = 0;
  let bytes = 0;
  let failure: { readonly error: unknown } | null = null;
  let wake = (): void => {};
  let last: Promise<void> = Promise.resolve();

  const deliver = (before: Promise<void>, passage: Passage): Promise<void> =>
    (async () => {
      const done = await passage.answer.catch((error: unknown) => {
        failure ??= { error };
        return null;
      });
      await before;
      try {
        if (failure === null) await done?.();
      } catch (error) {
        failure ??= { error };
      }
      underway -= 1;
      bytes -= passage.bytes;
      wake();
    })();

  const changed = (): Promise<"changed"> =>
    new Promise((resolve) => {
      wake = () => resolve("changed");
    });
  let coming: Promise<IteratorResult<Passage>> | null = null;
  for (;;) {
    if (failure !== null) break;
    const full = underway >= width || (underway > 0 && bytes > MOST_BYTES);
    const wakes = changed();
    if (full) {
      await wakes;
      continue;
    }
    coming ??= passages.next();
    const first = await Promise.race([coming, wakes]);
    if (first === "changed") continue;
    coming = null;
    if (first.done) break;
    underway += 1;
    bytes += first.value.bytes;
    last = deliver(last, first.value);
  }
  await last;
  if (failure !== null) {
    // what is still to come is not waited for: it may never
    void Promise.resolve(passages.return?.()).catch(() => {});
    throw (failure as { readonly error: unknown }).error;
  }
}
