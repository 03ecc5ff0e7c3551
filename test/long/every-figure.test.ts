import { testEveryFigure } from "../figures/every-figure.js";

testEveryFigure(true);
