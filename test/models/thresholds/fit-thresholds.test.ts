import { testFitThresholds } from "./fit-thresholds.js";

testFitThresholds(false);
