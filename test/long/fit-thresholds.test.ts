import { testFitThresholds } from "../models/thresholds/fit-thresholds.js";

testFitThresholds(true);
