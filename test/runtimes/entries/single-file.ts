// For runtimes with files, from the bundle for browsers.
import { sections } from "../computations/sections.js";
import { write } from "./write.js";

write(sections);
