/** Position of a value in a JSON text. */
export interface JsonPlace {
  /** First character. */
  readonly start: number;
  /** After the last character. */
  readonly end: number;
}

/** A value in a JSON text, and the values in it by key. */
interface Node extends JsonPlace {
  readonly value: unknown;
  readonly members: ReadonlyMap<string, Node>;
}

const NOTHING: ReadonlyMap<string, Node> = new Map();

/** Reads a JSON text that `JSON.parse` takes, with the place of each value. */
function parseWithPlaces(text: string): Node {
  let at = 0;
  const skip = (): void => {
    while (/\s/.test(text[at] ?? "") || text[at] === "," || text[at] === ":") at += 1;
  };
  const string = (): string => {
    const start = at;
    at += 1;
    while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    at += 1;
    return JSON.parse(text.slice(start, at)) as string;
  };
  const value = (): Node => {
    skip();
    const start = at;
    const open = text[at];
    if (open === '"') return { value: string(), start, end: at, members: NOTHING };
    if (open !== "{" && open !== "[") {
      while (at < text.length && !/[\s,\]}]/.test(text[at]!)) at += 1;
      return { value: JSON.parse(text.slice(start, at)), start, end: at, members: NOTHING };
    }
    const members = new Map<string, Node>();
    at += 1;
    for (skip(); text[at] !== "}" && text[at] !== "]"; skip()) {
      const key = open === "{" ? string() : String(members.size);
      members.set(key, value());
    }
    at += 1;
    return { value: undefined, start, end: at, members };
  };
  return value();
}

/** The member that a step of a path names: a key, an index, or the id of an element. */
function member(node: Node, step: string): Node | undefined {
  const direct = node.members.get(step);
  if (direct !== undefined) return direct;
  return [...node.members.values()].find((one) => one.members.get("id")?.value === step);
}

/** Steps of `results[ct].fagan.prior`: `results`, `ct`, `fagan`, `prior`. */
const stepsOf = (path: string): string[] =>
  [...path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map((match) => match[1] ?? match[2]!);

/** Finds where the values of a JSON text stand, by paths such as `results[ct].plr`; the nearest holder where there is no such value. */
export function jsonPlaces(text: string): (path: string) => JsonPlace | null {
  let root: Node;
  try {
    JSON.parse(text);
    root = parseWithPlaces(text);
  } catch {
    return () => null;
  }
  return (path) => {
    let node: Node = root;
    for (const step of stepsOf(path)) {
      const inner = member(node, step);
      if (inner === undefined) break;
      node = inner;
    }
    return node === root ? null : { start: node.start, end: node.end };
  };
}
