import { aucGridInterval } from "./auc-grid-interval.js";
import { aucIntervalPlausible } from "./auc-interval-plausible.js";
import { aucPossible } from "./auc-possible.js";
import { bounds } from "./bounds.js";
import { iSquaredFromChiSquared, pFromChiSquared } from "./chi-squared.js";
import { dataFitsPrint } from "./data-fits-print.js";
import { deeksP } from "./deeks.js";
import { describedStudies } from "./described-studies.js";
import { dorFromRatios } from "./dor-from-ratios.js";
import { posttestNegative, posttestPositive, predictiveNegative } from "./fagan.js";
import { fewTables } from "./few-tables.js";
import { flowAddsUp } from "./flow-adds-up.js";
import { intervalOrder } from "./interval-order.js";
import { logitSymmetry, logSymmetry, waldSymmetry } from "./interval-symmetry.js";
import { intervalWidths } from "./interval-widths.js";
import { kappaInRange } from "./kappa-in-range.js";
import { madaCeiling } from "./mada-auc-ceiling.js";
import { madaISquared } from "./mada-i-squared.js";
import { pooledSeparately } from "./pooled-separately.js";
import { dorFromProportions, nlrFromProportions, plrFromProportions } from "./ratios-from-proportions.js";
import { restatedAgrees } from "./restated-agrees.js";
import type { AuditRule } from "./rule.js";
import { countsAddUp, referencesCounted } from "./study-counts.js";
import { studyTable } from "./study-table.js";
import { subgroupsAddUp } from "./subgroups-add-up.js";
import { subsetWithinWhole } from "./subset-within-whole.js";

/** All rules of the audit, in the order of their findings. */
export const auditRules: readonly AuditRule[] = [
  bounds,
  intervalOrder,
  logitSymmetry,
  logSymmetry,
  waldSymmetry,
  plrFromProportions,
  nlrFromProportions,
  dorFromProportions,
  dorFromRatios,
  intervalWidths,
  pooledSeparately,
  posttestPositive,
  posttestNegative,
  predictiveNegative,
  pFromChiSquared,
  iSquaredFromChiSquared,
  deeksP,
  aucPossible,
  aucIntervalPlausible,
  aucGridInterval,
  madaCeiling,
  madaISquared,
  restatedAgrees,
  subgroupsAddUp,
  subsetWithinWhole,
  flowAddsUp,
  countsAddUp,
  referencesCounted,
  kappaInRange,
  fewTables,
  describedStudies,
  studyTable,
  dataFitsPrint,
];
