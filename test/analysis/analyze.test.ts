import { testAnalyze } from "./analyze.js";

testAnalyze(false);
