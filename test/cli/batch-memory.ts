import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BatchLine } from "../../src/cli/batch.js";
import { buildCommand } from "./built-command.js";

/** Makes Node say at its end how much memory the process ever had. */
const SAYS_MEMORY = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => console.error(JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024 })))",
)}`;

export const FAST = { model: "reitsma", leaveOneOut: false } as const;
export const studies = [
  { id: "A", tp: 20, fp: 3, fn: 5, tn: 60 },
  { id: "B", tp: 15, fp: 2, fn: 2, tn: 33 },
  { id: "C", tp: 8, fp: 1, fn: 4, tn: 40 },
  { id: "D", tp: 30, fp: 9, fn: 3, tn: 70 },
  { id: "E", tp: 11, fp: 5, fn: 6, tn: 52 },
];

/** Streams that many thousand lines of 10 kB through the command. */
export function testBatchMemory(thousands: number): void {
  describe("dta batch as a process", () => {
    let command: Awaited<ReturnType<typeof buildCommand>>;
    beforeAll(async () => {
      command = await buildCommand("batch");
    });
    afterAll(() => command.remove());

    it(`takes ${thousands},000 lines of 10 kB in a heap of 40 MB and a process of 250 MB`, async () => {
      const count = 1000 * thousands;
      const padded = studies.slice(0, 3).map((study) => ({ ...study, note: "x".repeat(3_300) }));
      const child = spawn(process.execPath, [
        "--max-old-space-size=40",
        "--import",
        SAYS_MEMORY,
        command.file,
        "batch",
      ]);
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => {
        said += chunk.toString();
      });
      let newlines = 0;
      let bytes = 0;
      let last = "";
      child.stdout.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        for (let i = chunk.indexOf(10); i >= 0; i = chunk.indexOf(10, i + 1)) newlines += 1;
        last = (last + chunk.toString("latin1")).slice(-200_000);
      });
      for (let i = 1; i <= count; i++) {
        const line = i % 1000 === 0 ? "not JSON" : JSON.stringify({ id: i, studies: padded });
        if (!child.stdin.write(`${line}\n`)) await once(child.stdin, "drain");
      }
      child.stdin.end(JSON.stringify({ id: "last", studies, options: FAST }));
      const [code] = await once(child, "close");
      expect([code, said.split("\n")[0]]).toEqual([
        1,
        `${thousands} of ${count + 1} lines could not be analysed; their "error" says why.`,
      ]);
      // buffers lie outside of the heap; this is all that the process ever held
      expect(JSON.parse(said.split("\n")[1]!).megabytes).toBeLessThan(250);
      expect(newlines).toBe(count + 1);
      expect(bytes).toBeGreaterThan(10e6 * thousands);
      const answer = JSON.parse(last.trimEnd().split("\n").at(-1)!) as BatchLine;
      expect(answer).toMatchObject({ line: count + 1, id: "last", analysis: { k: 5 } });
    });
  });
}
