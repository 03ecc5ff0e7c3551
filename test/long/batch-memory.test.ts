import { testBatchMemory } from "../cli/batch-memory.js";

testBatchMemory(20);
