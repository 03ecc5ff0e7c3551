import { DtaError, decodeTable } from "dta-meta";
import { readQuality } from "dta-meta/figures";
import { gridOfText } from "../data/reading.js";
import { projectOf } from "../state/keep.js";
import { flowOfRows, judgementsOf, schemaOf } from "../state/quality.js";
import type { Store } from "../state/store.js";
import { texts } from "../texts.js";

/** The text of a file, in any encoding and of a workbook the sheet with the counts. */
async function textOf(file: File): Promise<{ readonly text: string; readonly note: string }> {
  const { text, sheet, encoding } = await decodeTable(new Uint8Array(await file.arrayBuffer()));
  const note =
    sheet !== null
      ? texts.data.sheet(sheet)
      : encoding === null || encoding === "utf-8"
        ? ""
        : texts.data.encoding(encoding);
  return { text: text.replace(/^\uFEFF/, ""), note };
}

/** What went wrong, where it is the file's fault; what is ours is thrown on. */
function faultOf(error: unknown): string {
  if (error instanceof DtaError) return error.message;
  throw error;
}

/** Opens a table of studies, or a project. */
export async function openFile(file: File, store: Store, say: (text: string) => void): Promise<void> {
  try {
    const { text, note } = await textOf(file);
    if (text.trimStart().startsWith("{")) {
      const project = projectOf(text);
      if (project === null) return store.show({ fileProblem: `${file.name}: ${texts.data.noProject}` });
      store.act({ kind: "open", project });
    } else {
      store.act({ kind: "load", text, source: file.name, note });
    }
    store.show({ fileProblem: "", cell: [0, -1] });
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
    const read = judgementsOf(readQuality(text, schema));
    const known = new Set(reading.names);
    const strangers = Object.keys(read).filter((name) => !known.has(name) && reading.names.length > 0);
    const taken = Object.fromEntries(Object.entries(read).filter(([, own]) => Object.keys(own).length > 0));
    store.act({ kind: "judgements", quality: { ...quality, judgements: { ...quality.judgements, ...taken } } });
    const unknown = strangers.length === 0 ? "" : ` ${texts.quality.unknown(strangers.slice(0, 5).join(", "))}`;
    say(`${texts.quality.taken(Object.keys(taken).length)}${unknown}`);
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
