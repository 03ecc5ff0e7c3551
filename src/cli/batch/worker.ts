import { parentPort } from "node:worker_threads";
import { serve } from "../../workers/serve.js";
import { answerLine } from "./answer-line.js";
import type { Question } from "./batch-line.js";

/** Answers lines in a thread of their own. */
export function serveLines(): void {
  const port = parentPort!;
  serve(
    { line: (question: Question) => answerLine(question) },
    {
      post: (message, transfer) => port.postMessage(message, transfer as ArrayBuffer[]),
      listen: (onMessage) => port.on("message", onMessage),
    },
  );
}
