import { version } from "../../../package.json";

/** What computed the numbers, as methods sections name it. */
export const SOFTWARE = { name: "dta-meta", version } as const;
