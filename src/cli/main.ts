import { isMainThread } from "node:worker_threads";

// a thread of the command runs this file too
if (isMainThread) await (await import("./start.js")).start(new URL(import.meta.url));
else (await import("./batch/worker.js")).serveLines();
