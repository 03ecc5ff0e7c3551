import { testEveryTable } from "./every-table.js";

testEveryTable(false);
