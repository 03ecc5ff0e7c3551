import type { AnalyzedAs } from "../../../analysis/analyze.js";
import type { ProgramOutput } from "../../../programs/program-output.js";
import { madaLayout } from "./layouts/mada.js";
import { metaDiscLayout } from "./layouts/meta-disc.js";
import { metadtaLayout } from "./layouts/metadta.js";
import { metandiLayout } from "./layouts/metandi.js";
import { midasLayout } from "./layouts/midas.js";

/** How a program sets out what it prints, line by line. */
export type ProgramLayout = (output: ProgramOutput) => string;

/** The programs that an analysis can stand in for, each with its own layout. */
export const PROGRAM_LAYOUTS: Readonly<Record<AnalyzedAs, ProgramLayout>> = {
  midas: midasLayout,
  metandi: metandiLayout,
  metadta: metadtaLayout,
  mada: madaLayout,
  "meta-disc": metaDiscLayout,
};
