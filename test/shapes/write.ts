// Writes the shapes of fits and analyses from their types: npm run shapes
import { writeFileSync } from "node:fs";
import { shapeFiles } from "./shapes.js";

for (const { path, text } of shapeFiles()) writeFileSync(path, text);
