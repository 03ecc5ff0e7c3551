import { testLikelihood } from "../models/binomial/likelihood.js";

testLikelihood(true);
