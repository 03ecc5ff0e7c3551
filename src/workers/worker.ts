import { serveTasks } from "./serve-tasks.js";

serveTasks();
