// For runtimes with files, from the package's entries.
import { expressionSections } from "../computations/expressions.js";
import { sections } from "../computations/sections.js";
import { write } from "./write.js";

write((fixtures) => [...sections(fixtures), ...expressionSections(fixtures)]);
