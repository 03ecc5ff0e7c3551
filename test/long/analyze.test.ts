import { testAnalyze } from "../analysis/analyze.js";

testAnalyze(true);
