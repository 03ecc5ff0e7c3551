const TWO_OVER_PI = 0.6366197723675814;
// π/2 in three parts, the first two of 33 significant bits, so that small whole multiples of them are exact
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;

/** sin(r + low) for |r| ≤ π/4, by its Taylor series. */
function sineNear0(r: number, low: number): number {
  const z = r * r;
  const w = z * z;
  const odd = -1 / 6 + w * (-1 / 5040 + w * (-1 / 39916800 + w / -1307674368000));
  const even = 1 / 120 + w * (1 / 362880 + w * (1 / 6227020800 + w / 355687428096000));
  return r + (z * (r * (odd + z * even) - 0.5 * low) + low);
}

/** cos(r + low) for |r| ≤ π/4, by its Taylor series. */
function cosineNear0(r: number, low: number): number {
  const z = r * r;
  const w = z * z;
  const even = 1 / 24 + w * (1 / 40320 + w * (1 / 479001600 + w / 20922789888000));
  const odd = -1 / 720 + w * (-1 / 3628800 + w * (-1 / 87178291200 + w / -6402373705728000));
  const half = 0.5 * z;
  const rough = 1 - half;
  return rough + (1 - rough - half + (w * (even + z * odd) - r * low));
}

/** sin(x + quarters·π/2), where quarters is whole. */
function turned(x: number, quarters: number): number {
  const k = Math.floor(x * TWO_OVER_PI + 0.5);
  const first = x - k * HALF_PI_1;
  const second = k * HALF_PI_2;
  const rest = first - second;
  const third = k * HALF_PI_3 - (first - rest - second);
  const r = rest - third;
  const low = rest - r - third;
  const turn = k + quarters - 4 * Math.floor((k + quarters) / 4);
  const value = turn === 0 || turn === 2 ? sineNear0(r, low) : cosineNear0(r, low);
  return turn >= 2 ? -value : value;
}

/** The sine of x radians, to the last place for |x| up to 10⁵; the error grows beyond. */
export function sin(x: number): number {
  return turned(x, 0);
}

/** The cosine of x radians, to the last place for |x| up to 10⁵; the error grows beyond. */
export function cos(x: number): number {
  return turned(x, 1);
}

/** tan(π/8). */
const EIGHTH = 0.41421356237309503;

/** The arc tangent of x in [0, 1]: above tan(π/8) as π/4 less that of (1 − x)/(1 + x); then by its Taylor series. */
function arcTangent(x: number): number {
  const t = x > EIGHTH ? (1 - x) / (1 + x) : x;
  const z = t * t;
  let series = 0;
  for (let n = 43; n >= 3; n -= 2) series = z * (1 / n - series);
  const angle = t - t * series;
  return x > EIGHTH ? Math.PI / 4 - angle : angle;
}

/** The angle of the point (x, y) from the positive x axis, in (−π, π]; 0 at the origin. */
export function atan2(y: number, x: number): number {
  const [up, across] = [Math.abs(y), Math.abs(x)];
  if (up === 0) return x < 0 ? Math.PI : 0;
  const angle = up <= across ? arcTangent(up / across) : Math.PI / 2 - arcTangent(across / up);
  const whole = x < 0 ? Math.PI - angle : angle;
  return y < 0 ? -whole : whole;
}

/** The angle in [0, π] whose cosine is x; NaN outside [−1, 1]. */
export function acos(x: number): number {
  return 2 * atan2(Math.sqrt(1 - x), Math.sqrt(1 + x));
}
