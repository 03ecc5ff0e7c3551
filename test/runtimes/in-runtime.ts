// Tests that another runtime should run are no proof if Node runs them after all.
const wanted = process.env.RUNTIME ?? "";
if (process.versions[wanted] === undefined) throw new Error(`the tests run in ${process.execPath}, not in ${wanted}`);
