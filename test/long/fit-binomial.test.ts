import { testFitBinomial } from "../models/fit-binomial.js";

testFitBinomial(true);
