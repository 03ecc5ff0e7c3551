import { it } from "vitest";
import { expectRowsRead } from "../tables/many-rows.js";

it("readStudies reads a million rows", () => expectRowsRead(1_000_000));
