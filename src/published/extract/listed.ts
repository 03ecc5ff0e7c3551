/** One of several things that a sentence gives a number of each of. */
export interface ListedItem {
  readonly label: string;
  /** Studies of it, where they stand in brackets behind it. */
  readonly k: number | null;
}

const LIST = /^\s*(?:of|for|in)\s+(?:the\s+)?(.+?)\s+(?:was|were|are|is)\s*$/i;
const ITEM = /^(?:the\s+)?(.*?)\s*(?:\(\s*(?:k\s*=\s*)?(\d+)(?:\s+[\w-]+){0,2}\s*\))?$/i;

/**
 * What `count` numbers are of, out of the words between a quantity's name and the numbers: "of CT (16 studies), MRI and PET were" is
 * CT, MRI and PET. `null` where it isn't a list of as many.
 */
export function itemsOf(between: string, count: number): readonly ListedItem[] | null {
  const list = LIST.exec(between)?.[1];
  if (list === undefined) return null;
  const items = list.split(/\s*,\s*(?:and\s+)?|\s+and\s+/).map((text): ListedItem => {
    const match = ITEM.exec(text.trim());
    return { label: match?.[1] ?? "", k: match?.[2] === undefined ? null : Number(match[2]) };
  });
  return items.length === count && items.every(({ label }) => label !== "") ? items : null;
}
