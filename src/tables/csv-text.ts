import { throwProblem } from "./problems.js";

const BYTE_ORDER_MARK = "\uFEFF";

/** Whether the text is a JSON object or array; a header may begin with a bracket too. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Removes the byte order mark, makes every line end `\n`, and refuses what is not text, or is JSON. */
export function csvText(input: string): string {
  if (typeof input !== "string") {
    throwProblem({
      code: "bad-input",
      message: `expected the text of a CSV file, got ${input === null ? "null" : typeof input}.`,
      where: "input",
      got: input,
      wanted: "a string",
    });
  }
  for (let i = 0; i < input.length; i++) {
    const code = input.charCodeAt(i);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 11) {
      throwProblem({
        code: "binary-input",
        message: `this is not a text file: character ${i + 1} is the control character ${code}. Save the table as CSV (from a spreadsheet: "Save as… CSV UTF-8").`,
        where: `character ${i + 1}`,
        got: code,
        wanted: "comma-, semicolon- or tab-separated text",
      });
    }
  }
  const text = input.startsWith(BYTE_ORDER_MARK) ? input.slice(1) : input;
  if (isJson(text)) {
    throwProblem({
      code: "json-input",
      message:
        "this is JSON, not CSV. Save the table as CSV with a header; in a program, parseStudies(JSON.parse(text)) takes rows.",
      where: "line 1",
      got: text.trimStart()[0],
      wanted: "comma-, semicolon- or tab-separated text",
    });
  }
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

export function rejectEmpty(): never {
  throwProblem({
    code: "empty-input",
    message: "the file is empty; it needs a header with the columns tp, fp, fn, tn and one row for each 2×2 table.",
    where: "line 1",
    got: "",
    wanted: "a header and at least one row",
  });
}
