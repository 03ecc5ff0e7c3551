/** Columns of the limits of quantities that have them in columns of their own, by the quantity's column: one of both, or one of each. */
export type LimitColumns = ReadonlyMap<number, readonly [number] | readonly [lower: number, upper: number]>;

const BOTH_LIMITS =
  /^\(?\s*(?:\d{2}\s*%\s*-?\s*)?(?:CIs?|CrIs?|KI|IC|confidence intervals?|confidence limits?|credible intervals?)(?:\s*\(?\d{2}\s*%\)?)?\s*\)?$/i;
const LOWER = /^(?:(?:95\s*%\s*)?(?:CI\s*)?(?:lower|low|LCL|LL|lo|from)(?:\s+(?:limit|bound|CI|95\s*%.*))?|2\.5\s*%)$/i;
const UPPER =
  /^(?:(?:95\s*%\s*)?(?:CI\s*)?(?:upper|up|UCL|UL|high|hi|to)(?:\s+(?:limit|bound|CI|95\s*%.*))?|97\.5\s*%)$/i;

/** Limits in columns of their own: "95% CI" behind a quantity, or "lower" and "upper". */
export function limitColumns(
  titles: readonly (readonly string[])[],
  quantities: ReadonlyMap<number, string>,
): LimitColumns {
  const limits = new Map<number, readonly [number] | readonly [number, number]>();
  const lowest = titles.map((own) => own[0] ?? "");
  for (const at of quantities.keys()) {
    const [next = "", after = ""] = [lowest[at + 1], lowest[at + 2]];
    if (LOWER.test(next) && UPPER.test(after)) limits.set(at, [at + 1, at + 2]);
    else if (BOTH_LIMITS.test(next)) limits.set(at, [at + 1]);
  }
  return limits;
}
