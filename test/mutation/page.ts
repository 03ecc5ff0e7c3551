import { readFileSync, writeFileSync } from "node:fs";

/** How many changes of a file were made, how many a test noticed, and how many of the others change no result. */
export interface Score {
  readonly mutants: number;
  readonly noticed: number;
  readonly equivalent: number;
}

export const PAGE = new URL("../../examples/guide/mutation.md", import.meta.url);
const BEGIN = "<!-- scores -->";
const END = "<!-- end of scores -->";

const share = ({ mutants, noticed, equivalent }: Score): string => {
  const most = mutants - equivalent;
  return `${most === 0 ? 100 : Math.floor((100 * noticed) / most)} %`;
};

/** The table of the page: a row a file, and one of all. */
export function scoreTable(scores: Readonly<Record<string, Score>>): string {
  const all = Object.values(scores).reduce(
    (sum, score) => ({
      mutants: sum.mutants + score.mutants,
      noticed: sum.noticed + score.noticed,
      equivalent: sum.equivalent + score.equivalent,
    }),
    { mutants: 0, noticed: 0, equivalent: 0 },
  );
  const row = (name: string, score: Score): string =>
    `| ${name} | ${score.mutants} | ${score.noticed} | ${score.equivalent} | ${share(score)} |`;
  return [
    "| file | changes | noticed | equivalent | noticed of those that can be |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...Object.entries(scores).map(([path, score]) => row(`\`${path}\``, score)),
    row(`all ${Object.keys(scores).length} files`, all),
  ].join("\n");
}

/** The page with the table of these scores. */
export function pageWith(scores: Readonly<Record<string, Score>>, page = readFileSync(PAGE, "utf8")): string {
  const [before, rest] = page.split(BEGIN) as [string, string];
  return `${before}${BEGIN}\n\n${scoreTable(scores)}\n\n${END}${rest.split(END)[1]}`;
}

/** Writes them there. */
export function writePage(scores: Readonly<Record<string, Score>>): void {
  writeFileSync(PAGE, pageWith(scores));
}
