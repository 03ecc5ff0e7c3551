import type { Terminal } from "./terminal.js";

/** Redrawn no more often than this, in ms. */
const PAUSE = 100;
/** What is done sooner than this, in ms, shows no bar. */
const PATIENCE = 400;
const BAR = 24;
const ERASE = "\r\x1b[K";

/** A line that says how far long work is. */
export interface ProgressLine {
  /** Names what begins now. */
  readonly begin: (what: string) => void;
  /** So much of it is done; `total` is `null` where nobody knows. */
  readonly update: (done: number, total: number | null) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

const SILENT: ProgressLine = { begin: () => {}, update: () => {}, end: () => {} };

/** `Leaving out each study  ██████████──────────────  12 of 30, 8 s left` */
function lineOf(what: string, done: number, total: number | null, elapsed: number): string {
  if (total === null) return `${what}  ${done.toLocaleString("en-US")}, ${Math.round(elapsed / 1000)} s`;
  const filled = total === 0 ? BAR : Math.round((BAR * done) / total);
  const left = done === 0 ? "" : `, ${Math.ceil((elapsed / done) * ((total - done) / 1000))} s left`;
  return `${what}  ${"█".repeat(filled)}${"─".repeat(BAR - filled)}  ${done} of ${total}${left}`;
}

/**
 * A progress line on standard error, drawn over itself; on anything but a terminal nothing is written. The work holds the one
 * thread that there is, so that the line is redrawn by `update` alone, at most ten times a second.
 */
export function progressLine(
  { stderr, terminal }: { readonly stderr: (text: string) => void; readonly terminal: { readonly stderr: Terminal } },
  now = Date.now,
): ProgressLine {
  const { interactive, columns } = terminal.stderr;
  if (!interactive) return SILENT;
  let what = "";
  let began = 0;
  let drawn = 0;
  let visible = false;
  const draw = (text: string): void => {
    stderr(`${ERASE}${text.slice(0, (columns ?? 80) - 1)}`);
    visible = true;
  };
  const end = (): void => {
    if (visible) stderr(ERASE);
    visible = false;
  };
  return {
    begin(text) {
      what = text;
      began = now();
      drawn = 0;
      draw(`${text} …`);
    },
    update(done, total) {
      const time = now();
      if (time - began < PATIENCE || time - drawn < PAUSE) return;
      drawn = time;
      draw(lineOf(what, done, total, time - began));
    },
    end,
  };
}
