import { EMPTY_PROJECT, type Project } from "./project.js";

/** The project as the text of a file. */
export const projectText = (project: Project): string => `${JSON.stringify(project, null, 1)}\n`;

type Values = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is there and of the right kind, and else what is usual. */
function like<T extends object>(usual: T, found: unknown): T {
  if (!isRecord(found)) return usual;
  return Object.fromEntries(
    Object.entries(usual).map(([name, value]) => [name, typeof found[name] === typeof value ? found[name] : value]),
  ) as T;
}

const texts = (found: unknown): Record<string, string> =>
  isRecord(found)
    ? Object.fromEntries(
        Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      )
    : {};

/** A project from the text of a file; `null` where it is none. What is missing or of another kind is as in an empty project. */
export function projectOf(text: string): Project | null {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(found) || found.schema !== EMPTY_PROJECT.schema) return null;
  const usual = EMPTY_PROJECT;
  const data = isRecord(found.data) ? found.data : {};
  const quality = isRecord(found.quality) ? found.quality : {};
  const excluded = Array.isArray(data.excluded) ? data.excluded.filter((row) => Number.isInteger(row)) : [];
  const judgements = isRecord(quality.judgements) ? quality.judgements : {};
  return {
    ...like(usual, found),
    data: { ...like(usual.data, data), columns: texts(data.columns), excluded },
    choices: like(usual.choices, found.choices),
    figures: like(usual.figures, found.figures),
    numbers: like(usual.numbers, found.numbers),
    quality: {
      tool: typeof quality.tool === "string" ? quality.tool : usual.quality.tool,
      judgements: Object.fromEntries(Object.entries(judgements).map(([study, own]) => [study, texts(own)])),
    },
    flow: texts(found.flow),
  };
}

const through = async (bytes: Uint8Array, stream: GenericTransformStream): Promise<Uint8Array> =>
  new Uint8Array(
    await new Response(
      new Blob([bytes as BlobPart]).stream().pipeThrough(stream as ReadableWritablePair),
    ).arrayBuffer(),
  );

/** The part of a link behind `#` that holds the whole project: compressed JSON in URL-safe base 64. It is sent nowhere. */
export async function fragmentOf(project: Project): Promise<string> {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(project)), new CompressionStream("deflate-raw"));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `#project=${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** The project of a link; `null` where the fragment holds none. */
export async function projectOfFragment(fragment: string): Promise<Project | null> {
  const encoded = /^#project=([\w-]+)$/.exec(fragment)?.[1];
  if (encoded === undefined) return null;
  try {
    const binary = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return projectOf(new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw"))));
  } catch {
    return null;
  }
}
