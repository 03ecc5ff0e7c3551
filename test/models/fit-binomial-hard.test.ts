import { testHardFits } from "./fit-binomial-hard.js";

testHardFits(false);
