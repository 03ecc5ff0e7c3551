/**
 * Long work on several threads: the bootstrap, leaving each study out, simulated reviews.
 *
 * {@link startWorkers} starts threads (`worker_threads` in Node, Web Workers elsewhere), {@link bootstrapInWorkers},
 * {@link leaveOneOutInWorkers} and {@link planReviewInWorkers} share their work out among them. Results are those of the functions without threads, whatever
 * the number of threads; `onProgress` and `signal` work as there.
 *
 * @module dta-meta/workers
 */
export { bootstrapInWorkers } from "./workers/bootstrap-in-workers.js";
export { leaveOneOutInWorkers } from "./workers/leave-one-out-in-workers.js";
export { planReviewInWorkers } from "./workers/plan-review-in-workers.js";
export { serveTasks } from "./workers/serve-tasks.js";
export { startWorkers, type Workers, type WorkersOptions } from "./workers/start-workers.js";
