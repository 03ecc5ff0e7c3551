import { testEveryTable } from "../reconstruct/every-table.js";

testEveryTable(true);
