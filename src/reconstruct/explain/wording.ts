import { log10 } from "../../numeric/elementary.js";
import { rationalToNumber } from "../../numeric/rational.js";
import type { TwoByTwo } from "../../tables/study.js";
import { withinLimits } from "../read/interval-methods.js";
import type { PrintedItem } from "../read/printed-item.js";
import { meet } from "../read/printed-number.js";
import { countItem } from "../read/read-count.js";
import { listUpTo } from "../search/census.js";
import { findClosest } from "../search/closest.js";
import { findFeasibility, hasOpenSize, isFeasible } from "../search/feasibility.js";
import { missOf } from "../search/item-check.js";
import { findConflict, isSize } from "./conflicts.js";

/** Tables that are looked at to say what a number would have to be. */
const LOOKED_AT = 5_000;

/**
 * What is wrong with a report that no table fits, in one sentence about the fewest numbers without which the rest fits: what
 * cannot hold, and what each of them would have to be, given the others.
 */
export function describeConflict(items: readonly PrintedItem[]): string {
  const outside = estimateOutside(items);
  if (outside !== null) return outside;
  const conflict = findConflict(items);
  const given = givenSizes(items);
  if (conflict === "none") return `The numbers cannot all hold${given}, and leaving out a few of them does not help.`;
  if (conflict === "unknown")
    return `The numbers cannot all hold${given}; which of them are wrong was too much to search.`;
  const { removal, alone, others } = conflict;
  const [first] = removal;
  if (removal.length === 1 && first?.kind === "limits" && !first.methodKnown) {
    const proportion = first.field === "sensitivityInterval" ? "sensitivity" : "specificity";
    return `The ${nameOf(first)} does not hold its own estimate: no table that has the other numbers${given} has a ${proportion} between these limits.`;
  }
  const sizes = items.filter(isSize);
  if (removal.length === 1 && first !== undefined && !isFeasible([...sizes, first])) {
    return describeImpossible(first, sizes, given);
  }
  // Any one of several numbers may be the wrong one: then they are what contradicts each other, or part of it.
  if (alone.length > 1 && !isFeasible([...sizes, ...alone])) {
    const hint = wouldBe(alone, items, (item) => [item]);
    return `${listWords(alone.map(nameOf))} cannot all hold${given}.${hint === "" ? "" : ` With the others as printed, ${hint}.`}`;
  }
  const blamed = alone.length > 1 ? alone : removal;
  const names = listWords(blamed.map(nameOf), alone.length > 1 ? "or" : "and");
  const hint = wouldBe(blamed, items, (item) => (alone.length > 1 ? [item] : removal));
  const verb = blamed.length > 1 && alone.length <= 1 ? "do" : "does";
  const more = others && alone.length <= 1 ? " (leaving out others, as many, would do too)" : "";
  return `${names} ${verb} not fit the other numbers${given}${more}${hint === "" ? "" : `: with them, ${hint}`}.`;
}

/** Limits of any method that lie beside the estimate as printed, which is seen without a search. */
function estimateOutside(items: readonly PrintedItem[]): string | null {
  for (const limits of items) {
    if (limits.kind !== "limits" || !hasOpenSize(items.filter((item) => item !== limits))) continue;
    const within = withinLimits(limits);
    const estimate = items.find((item) => item.kind === "metric" && item.field === within.field);
    if (estimate?.kind !== "metric" || estimate.interval === null || meet([estimate.interval, within.interval!]))
      continue;
    return `The ${nameOf(limits)} does not hold its own estimate, ${nameOf(estimate)}.`;
  }
  return null;
}

function givenSizes(items: readonly PrintedItem[]): string {
  const sizes = items.filter(isSize);
  return sizes.length === 0 ? "" : ` given ${listWords(sizes.map(nameOf))}`;
}

/** What each of the blamed numbers would have to be beside all that is not left out with it; nothing where sizes are open. */
function wouldBe(
  blamed: readonly PrintedItem[],
  items: readonly PrintedItem[],
  leftOutWith: (item: PrintedItem) => readonly PrintedItem[],
): string {
  if (hasOpenSize(items)) return "";
  return blamed
    .flatMap((item) => {
      const out = leftOutWith(item);
      const needed = neededValue(
        item,
        items.filter((other) => !out.includes(other)),
      );
      return needed === null ? [] : [`${item.label} would have to be ${needed}`];
    })
    .join("; or ");
}

