import type { TwoByTwo } from "../../src/tables/study.js";

// The same question by plain search: every table of n patients, every quantity from its definition as a fraction of whole
// numbers, every interval from the printed digits. Shares no code with what it tests.

export type Mode = "nearest" | "truncate" | "either";

/** numerator/denominator, or numerator/√denominator. */
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly root?: true;
}

const fraction = (numerator: number, denominator: number): Fraction => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
});

const total = ({ tp, fp, fn, tn }: TwoByTwo): number => tp + fp + fn + tn;

/** Every quantity that a report can hold, from its definition. */
export const quantities: Readonly<Record<string, (table: TwoByTwo) => Fraction>> = {
  sensitivity: ({ tp, fn }) => fraction(tp, tp + fn),
  specificity: ({ fp, tn }) => fraction(tn, fp + tn),
  ppv: ({ tp, fp }) => fraction(tp, tp + fp),
  npv: ({ fn, tn }) => fraction(tn, fn + tn),
  accuracy: (table) => fraction(table.tp + table.tn, total(table)),
  prevalence: (table) => fraction(table.tp + table.fn, total(table)),
  f1: ({ tp, fp, fn }) => fraction(2 * tp, 2 * tp + fp + fn),
  balancedAccuracy: ({ tp, fp, fn, tn }) => fraction(tp * (fp + tn) + tn * (tp + fn), 2 * (tp + fn) * (fp + tn)),
  youden: ({ tp, fp, fn, tn }) =>
    fraction(tp * (fp + tn) + tn * (tp + fn) - (tp + fn) * (fp + tn), (tp + fn) * (fp + tn)),
  plr: ({ tp, fp, fn, tn }) => fraction(tp * (fp + tn), (tp + fn) * fp),
  nlr: ({ tp, fp, fn, tn }) => fraction(fn * (fp + tn), (tp + fn) * tn),
  dor: ({ tp, fp, fn, tn }) => fraction(tp * tn, fp * fn),
  mcc: ({ tp, fp, fn, tn }) => ({
    numerator: BigInt(tp * tn - fp * fn),
    denominator: BigInt(tp + fp) * BigInt(tp + fn) * BigInt(tn + fp) * BigInt(tn + fn),
    root: true,
  }),
  // (observed − expected agreement)/(1 − expected agreement), times n².
  kappa: (table) => {
    const { tp, fp, fn, tn } = table;
    const n = total(table);
    const expected = (tp + fp) * (tp + fn) + (tn + fp) * (tn + fn);
    return fraction((tp + tn) * n - expected, n * n - expected);
  },
};

export const ratios: readonly string[] = ["plr", "nlr", "dor"];

/** The value of a quantity; `null` where it is 0/0 or x/0. */
export function quantityOf(field: string, table: TwoByTwo): number | null {
  const { numerator, denominator, root } = quantities[field]!(table);
  if (denominator === 0n) return null;
  return Number(numerator) / (root ? Math.sqrt(Number(denominator)) : Number(denominator));
}

const sign = (x: bigint): bigint => (x > 0n ? 1n : x < 0n ? -1n : 0n);

/** The sign of quantity − p/q. */
function compare({ numerator, denominator, root }: Fraction, p: bigint, q: bigint): bigint {
  if (root) return sign(sign(numerator) * numerator ** 2n * q ** 2n - sign(p) * p ** 2n * denominator);
  return sign(numerator * q - p * denominator);
}

/** Whether the table's quantity would be printed so ("0.92", "92%", "-0.10"). */
export function isPrintedAs(field: string, table: TwoByTwo, printed: string, mode: Mode): boolean {
  const quantity = quantities[field]!(table);
  if (quantity.denominator === 0n) return false;
  const negative = printed.startsWith("-");
  const [whole = "", decimals = ""] = printed.replace(/[-%]/g, "").split(".");
  const size = BigInt(whole + decimals);
  const v = negative ? -size : size;
  const q = 10n ** BigInt(decimals.length) * (printed.endsWith("%") ? 100n : 1n);
  const against = (twice: bigint): bigint => compare(quantity, twice, 2n * q);
  const nearest = against(2n * v - 1n) >= 0n && against(2n * v + 1n) <= 0n;
  const above = v > 0n ? against(2n * v) >= 0n : against(2n * v - 2n) > 0n;
  const below = v < 0n ? against(2n * v) <= 0n : against(2n * v + 2n) < 0n;
  return mode === "nearest" ? nearest : mode === "truncate" ? above && below : nearest || (above && below);
}

/** All tables of n patients (with so many diseased, if given) that have every printed quantity, ordered by tp, fp, fn. */
export function searchAll(
  n: number,
  printed: Readonly<Record<string, string>>,
  mode: Mode,
  diseased?: number,
): TwoByTwo[] {
  const found: TwoByTwo[] = [];
  const fields = Object.entries(printed);
  for (let tp = 0; tp <= n; tp++) {
    for (let fp = 0; fp <= n - tp; fp++) {
      const [from, to] = diseased === undefined ? [0, n - tp - fp] : [diseased - tp, diseased - tp];
      for (let fn = Math.max(0, from); fn <= Math.min(to, n - tp - fp); fn++) {
        const table = { tp, fp, fn, tn: n - tp - fp - fn };
        if (diseased !== undefined && tp + fn !== diseased) continue;
        if (fields.every(([field, text]) => isPrintedAs(field, table, text, mode))) found.push(table);
      }
    }
  }
  return found;
}

/** A value as a paper prints it. */
export function print(value: number, decimals: number, percent: boolean, mode: Mode): string {
  const scaled = percent ? 100 * value : value;
  const cut = mode === "truncate" ? Math.trunc(scaled * 10 ** decimals) / 10 ** decimals : scaled;
  const text = cut.toFixed(decimals);
  return `${Number(text) === 0 ? text.replace("-", "") : text}${percent ? "%" : ""}`;
}
