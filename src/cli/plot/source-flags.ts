import { Option } from "commander";
import { InputError } from "../../base/errors.js";
import type { SourceName } from "../../figures.js";
import { parseProbability } from "../arguments.js";
import { TEST_COLUMN, testOptions } from "../compare-options.js";
import { referenceOptions } from "../reference-options.js";
import { thresholdOptions } from "../threshold-options.js";
import type { LoadOptions } from "./sources.js";

const REFERENCES = referenceOptions();

/** Options of a source that the others haven't. */
const OWN: { readonly [S in SourceName]?: readonly Option[] } = {
  comparison: [new Option(...TEST_COLUMN), ...testOptions()],
  reference: REFERENCES,
  latent: REFERENCES,
  thresholds: [
    ...thresholdOptions(),
    new Option("--prevalence <probability>", "probability of disease, for predictive values").argParser(
      parseProbability,
    ),
  ],
};

/** Every flag that not all sources have, for commander. */
export const sourceFlags: readonly Option[] = [...new Set(Object.values(OWN).flat())];

/** The flags of `source` among commander's. Throws `InputError` (`misplaced-option`) for one that belongs to another source. */
export function sourceFlagsOf(
  flags: Readonly<Record<string, unknown>>,
  name: string,
  source: SourceName,
): LoadOptions["own"] {
  const own = OWN[source] ?? [];
  for (const option of sourceFlags) {
    if (flags[option.attributeName()] === undefined || own.includes(option)) continue;
    throw new InputError("misplaced-option", `${option.long} means nothing to the figure "${name}".`, {
      where: option.long ?? name,
      wanted: own.map(({ long }) => long).join(" | "),
    });
  }
  const entries = own.map((option) => [option.attributeName(), flags[option.attributeName()]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
