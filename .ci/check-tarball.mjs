// Holds a packed tarball to what belongs in it and to its size: node .ci/check-tarball.mjs dta-meta-0.1.0.tgz
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";

const MOST_PACKED = 1_700_000;
const MOST_UNPACKED = 5_400_000;
/** Code and types; the rest is named one by one by test/package.test.ts. */
const BUILT = /^dist\/(?:[\w.-]+\/)*[\w.-]+\.(?:js|cjs|d\.ts|d\.cts)$/;

const [tarball] = process.argv.slice(2);
const files = execFileSync("tar", ["-tvzf", tarball], { encoding: "utf8", maxBuffer: 1 << 26 })
  .trim()
  .split("\n")
  .map((line) => line.split(/\s+/))
  .map(([, , size, , , path]) => ({ path: path.replace(/^package\//, ""), size: Number(size) }));
const stray = files.filter(({ path }) => path.startsWith("dist/") && !BUILT.test(path)).map(({ path }) => path);
if (stray.length > 0) throw new Error(`not built to be published: ${stray.join(", ")}`);
const packed = statSync(tarball).size;
const unpacked = files.reduce((sum, { size }) => sum + size, 0);
console.log(`tarball: ${files.length} files, ${packed} bytes packed, ${unpacked} unpacked`);
if (packed > MOST_PACKED) throw new Error(`${packed} bytes packed, more than ${MOST_PACKED}`);
if (unpacked > MOST_UNPACKED) throw new Error(`${unpacked} bytes unpacked, more than ${MOST_UNPACKED}`);
