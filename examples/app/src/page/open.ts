import { DtaError, decodeTable } from "dta-meta";
import { readQuality } from "dta-meta/figures";
import { gridOfText } from "../data/reading.js";
import { projectOf } from "../state/keep.js";
import { flowOfRows, judgedKey, judgementsOf, schemaOf } from "../state/quality.js";
import type { Workbook } from "../state/state.js";
import type { Store } from "../state/store.js";
import { texts } from "../texts.js";

/** The text of a file, in any encoding and of a workbook the sheet with the counts. */
async function textOf(
  file: File,
  wanted?: string,
): Promise<{ readonly text: string; readonly note: string; readonly workbook: Workbook | null }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { text, sheet, sheets, encoding } = await decodeTable(bytes, wanted === undefined ? {} : { sheet: wanted });
  const note =
    sheet !== null
      ? texts.data.sheet(sheet)
      : encoding === null || encoding === "utf-8"
        ? ""
        : texts.data.encoding(encoding);
  const plain = text.replace(/^\uFEFF/, "");
  return { text: plain, note, workbook: sheet === null || sheets.length < 2 ? null : { file, sheets, sheet } };
}

/** What went wrong, where it is the file's fault; what is ours is thrown on. */
function faultOf(error: unknown): string {
  if (error instanceof DtaError) return error.message;
  throw error;
}

/** Opens a table of studies, of a workbook the sheet that is asked for, or a project. */
export async function openFile(file: File, store: Store, say: (text: string) => void, sheet?: string): Promise<void> {
  try {
    const { text, note, workbook } = await textOf(file, sheet);
    if (text.trimStart().startsWith("{")) {
      const project = projectOf(text);
      if (project === null) return store.show({ fileProblem: `${file.name}: ${texts.data.noProject}` });
      store.act({ kind: "open", project });
    } else {
      store.act({ kind: "load", text, source: file.name, note });
    }
    store.show({ fileProblem: "", workbook, cell: [0, -1] });
    say(texts.data.opened(file.name));
  } catch (error) {
    store.show({ fileProblem: `${file.name}: ${faultOf(error)}` });
  }
}

/** Takes judgements of quality out of a table. */
export function readJudgements(text: string, store: Store, say: (text: string) => void): void {
  const { history, reading } = store.state();
  const { quality } = history.now;
  const schema = schemaOf(quality.tool);
  try {
    const assessments = readQuality(text, schema);
    const read = judgementsOf(assessments);
    const known = new Set(reading.names);
    const strangers = assessments.flatMap(({ id }) => (known.has(id) || reading.names.length === 0 ? [] : [id]));
    const taken = Object.fromEntries(Object.entries(read).filter(([, own]) => Object.keys(own).length > 0));
    store.act({ kind: "judgements", quality: { ...quality, judgements: { ...quality.judgements, ...taken } } });
    const unknown =
      strangers.length === 0 ? "" : ` ${texts.quality.unknown([...new Set(strangers)].slice(0, 5).join(", "))}`;
    say(
      `${texts.quality.taken(new Set(assessments.flatMap((one) => (taken[judgedKey(one.id, one.of ?? null)] ? [one.id] : []))).size)}${unknown}`,
    );
  } catch (error) {
    store.show({ failure: { message: faultOf(error), field: "judgements" } });
  }
}

export async function openJudgements(file: File, store: Store, say: (text: string) => void): Promise<void> {
  try {
    readJudgements((await textOf(file)).text, store, say);
  } catch (error) {
    store.show({ failure: { message: `${file.name}: ${faultOf(error)}`, field: "judgements" } });
  }
}

/** Takes the numbers of the flow diagram out of a table. */
export async function openFlow(file: File, store: Store, say: (text: string) => void): Promise<void> {
  try {
    const { header, rows } = gridOfText((await textOf(file)).text);
    const changes = flowOfRows([header, ...rows], texts.flow.fields);
    if (Object.keys(changes).length === 0) {
      return store.show({ failure: { message: `${file.name}: ${texts.flow.nothing}`, field: "flow" } });
    }
    store.act({ kind: "flow", changes });
    say(texts.flow.read);
  } catch (error) {
    store.show({ failure: { message: `${file.name}: ${faultOf(error)}`, field: "flow" } });
  }
}