/** A number that no table with these sizes has, whatever else is printed. */
function describeImpossible(item: PrintedItem, sizes: readonly PrintedItem[], given: string): string {
  const margin = marginOf(item, sizes);
  const nearest = findClosest([...sizes, ...margin.others, item]);
  const value = nearest === null ? null : missOf(item, nearest.table).value;
  const hint =
    nearest === null || value === null
      ? ""
      : `; the nearest possible value is ${formatValue(value, item)}${asFraction(item, nearest.table)}`;
  return `${nameOf(item)} is not possible${margin.words ?? given}${hint}.`;
}

/** For what concerns one margin alone: " among 44 non-diseased", and an empty other margin, so that there is an end to tables. */
function marginOf(
  { field }: PrintedItem,
  sizes: readonly PrintedItem[],
): { readonly words: string | null; readonly others: readonly PrintedItem[] } {
  const size = (name: string): number => Number(sizes.find((item) => item.field === name)?.printed);
  const others = sizes.length === 1;
  const diseased = size("diseased") || size("n") - size("nonDiseased");
  const nonDiseased = size("nonDiseased") || size("n") - size("diseased");
  if (field.startsWith("sensitivity") && diseased > 0) {
    return { words: ` among ${diseased} diseased`, others: others ? [countItem("nonDiseased", 0)] : [] };
  }
  if (field.startsWith("specificity") && nonDiseased > 0) {
    return { words: ` among ${nonDiseased} non-diseased`, others: others ? [countItem("diseased", 0)] : [] };
  }
  return { words: null, others: [] };
}

/** "sensitivity 0.912". */
function nameOf(item: PrintedItem): string {
  const method = item.kind === "limits" && item.methodKnown ? ` (${item.methods.join(", ")})` : "";
  return `${item.label} ${item.printed}${method}`;
}

/** What the item would have to be, given the others; `null` where they conflict too, or leave no end of tables. */
function neededValue(item: PrintedItem, others: readonly PrintedItem[]): string | null {
  const feasibility = findFeasibility(others);
  if (feasibility.kind === "none") return null;
  const tables = feasibility.kind === "bounded" ? listUpTo(feasibility.problem, LOOKED_AT) : null;
  if (tables !== null) {
    const values = tables.flatMap((table) => missOf(item, table).value ?? []);
    if (values.length === 0) return null;
    const [low, high] = [formatValue(Math.min(...values), item), formatValue(Math.max(...values), item)];
    return low === high ? low : `between ${low} and ${high}`;
  }
  const nearest = findClosest([...others, item], others);
  const value = nearest === null ? null : missOf(item, nearest.table).value;
  if (value === null || item.kind === "limits" || item.interval === null) return null;
  return `${value > rationalToNumber(item.interval.upper) ? "at least" : "at most"} ${formatValue(value, item)}`;
}

/** A value as the item is printed, with one digit more. */
function formatValue(value: number, item: PrintedItem): string {
  if (item.kind === "count") return String(value);
  const percent = item.scale === "percent";
  const decimals = Math.round(-log10(rationalToNumber(item.unit))) - (percent ? 2 : 0);
  return `${((percent ? 100 : 1) * value).toFixed(Math.min(decimals + 1, 20))}${percent ? "%" : ""}`;
}

/** " (37/44)" for proportions of a given size. */
function asFraction({ field }: PrintedItem, { tp, fp, fn, tn }: TwoByTwo): string {
  switch (field) {
    case "sensitivity":
      return ` (${tp}/${tp + fn})`;
    case "specificity":
      return ` (${tn}/${fp + tn})`;
    case "accuracy":
      return ` (${tp + tn}/${tp + fp + fn + tn})`;
    case "prevalence":
      return ` (${tp + fn}/${tp + fp + fn + tn})`;
    default:
      return "";
  }
}

/** "a", "a and b", "a, b and c". */
function listWords(words: readonly string[], last: "and" | "or" = "and"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
