import { normalizeName } from "../tables/column-names.js";
import type { LimitsField, ReportField } from "./read/printed-item.js";

/** What a column of a file of reports can mean. */
export type ReportColumn =
  | { readonly kind: "number"; readonly field: Exclude<ReportField, LimitsField> }
  /** One confidence limit, or both in one cell ("0.85–0.96"). */
  | { readonly kind: "limits"; readonly field: LimitsField; readonly part: "lower" | "upper" | "both" }
  /** Confidence level or method of all limits in the row. */
  | { readonly kind: "limits-level" }
  | { readonly kind: "limits-method" };

type NumberField = Exclude<ReportField, LimitsField>;

/** Names of columns, without case, spaces and punctuation. */
const names: Readonly<Record<NumberField, readonly string[]>> = {
  n: ["n", "ntotal", "totaln", "total", "ntot", "samplesize", "patients", "npatients", "participants", "subjects"],
  diseased: [
    "diseased",
    "ndiseased",
    "ndis",
    "ndisease",
    "cases",
    "ncases",
    "withdisease",
    "npos",
    "referencepositive",
  ],
  nonDiseased: [
    ...["nondiseased", "nnondiseased", "nnondis", "nnondisease", "controls", "ncontrols", "withoutdisease", "healthy"],
    ...["nhealthy", "nneg", "referencenegative"],
  ],
  tp: ["tp", "ntp", "truepos", "truepositive", "truepositives"],
  fp: ["fp", "nfp", "falsepos", "falsepositive", "falsepositives"],
  fn: ["fn", "nfn", "falseneg", "falsenegative", "falsenegatives"],
  tn: ["tn", "ntn", "trueneg", "truenegative", "truenegatives"],
  sensitivity: ["sensitivity", "sens", "sen", "se", "sn", "recall", "tpr", "truepositiverate"],
  specificity: ["specificity", "spec", "spe", "sp", "tnr", "truenegativerate"],
  ppv: ["ppv", "precision", "positivepredictivevalue"],
  npv: ["npv", "negativepredictivevalue"],
  accuracy: ["accuracy", "acc"],
  balancedAccuracy: ["balancedaccuracy", "balancedacc", "balacc", "bacc"],
  youden: ["youden", "youdenj", "youdensj", "youdenindex", "youdensindex", "informedness"],
  f1: ["f1", "f1score", "fscore", "fmeasure", "dice"],
  plr: ["plr", "lrpos", "lrplus", "poslr", "positivelr", "positivelikelihoodratio"],
  nlr: ["nlr", "lrneg", "lrminus", "neglr", "negativelr", "negativelikelihoodratio"],
  dor: ["dor", "diagnosticoddsratio", "diagnosticor"],
  mcc: ["mcc", "matthews", "matthewscorrelation", "matthewscorrelationcoefficient", "phi"],
  kappa: ["kappa", "cohenkappa", "cohenskappa", "κ"],
  prevalence: ["prevalence", "prev"],
};

const lowerEnds = ["lower", "low", "lo", "lcl", "lci", "ll", "cilower", "cilow", "cilo", "lowerci", "lowerlimit"];
const upperEnds = ["upper", "high", "hi", "ucl", "uci", "ul", "ciupper", "cihigh", "cihi", "upperci", "upperlimit"];
const bothEnds = ["ci", "95ci", "ci95", "interval", "confidenceinterval", "confint"];

const numbers = new Map(
  Object.entries(names).flatMap(([field, all]) => all.map((name) => [name, field as NumberField])),
);

/** What the column is for, by its name; `null` for a covariate. */
export function reportColumn(name: string): ReportColumn | null {
  const plain = normalizeName(spellSigns(name).replace(PERCENT, ""));
  const field = numbers.get(plain);
  if (field !== undefined) return { kind: "number", field };
  if (["cilevel", "confidencelevel", "conflevel"].includes(plain)) return { kind: "limits-level" };
  if (["cimethod", "intervalmethod"].includes(plain)) return { kind: "limits-method" };
  for (const [limits, metric] of [
    ["sensitivityInterval", "sensitivity"],
    ["specificityInterval", "specificity"],
  ] as const) {
    for (const start of names[metric]) {
      if (!plain.startsWith(start)) continue;
      const end = plain.slice(start.length);
      const part = lowerEnds.includes(end)
        ? "lower"
        : upperEnds.includes(end)
          ? "upper"
          : bothEnds.includes(end)
            ? "both"
            : null;
      if (part !== null) return { kind: "limits", field: limits, part };
    }
  }
  return null;
}

const PERCENT = /%|\bpercent\b|(?:\b|_)pct\b/gi;

/** Whether the name of the column says that its numbers are percentages. */
export function isPercentColumn(name: string): boolean {
  return name.search(PERCENT) >= 0 && !/\d\s*%/.test(name);
}

/** "LR+", "LR (−)" and "DLR-" with their signs in letters, which would be lost as punctuation. */
function spellSigns(name: string): string {
  const match = /^\s*d?lr\s*\(?\s*([+\-−–])\s*\)?\s*$/i.exec(name);
  return match === null ? name : match[1] === "+" ? "plr" : "nlr";
}

/** Names that a message gives as examples. */
export const exampleColumns =
  "n, diseased, sensitivity (sens), specificity (spec), accuracy (acc), ppv, npv, f1, plr, nlr, dor";
