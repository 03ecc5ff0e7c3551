import type { AnalyzeOptions } from "dta-meta";
import { texts } from "../texts.js";
import type { Choices } from "./project.js";
import type { Failure } from "./state.js";

/** A field of the form that can't be used as it is. */
export class FieldError extends Error {
  constructor(
    readonly field: keyof Choices,
    message: string,
  ) {
    super(message);
  }

  failure(): Failure {
    return { message: this.message, field: this.field };
  }
}

/** A percentage between 0 and 100 as a proportion; `null` where the field is empty. */
function proportionIn(field: keyof Choices, text: string, closed = false): number | null {
  const plain = text.trim().replace(",", ".").replace(/\s*%$/, "");
  if (plain === "") return null;
  const percent = Number(plain);
  if (closed ? percent >= 0 && percent <= 100 : percent > 0 && percent < 100) return percent / 100;
  throw new FieldError(field, texts.form.noPercentage(text));
}

function levelIn(text: string): number {
  const level = proportionIn("level", text);
  if (level !== null) return level;
  throw new FieldError("level", texts.form.noPercentage(text));
}

/** Numbers separated by commas, semicolons or blanks. */
function numbersIn(field: keyof Choices, text: string): number[] {
  const parts = text.split(/[;\s]+|,\s+|,(?=\d+(?:[,;\s]|$))/).filter((part) => part !== "");
  return parts.map((part) => {
    const number = Number(part.replace(",", "."));
    if (Number.isFinite(number)) return number;
    throw new FieldError(field, texts.form.noNumber(part));
  });
}

/** The options that the form asks for where one test is analysed. Throws `FieldError`. What is as usual is left out. */
export function analyzeOptions(choices: Choices): AnalyzeOptions {
  const { model, method, as, interval, by, refits } = choices;
  const level = levelIn(choices.level);
  const prior = proportionIn("prior", choices.prior);
  const own = as === "";
  const [value = 0.5] = numbersIn("correction", choices.correction);
  const when = choices.correctionWhen;
  const correction = { ...(value === 0.5 ? {} : { value }), ...(when === "single" ? {} : { when }) };
  return {
    ...(own ? { model } : { as }),
    ...(own && model === "reitsma" && method !== "reml" ? { method } : {}),
    ...(own && model === "bayes" ? { priorDistribution: choices.priorDistribution as "cochrane" } : {}),
    ...(own && model !== "bayes" && interval !== "z" ? { interval } : {}),
    ...(own && choices.prediction !== "estimated" ? { prediction: choices.prediction } : {}),
    ...(own && Object.keys(correction).length > 0 ? { correction } : {}),
    level,
    ...(prior === null ? {} : { prior }),
    ...(by === "" ? {} : { by }),
    leaveOneOut: refits,
  };
}

/** Of a comparison of tests. */
export function compareOptions(choices: Choices) {
  const { test, study, reference, structure, evidence, interval } = choices;
  if (test === "") throw new FieldError("test", texts.form.noTest);
  const prevalence = proportionIn("prior", choices.prior);
  return {
    test,
    ...(study === "" ? {} : { study }),
    ...(reference === "" ? {} : { reference }),
    ...(structure === "auto" ? {} : { structure }),
    ...(evidence === "all" ? {} : { evidence }),
    ...(interval === "t" ? { interval } : {}),
    ...(prevalence === null ? {} : { prevalence }),
    level: levelIn(choices.level),
  };
}

/** Of several cut-offs. */
export function cutoffOptions(choices: Choices) {
  const { scale, distribution, direction } = choices;
  const prevalence = proportionIn("prior", choices.prior);
  const cutoffs = numbersIn("at", choices.at);
  return {
    ...(scale === "log" ? {} : { scale }),
    ...(distribution === "logistic" ? {} : { distribution }),
    ...(direction === "greater" ? {} : { direction }),
    ...(cutoffs.length === 0 ? {} : { cutoffs }),
    ...(prevalence === null ? {} : { prevalence }),
    level: levelIn(choices.level),
  };
}

/** Of an imperfect reference. */
export function latentOptions(choices: Choices) {
  const sensitivity = proportionIn("referenceSensitivity", choices.referenceSensitivity, true);
  const specificity = proportionIn("referenceSpecificity", choices.referenceSpecificity, true);
  const reference = {
    ...(sensitivity === null ? {} : { sensitivity }),
    ...(specificity === null ? {} : { specificity }),
  };
  return {
    ...(Object.keys(reference).length === 0 ? {} : { reference }),
    ...(choices.by === "" ? {} : { by: choices.by }),
    level: levelIn(choices.level),
  };
}
