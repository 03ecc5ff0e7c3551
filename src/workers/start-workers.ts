import { checkCount } from "../base/checks.js";
import { InputError } from "../base/errors.js";
import { type WorkerPool, workerPool } from "./pool.js";
import type { WorkerPort } from "./port.js";
import { nodeThreads } from "./serve-tasks.js";

/** How threads are started. */
export interface WorkersOptions {
  /** Threads at most, from 1 to 256; as many as the machine has processors by default, one where it doesn't say. */
  readonly count?: number;
  /** Script of the threads, an ES module; the package's own by default. See `serveTasks` for one of your own. */
  readonly url?: string | URL;
}

/** Threads that take work; `close` ends them. */
export interface Workers {
  /** Threads at most. */
  readonly count: number;
  /** Ends the threads, and what is under way with them. */
  readonly close: () => void;
}

/** The pool behind the threads that a caller holds. */
const POOLS = new WeakMap<Workers, WorkerPool>();

interface WebWorker {
  readonly postMessage: (message: unknown, transfer: readonly ArrayBuffer[]) => void;
  readonly terminate: () => void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
}
interface NodeWorker {
  readonly postMessage: WebWorker["postMessage"];
  readonly terminate: () => Promise<number>;
  readonly on: (name: "message" | "error", listener: (what: never) => void) => void;
}
/** Browsers, Deno and Bun have it; Node has not. By this name, which is the one that bundlers look for. */
declare const Worker: new (url: string | URL, options: { type: "module" }) => WebWorker;
interface Web {
  readonly location?: { readonly origin: string; readonly href: string };
  readonly navigator?: { readonly hardwareConcurrency?: number };
}

const web = globalThis as unknown as Web;

/** A page may run scripts of its own origin only; one from elsewhere is let in by a script that loads it. */
function sameOrigin(url: string | URL): string | URL {
  if (web.location === undefined || web.location.origin === "null") return url;
  const whole = new URL(url, web.location.href);
  if (whole.origin === web.location.origin || whole.protocol === "blob:" || whole.protocol === "data:") return url;
  const loader = new Blob([`import ${JSON.stringify(whole.href)};`], { type: "text/javascript" });
  return URL.createObjectURL(loader);
}

function webPort(worker: WebWorker): WorkerPort {
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen: (onMessage, onFailure) => {
      worker.onmessage = ({ data }) => onMessage(data);
      worker.onerror = ({ message = "its script can't be loaded" }) => onFailure(new Error(message));
    },
    terminate: () => worker.terminate(),
  };
}

function nodePort(worker: NodeWorker): WorkerPort {
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen: (onMessage, onFailure) => {
      worker.on("message", onMessage);
      worker.on("error", onFailure);
    },
    terminate: () => void worker.terminate(),
  };
}

/** Where Node finds the script: beside this file, or, where this file was put together with others, in its folder. */
function ownScript(): string | URL {
  const here: string = import.meta.url;
  const script = here.replace(/[^/\\]*$/, here.endsWith(".cjs") ? "workers/worker.js" : "worker.js");
  return script.startsWith("file:") ? new URL(script) : script;
}

/**
 * Threads for long work: `worker_threads` in Node, Web Workers in browsers, Deno and Bun. They are started when there is work for
 * them, and stay until `close`. What is computed with them does not depend on how many they are.
 *
 * In a page, bundlers that know `new Worker(new URL(…, import.meta.url))` pack the script of the package; otherwise `url` says
 * where it is, `workers/worker.js` of the package or one of your own (see `serveTasks`). A script of another origin is let in.
 *
 * @throws InputError `bad-option` for another `count`
 *
 * @example
 * ```ts no-run
 * import { fitReitsma, readStudies } from "dta-meta";
 * import { bootstrapInWorkers, startWorkers } from "dta-meta/workers";
 *
 * const csv = "study,tp,fp,fn,tn\nA,47,101,9,738\nB,126,272,51,1543\nC,19,12,10,192\nD,36,78,3,276\nE,130,211,19,959";
 * const workers = await startWorkers({ count: 2 });
 * const area = await bootstrapInWorkers(workers, fitReitsma(readStudies(csv)), "auc");
 * workers.close();
 * ```
 */
export async function startWorkers({ count, url }: WorkersOptions = {}): Promise<Workers> {
  const size = checkCount("count", count ?? web.navigator?.hardwareConcurrency ?? 1, 1, 256);
  let start: () => WorkerPort;
  if (typeof Worker === "function") {
    start =
      url === undefined
        ? () => webPort(new Worker(new URL("./worker.js", import.meta.url), { type: "module" }))
        : () => webPort(new Worker(sameOrigin(url), { type: "module" }));
  } else {
    const { Worker: Node } = (await nodeThreads()) as { Worker: new (file: string | URL) => NodeWorker };
    const file = url ?? ownScript();
    const script = typeof file === "string" && file.includes("://") ? new URL(file) : file;
    start = () => nodePort(new Node(script));
  }
  const pool = workerPool(size, start);
  const workers: Workers = { count: size, close: () => pool.close() };
  POOLS.set(workers, pool);
  return workers;
}

/** The pool of threads that `startWorkers` gave. */
export function poolOf(workers: Workers): WorkerPool {
  const pool = POOLS.get(workers);
  if (pool !== undefined) return pool;
  throw new InputError("bad-option", "workers must be what startWorkers gives.", {
    where: "workers",
    wanted: "what startWorkers gives",
  });
}
