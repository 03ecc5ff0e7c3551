import type { Ledger } from "./draft.js";
import type { FlowFacts } from "./facts/flow.js";

/** The study flow as the format holds it: fields in the order in which the paper tells them. */
export function flowDraft({ sources, steps }: FlowFacts, ledger: Ledger): Record<string, unknown> {
  const flow: Record<string, unknown> = {};
  const put = (field: string, value: number, start: number, end: number): void => {
    if (flow[field] !== undefined) {
      if (flow[field] !== value) ledger.leave(`the study flow has another number for ${field}`, start, end);
      return;
    }
    flow[field] = value;
    ledger.note(`flow.${field}`, start, end);
  };
  if (sources.length > 0) {
    flow.identified = Object.fromEntries(sources.map(({ name, value }) => [name, value]));
    for (const { name, start, end } of sources) ledger.note(`flow.identified.${name}`, start, end);
  }
  for (const { step, reason, value, start, end } of steps) {
    if (step !== "removed") put(step, value, start, end);
    else
      put(
        reason === "" || flow[reason] !== undefined ? `excluded ${Object.keys(flow).length}` : reason,
        value,
        start,
        end,
      );
  }
  return flow;
}
