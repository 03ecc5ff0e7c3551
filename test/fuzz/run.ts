// Calls every exported function with well-typed, mutated and wrong input, and demands plain finite data or a DtaError:
//   npm run fuzz                              1,000,000 cases from seed 1
//   npm run fuzz -- --cases 20000 --seed 7 --only 'index.fit'
//   npm run fuzz -- --seconds 60 --tallies           as many as a minute holds, and what each function took
import { parseArgs } from "node:util";
import { fuzz } from "./promise.js";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    from: { type: "string", default: "0" },
    seconds: { type: "string", default: "Infinity" },
    tallies: { type: "boolean", default: false },
  },
});
const begun = performance.now();
const { cases, broken, tallies } = await fuzz(Number(values.seed), Number(values.cases), {
  seconds: Number(values.seconds),
  from: Number(values.from),
  ...(values.only === undefined ? {} : { only: new RegExp(values.only) }),
});
const kinds = new Map<string, { count: number; first: number }>();
for (const { name, fault, index } of broken) {
  const kind = `${name}: ${fault.replaceAll(/\d+(\.\d+)?/g, "#").slice(0, 260)}`;
  kinds.set(kind, { count: (kinds.get(kind)?.count ?? 0) + 1, first: kinds.get(kind)?.first ?? index });
}
for (const [kind, { count, first }] of [...kinds].sort((a, b) => b[1].count - a[1].count))
  console.log(`${count} × (case ${first}) ${kind}`);
if (values.tallies) {
  console.log("function: calls, well-typed, of these answered, ms a call, slowest ms");
  for (const [name, { calls, wellTyped, answered, seconds, slowest }] of [...tallies].sort(
    (a, b) => b[1].seconds - a[1].seconds,
  ))
    console.log(
      `${name}: ${calls}, ${wellTyped}, ${answered}, ${((1000 * seconds) / calls).toFixed(2)}, ${(1000 * slowest).toFixed(0)}`,
    );
}
const { user, system } = process.cpuUsage();
console.log(
  `${cases} cases from seed ${values.seed} in ${((performance.now() - begun) / 1000).toFixed(0)} s (${((user + system) / 1e6).toFixed(0)} s of CPU): ${broken.length} broken promises of ${kinds.size} kinds`,
);
process.exitCode = broken.length > 0 ? 1 : 0;
