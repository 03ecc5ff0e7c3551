/** What a stream is connected to. */
export interface Terminal {
  /** Whether people read it: a terminal that can erase what was written. */
  readonly interactive: boolean;
  /** Whether text may be in colours. */
  readonly colors: boolean;
  /** Characters in a line; `null` where the stream is no terminal. */
  readonly columns: number | null;
}

/**
 * What a stream is connected to. Colours are for terminals; the variable `NO_COLOR`, set to anything, turns them off
 * (no-color.org), and `FORCE_COLOR`, set to anything but `0` or `false`, turns them on for files and pipes as well. `NO_COLOR` wins.
 */
export function terminalOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const { NO_COLOR: no = "", FORCE_COLOR: force = "", TERM: term } = environment;
  const isTerminal = stream.isTTY === true;
  const interactive = isTerminal && term !== "dumb";
  const forced = force !== "" && force !== "0" && force !== "false";
  const refused = no !== "" || (force !== "" && !forced);
  return {
    interactive,
    colors: !refused && (forced || interactive),
    columns: isTerminal && stream.columns !== undefined && stream.columns > 0 ? stream.columns : null,
  };
}
