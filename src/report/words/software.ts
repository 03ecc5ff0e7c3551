/** What computed the numbers, as methods sections name it; the version is that of package.json, which ES modules can't import everywhere. */
export const SOFTWARE = { name: "dta-meta", version: "0.1.0" } as const;

/** Which software computed the numbers, as a sentence of a methods section. */
export const softwareSentence = (): string => `All computations were made with ${SOFTWARE.name} ${SOFTWARE.version}.`;
