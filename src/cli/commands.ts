import { analysisDocument } from "../report/documents/analysis-document.js";
import { renderText } from "../report/render/render-text.js";
import { analyzeCommand } from "./analyze.js";
import { auditCommand } from "./audit.js";
import { batchCommand } from "./batch.js";
import { completionCommand } from "./completion.js";
import { identifyCommand } from "./identify.js";
import type { AddCommand } from "./io.js";
import { mcpCommand } from "./mcp.js";
import { plotCommand } from "./plot.js";
import { reconstructCommand } from "./reconstruct.js";
import { reportCommand } from "./report.js";
import { reproduceCommand } from "./reproduce.js";

/** What people and assistants ask for, in the order in which the help names it. */
const QUESTIONS: readonly AddCommand[] = [
  analyzeCommand((analysis, look) => renderText(analysisDocument(analysis), look)),
  reconstructCommand,
  auditCommand,
  reproduceCommand,
  identifyCommand,
  plotCommand,
  reportCommand,
];

/** The commands of `dta`, in the order in which its help names them. */
export const COMMANDS: readonly AddCommand[] = [...QUESTIONS, batchCommand, mcpCommand(QUESTIONS), completionCommand];
