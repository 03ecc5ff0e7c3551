declare module "jstat" {
  type Distribution = {
    readonly cdf: (x: number, ...parameters: number[]) => number;
    readonly inv: (p: number, ...parameters: number[]) => number;
  };
  export const jStat: Readonly<Record<"normal" | "studentt" | "chisquare" | "centralF" | "beta", Distribution>>;
}
