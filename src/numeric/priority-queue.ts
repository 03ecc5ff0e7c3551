/** A queue that gives out the item with the least key first; among equal keys in no particular, but always the same, order. */
export interface PriorityQueue<T> {
  readonly add: (key: number, item: T) => void;
  /** Takes out the first item; `undefined` once there is none. */
  readonly take: () => T | undefined;
}

/** An empty queue, held as a binary heap. */
export function createQueue<T>(): PriorityQueue<T> {
  const heap: { readonly key: number; readonly item: T }[] = [];
  const exchange = (i: number, j: number): void => {
    const held = heap[i]!;
    heap[i] = heap[j]!;
    heap[j] = held;
  };
  return {
    add(key, item) {
      heap.push({ key, item });
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (heap[parent]!.key <= heap[i]!.key) break;
        exchange(i, parent);
        i = parent;
      }
    },
    take() {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first?.item;
      heap[0] = last;
      for (let i = 0; ; ) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2]) {
          if (child < heap.length && heap[child]!.key < heap[least]!.key) least = child;
        }
        if (least === i) break;
        exchange(i, least);
        i = least;
      }
      return first.item;
    },
  };
}
