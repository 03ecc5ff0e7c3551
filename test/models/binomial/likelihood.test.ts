import { testLikelihood } from "./likelihood.js";

testLikelihood(false);
