import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootstrap, fitBinomial, fitReitsma, InputError, leaveOneOut, planReview } from "../../src/index.js";
import { WorkerFailure, workerPool } from "../../src/workers/pool.js";
import type { TaskReply, WorkerPort } from "../../src/workers/port.js";
import { serve } from "../../src/workers/serve.js";
import {
  bootstrapInWorkers,
  leaveOneOutInWorkers,
  planReviewInWorkers,
  startWorkers,
  type Workers,
} from "../../src/workers.js";
import { loadFixture } from "../fixtures.js";
import { buildWorker } from "./built-worker.js";

const fit = fitReitsma(loadFixture("auditc"));
const wire = <T>(value: T): T => structuredClone(value);

/** A pool whose threads are objects of this one, with messages that come later and as copies. */
function pretended(size: number, tasks: Parameters<typeof serve>[0], fail?: (port: number) => Error | null) {
  let started = 0;
  let most = 0;
  let running = 0;
  const pool = workerPool(size, (): WorkerPort => {
    const port = started++;
    let toOwner = (_: unknown): void => {};
    let toServer = (_: unknown): void => {};
    let failure = (_: Error): void => {};
    serve(tasks, {
      post: (message: TaskReply) => {
        setTimeout(() => {
          running -= 1;
          toOwner(wire(message));
        });
      },
      listen: (onMessage) => {
        toServer = onMessage;
      },
    });
    return {
      post: (message) => {
        running += 1;
        most = Math.max(most, running);
        const error = fail?.(port) ?? null;
        setTimeout(() => {
          if (error === null) return toServer(wire(message));
          running -= 1;
          failure(error);
        });
      },
      listen: (onMessage, onFailure) => {
        toOwner = onMessage;
        failure = onFailure;
      },
      terminate: () => {},
    };
  });
  return { pool, started: () => started, most: () => most };
}

describe("a pool", () => {
  it("starts threads as there is work, never more than asked for, and gives each one task at a time", async () => {
    const { pool, started, most } = pretended(3, { double: (x: number) => 2 * x });
    expect(await pool.run("double", 4)).toBe(8);
    expect(started()).toBe(1);
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => pool.run("double", i)));
    expect(all).toEqual(Array.from({ length: 20 }, (_, i) => 2 * i));
    expect([started(), most()]).toEqual([3, 3]);
  });

  it("hands on the errors of tasks as what they were", async () => {
    const fault = new InputError("bad-thing", "it is bad", { where: "there", wanted: "another" });
    const { pool } = pretended(1, {
      refuse: () => {
        throw fault;
      },
      fail: () => {
        throw new TypeError("a fault of the program");
      },
    });
    const error = await pool.run("refuse", null).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ name: "InputError", code: "bad-thing", message: "it is bad", where: "there" });
    await expect(pool.run("fail", null)).rejects.toThrow("a fault of the program");
    await expect(pool.run("toString", null)).rejects.toThrow("there is no task");
  });

  it("goes on with another thread where one ended", async () => {
    const { pool, started } = pretended(1, { same: (x: number) => x }, (port) =>
      port === 0 ? new Error("gone") : null,
    );
    const [first, second] = await Promise.allSettled([pool.run("same", 1), pool.run("same", 2)]);
    expect(first).toMatchObject({ status: "rejected", reason: expect.any(WorkerFailure) });
    expect(second).toEqual({ status: "fulfilled", value: 2 });
    expect(started()).toBe(2);
  });

  it("rejects what is under way once it is closed", async () => {
    const { pool } = pretended(1, { never: () => new Promise(() => {}) });
    const open = Promise.allSettled([pool.run("never", 1), pool.run("never", 2)]);
    pool.close(new Error("enough"));
    for (const result of await open) expect(result).toMatchObject({ reason: new Error("enough") });
    await expect(pool.run("never", 3)).rejects.toThrow("enough");
  });
});

describe("threads", () => {
  let script: Awaited<ReturnType<typeof buildWorker>>;
  let workers: readonly Workers[];
  beforeAll(async () => {
    script = await buildWorker("workers");
    workers = await Promise.all([1, 3].map((count) => startWorkers({ count, url: script.url })));
  });
  afterAll(() => {
    for (const { close } of workers) close();
    script.remove();
  });

  it("give what one thread gives, whatever their number", async () => {
    const statistic = { name: "sensitivityAtSpecificity", specificity: 0.9 } as const;
    const options = { replicates: 60, seed: 5, interval: "bca", resampling: "studies", level: 0.8 } as const;
    const expected = bootstrap(fit, statistic, options);
    expect(expected.lower).not.toBeNull();
    const exact = fitBinomial(loadFixture("auditc"), { nodes: 1 });
    const rows = leaveOneOut(exact, { interval: "t" });
    const truth = { sensitivity: 0.8, specificity: 0.9, varSensitivity: 0.2, varSpecificity: 0.2 };
    const targets = { sensitivity: { width: 0.15 }, replicates: 20, most: 40 };
    const plan = planReview(truth, targets);
    for (const threads of workers) {
      expect(await bootstrapInWorkers(threads, fit, statistic, options)).toEqual(expected);
      expect(await leaveOneOutInWorkers(threads, exact, { interval: "t" })).toEqual(rows);
      expect(await planReviewInWorkers(threads, truth, targets)).toEqual(plan);
    }
  });

  it("tell of their progress, and stop when they are told to", async () => {
    const seen: number[] = [];
    await bootstrapInWorkers(workers[1]!, fit, "auc", {
      replicates: 50,
      onProgress: (done, total) => {
        expect(total).toBe(50);
        seen.push(done);
      },
    });
    expect(seen.at(-1)).toBe(50);
    expect(seen).toEqual(seen.toSorted((x, y) => x - y));
    const controller = new AbortController();
    const stopped = bootstrapInWorkers(workers[1]!, fit, "auc", {
      replicates: 100_000,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    setTimeout(() => controller.abort(new Error("enough")), 50);
    await expect(stopped).rejects.toThrow("enough");
    const aborted = AbortSignal.abort(new Error("before"));
    await expect(leaveOneOutInWorkers(workers[0]!, fit, { signal: aborted })).rejects.toThrow("before");
  });

  it("refuse what the functions refuse, and functions", async () => {
    const [threads] = workers as [Workers];
    await expect(bootstrapInWorkers(threads, fit, "aucc" as never)).rejects.toMatchObject({ code: "bad-option" });
    await expect(bootstrapInWorkers(threads, fit, (() => 1) as never)).rejects.toMatchObject({ code: "bad-option" });
    await expect(bootstrapInWorkers({} as never, fit, "auc")).rejects.toMatchObject({ code: "bad-option" });
    await expect(leaveOneOutInWorkers(threads, {} as never)).rejects.toMatchObject({ code: "bad-fit" });
    await expect(startWorkers({ count: 0 })).rejects.toMatchObject({ code: "bad-option" });
  });

  it("whose script isn't there are an error, not a wait without end", async () => {
    const lost = await startWorkers({ count: 1, url: new URL("nowhere.mjs", script.url) });
    await expect(bootstrapInWorkers(lost, fit, "auc", { replicates: 2 })).rejects.toThrow(/nowhere/);
    lost.close();
  });
});
