/** Milliseconds of a call, medians: by the clock, and of the processor, which other programs on the machine lengthen less. */
export interface Times {
  readonly wall: number;
  readonly cpu: number;
}

/** Processor time that the calls of a row take together, milliseconds: first until the compiler is done with them, then to be timed. */
const WARM = 400;
const TIMED = 500;
/** Calls are timed in batches of at least so many milliseconds: the processor's time is counted in steps. */
const BATCH = 5;
/** A row ends after so many milliseconds by the clock. */
const LONGEST = 8000;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

const used = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Times a call, after some that are not counted. */
export function timeHere(run: () => unknown): Times {
  const begun = performance.now();
  const over = (): boolean => performance.now() - begun > LONGEST;
  const from = used();
  let calls = 0;
  do {
    run();
    calls++;
  } while (used() - from < WARM && !over());
  const size = Math.max(1, Math.ceil((BATCH * calls) / (used() - from)));
  const batches: Times[] = [];
  const timed = used();
  do {
    const [clock, processor] = [performance.now(), used()];
    for (let i = 0; i < size; i++) run();
    batches.push({ wall: (performance.now() - clock) / size, cpu: (used() - processor) / size });
  } while (used() - timed < TIMED && !over());
  return { wall: median(batches.map(({ wall }) => wall)), cpu: median(batches.map(({ cpu }) => cpu)) };
}
