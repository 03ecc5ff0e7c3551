import { describe, expect, it } from "vitest";
import { seededRandom } from "../../src/numeric/random/random.js";
import { identifyBy, runner } from "../../src/published/identify/identify.js";
import { judge } from "../published/identify-calibration.js";
import {
  dataSets,
  identifyOwn,
  type OwnOutcome,
  plainPrograms,
  randomReport,
} from "../published/identify-simulation.js";

const sets = dataSets(40);

describe("the identification on 40 data sets", () => {
  const outcomes: OwnOutcome[] = [];
  const ofRandom: string[] = [];
  sets.forEach(({ name, studies }, i) => {
    const run = runner();
    outcomes.push(...identifyOwn(name, studies, 100 + i, run));
    for (let j = 0; j < 25; j++)
      ofRandom.push(identifyBy(run, studies, randomReport(seededRandom(20260301 + i, j))).verdict);
  });

  it("names every program's own output, or ties it with its twins, by all, half and five of its numbers", () => {
    expect(outcomes.length).toBe(3 * sets.length * plainPrograms.length);
    const missed = outcomes.filter(({ identified }) => !identified);
    expect(missed.map(({ data, program, share }) => [data, program, share])).toEqual([]);
  });

  it("never says that another program must have made them", () => {
    const wrong = outcomes.filter(
      ({ result, program }) =>
        result.verdict === "must" && !result.programs.includes(program) && program !== "dta-meta",
    );
    expect(wrong.map(({ data, program, result }) => [data, program, result.best])).toEqual([]);
  });

  it("names nothing for 1,000 reports drawn at random", () => {
    expect(ofRandom.length).toBe(1_000);
    expect(new Set(ofRandom)).toEqual(new Set(["none"]));
  });
});

describe("the chance of a false match", () => {
  it("of 1 in 100 is stated no more often than that where numbers are of other studies, or lack one", () => {
    const large = sets.filter(({ studies }) => studies.length >= 6);
    const judged = large.flatMap(({ studies }, i) =>
      judge(studies, large[(i + 1) % large.length]!.studies, 5, 41_000 + i),
    );
    const kinds = [...new Set(judged.map(({ kind }) => kind))];
    expect(kinds).toHaveLength(5);
    for (const kind of kinds) {
      const own = judged.filter((one) => one.kind === kind);
      const stated = own.filter(({ chance }) => chance <= 0.01).length;
      // 1 in 100 of 150 is 1.5; five are beyond chance
      expect(stated, `${kind}: ${stated} of ${own.length}`).toBeLessThan(5);
    }
  });
});
