import { ofDataset } from "./dataset.js";
import { errors } from "./errors.js";
import { REFERENCES } from "./names.js";
import { ofMatrices, ofPublished, ofReports } from "./printed.js";
import { heldAgainst } from "./references.js";
import type { Fixtures, Section } from "./section.js";
import { ofSimulated } from "./simulated.js";

/** What every runtime computes, in parts. */
export function sections({ datasets, published, reconstruction, simulated }: Fixtures): Section[] {
  return [
    { name: "errors", compute: errors },
    ...Object.entries(datasets).flatMap(([name, { csv, reference }]): Section[] => [
      { name, compute: () => ofDataset(csv) },
      ...(reference === null ? [] : [{ name: `${REFERENCES}${name}`, compute: () => heldAgainst(csv, reference) }]),
    ]),
    { name: "simulated", compute: () => ofSimulated(simulated) },
    { name: "reconstruction", compute: () => ofReports(reconstruction) },
    { name: "matrices", compute: ofMatrices },
    ...Object.entries(published).map(([name, text]) => ({
      name: `published: ${name}`,
      compute: () => ofPublished(text),
    })),
  ];
}
