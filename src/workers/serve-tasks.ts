import { type ServingPort, serve } from "./serve.js";
import { TASKS } from "./tasks.js";

interface WebScope {
  readonly postMessage: (message: unknown, transfer: readonly ArrayBuffer[]) => void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}
interface NodePort {
  readonly postMessage: WebScope["postMessage"];
  readonly on: (name: "message", listener: (message: unknown) => void) => void;
}

/** The name is put together so that bundlers for browsers do not look for the module. */
export const nodeThreads = (): Promise<Record<string, unknown>> => import(["node", "worker_threads"].join(":"));

const webPort = (scope: WebScope): ServingPort => ({
  post: (message, transfer = []) => scope.postMessage(message, transfer),
  listen: (onMessage) => {
    scope.onmessage = ({ data }) => onMessage(data);
  },
});

async function serveNode(): Promise<void> {
  const { parentPort } = (await nodeThreads()) as { readonly parentPort: NodePort | null };
  if (parentPort === null) throw new Error("serveTasks belongs in the script of a worker");
  serve(TASKS, {
    post: (message, transfer = []) => parentPort.postMessage(message, transfer),
    listen: (onMessage) => parentPort.on("message", onMessage),
  });
}

/**
 * Makes the thread that it is called in do what `startWorkers` asks for; the one line of a worker's script of one's own, where the
 * package's own script can't be loaded from where it lies.
 *
 * @example
 * ```ts no-run
 * import { serveTasks } from "dta-meta/workers";
 *
 * serveTasks();
 * ```
 */
export function serveTasks(): void {
  const scope = globalThis as unknown as Partial<WebScope>;
  // Node has no such function of its own in any thread
  if (typeof scope.postMessage === "function") serve(TASKS, webPort(scope as WebScope));
  else void serveNode();
}
