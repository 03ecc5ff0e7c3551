// For browsers, from the bundle: the sections wait in `dtaSections` until they are asked for.
import { exactJson, type Fixtures } from "../computations/section.js";
import { sections } from "../computations/sections.js";

const page = globalThis as unknown as { dtaFixtures: Fixtures; dtaSections: readonly (() => string)[] };

page.dtaSections = sections(page.dtaFixtures).map(
  ({ name, compute }) =>
    () =>
      `${name}\t${exactJson(compute())}`,
);
