import { testFitBinomial } from "./fit-binomial.js";

testFitBinomial(false);
