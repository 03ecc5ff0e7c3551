import { testHardFits } from "../models/fit-binomial-hard.js";

testHardFits(true);
