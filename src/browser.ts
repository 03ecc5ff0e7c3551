// The public face of the bundle for pages without a build step: all of dta-meta, with figures and reports as namespaces.

export * as figures from "./figures.js";
export * from "./index.js";
export * as report from "./report.js";
