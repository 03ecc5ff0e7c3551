// Audits the published files of a repository, and says on its lines what was found. Node alone, no packages.
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const workspace = process.env.GITHUB_WORKSPACE ?? process.cwd();
const input = (name, otherwise = "") => process.env[`INPUT_${name.toUpperCase()}`]?.trim() || otherwise;

/** The command: as given, of the workspace's node_modules, or of the repository that holds this action. */
function commandFile() {
  const here = fileURLToPath(new URL("../../../dist/cli.js", import.meta.url));
  const places = [input("command"), join(workspace, "node_modules/dta-meta/dist/cli.js"), here].filter(
    (place) => place !== "",
  );
  const found = places.map((place) => resolve(workspace, place)).find((place) => existsSync(place));
  if (found === undefined) throw new Error("dta-meta is not installed: run npm install dta-meta before this step");
  return found;
}

/** A pattern as a regular expression of paths with slashes. */
function matcher(pattern) {
  const source = pattern
    .split(/(\*\*\/|\*\*|\*)/)
    .map((part) =>
      part === "**/"
        ? "(?:.*/)?"
        : part === "**"
          ? ".*"
          : part === "*"
            ? "[^/]*"
            : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"),
    );
  return new RegExp(`^${source.join("")}$`);
}

function filesOf(patterns) {
  const wanted = patterns.map((pattern) => matcher(pattern.replace(/^\.\//, "")));
  const all = readdirSync(workspace, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(workspace, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join("/"),
    )
    .filter((path) => !/(^|\/)(node_modules|\.git)\//.test(path));
  return all.filter((path) => wanted.some((pattern) => pattern.test(path))).sort();
}

function dta(...argv) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandFile(), ...argv], {
    cwd: workspace,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

const escaped = (text) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text) => escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
const LEVELS = { error: "error", warning: "warning", note: "notice" };

function annotate({ level, message, ruleId, locations: [{ physicalLocation }] }) {
  const { artifactLocation, region = {} } = physicalLocation;
  const place = [`file=${property(decodeURIComponent(artifactLocation.uri))}`];
  if (region.startLine !== undefined) place.push(`line=${region.startLine}`, `endLine=${region.endLine}`);
  process.stdout.write(`::${LEVELS[level]} ${place.join(",")},title=${property(ruleId)}::${escaped(message.text)}\n`);
}

const append = (variable, text) => {
  if (process.env[variable]) appendFileSync(process.env[variable], text);
};

function main() {
  const files = filesOf(
    input("files", "**/published.json")
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  );
  if (files.length === 0) throw new Error(`no file fits ${input("files")}`);
  const audited = dta("audit", ...files, "--sarif");
  if (audited.stdout === "") throw new Error(audited.stderr);
  const [run] = JSON.parse(audited.stdout).runs;
  run.results.forEach(annotate);
  for (const { message } of run.invocations[0].toolExecutionNotifications)
    process.stdout.write(`::error::${escaped(message.text)}\n`);
  const count = (level) => run.results.filter((result) => result.level === level).length;
  const [errors, warnings] = [count("error"), count("warning")];
  append("GITHUB_OUTPUT", `errors=${errors}\nwarnings=${warnings}\n`);
  append("GITHUB_STEP_SUMMARY", dta("audit", ...files, "--markdown").stdout);
  if (input("sarif") !== "") writeFileSync(resolve(workspace, input("sarif")), audited.stdout);
  if (input("html") !== "") dta("audit", ...files, "--force", "-o", input("html"));
  const failOn = input("fail-on", "error");
  let failed = audited.status === 2 || (failOn !== "never" && errors > 0) || (failOn === "warning" && warnings > 0);
  if (input("reproduce") === "true") {
    const reproduced = dta(
      "reproduce",
      ...files.filter((file) => file.endsWith(".json")),
      "--allow-explained",
      "--markdown",
    );
    append("GITHUB_STEP_SUMMARY", `\n${reproduced.stdout}`);
    if (reproduced.status !== 0) {
      process.stdout.write(
        `::error::${escaped(reproduced.stderr || "a published number is not reproduced; see the summary of the step")}\n`,
      );
      failed = true;
    }
  }
  process.stdout.write(`${files.length} files, ${errors} errors, ${warnings} warnings\n`);
  process.exitCode = failed ? 1 : 0;
}

try {
  main();
} catch (error) {
  process.stdout.write(`::error::${escaped(error.message)}\n`);
  process.exitCode = 1;
}
