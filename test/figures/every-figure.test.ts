import { testEveryFigure } from "./every-figure.js";

testEveryFigure(false);
