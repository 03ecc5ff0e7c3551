import { analyzeCommand } from "./analyze.js";
import type { AddCommand } from "./io.js";

/** The commands of `dta`, in the order in which its help names them. */
export const COMMANDS: readonly AddCommand[] = [analyzeCommand((analysis) => `${JSON.stringify(analysis, null, 2)}\n`)];
