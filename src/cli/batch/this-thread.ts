import { answerLine } from "./answer-line.js";
import type { Answerer } from "./answerer.js";

/** This thread, which does nothing else meanwhile. */
export const inThisThread: Answerer = { width: 1, answer: async (question) => answerLine(question), close: () => {} };
