/*! dta-meta, MIT. With commander (MIT, TJ Holowaychuk), papaparse (MIT, Matthew Holt), picocolors (ISC, Alexey Raspopov) and string-width (MIT, Sindre Sorhus). */
import module from "node:module";
import { isMainThread } from "node:worker_threads";

// what was compiled before isn't compiled again, where Node can keep it (22.1)
(module as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();

// a thread of the command runs this file too
if (isMainThread) await (await import("./start.js")).start(new URL(import.meta.url));
else (await import("./batch/worker.js")).serveLines();
