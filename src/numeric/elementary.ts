// Elementary functions that give the same bits in every engine; see elementary/exponential.ts.

export { decimalExponent, powerOfTen } from "./elementary/decimal.js";
export { cosh, exp, expm1, sinh, tanh } from "./elementary/exponential.js";
export { atanh, log, log1p, log2, log10 } from "./elementary/logarithm.js";
export { hypot, power, square } from "./elementary/power.js";
export { acos, atan2, cos, sin } from "./elementary/trigonometric.js";
