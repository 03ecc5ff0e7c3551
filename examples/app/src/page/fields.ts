import { h } from "./dom.js";

interface Field {
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  /** What is wrong with it. */
  readonly wrong?: string | null | undefined;
}

/** A field with its label, and what there is to be said of it. */
export function labelled({ id, label, help, wrong }: Field, control: HTMLElement): HTMLElement {
  const described = [help === undefined ? null : `${id}-help`, wrong ? `${id}-error` : null].filter(
    (part) => part !== null,
  );
  if (described.length > 0) control.setAttribute("aria-describedby", described.join(" "));
  if (wrong) control.setAttribute("aria-invalid", "true");
  return h(
    "div",
    { class: "field", "data-key": `field-${id}` },
    h("label", { for: id }, label),
    control,
    wrong ? h("p", { class: "field-error", id: `${id}-error` }, wrong) : null,
    help === undefined ? null : h("p", { class: "help", id: `${id}-help` }, help),
  );
}

/** A choice of one of several. */
export function select<T extends string>(
  field: Field,
  value: T,
  choices: readonly (readonly [value: T, text: string])[],
  choose: (value: T) => void,
): HTMLElement {
  const control = h(
    "select",
    {
      id: field.id,
      onchange: (event: Event) => choose((event.currentTarget as HTMLSelectElement).value as T),
      value: choices.some(([known]) => known === value) ? value : (choices[0]?.[0] ?? ""),
    },
    ...choices.map(([known, text]) => h("option", { value: known, "data-key": known }, text)),
  );
  return labelled(field, control);
}

/** A choice whose texts stand in the catalogue. */
export const selectOf = <T extends string>(
  field: Field,
  value: T,
  names: Readonly<Record<T, string>>,
  choose: (value: T) => void,
): HTMLElement => select(field, value, Object.entries(names) as [T, string][], choose);

/** A line of text; it counts once it is left, or Enter is pressed. */
export function textField(
  field: Field,
  value: string,
  change: (value: string) => void,
  {
    placeholder,
    numeric = false,
    typing,
  }: { placeholder?: string; numeric?: boolean; typing?: (value: string) => void } = {},
): HTMLElement {
  const control = h("input", {
    id: field.id,
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    inputmode: numeric ? "decimal" : null,
    placeholder,
    value,
    onchange: (event: Event) => change((event.currentTarget as HTMLInputElement).value),
    oninput: typing === undefined ? null : (event: Event) => typing((event.currentTarget as HTMLInputElement).value),
  });
  return labelled(field, control);
}

/** Something that is so or not. */
export function tick(id: string, label: string, checked: boolean, change: (checked: boolean) => void): HTMLElement {
  return h(
    "p",
    { class: "check", "data-key": `tick-${id}` },
    h("input", {
      type: "checkbox",
      id,
      checked,
      onchange: (event: Event) => change((event.currentTarget as HTMLInputElement).checked),
    }),
    h("label", { for: id }, label),
  );
}

/** A button that opens files of the given endings. */
export function fileButton(id: string, label: string, accept: string, open: (file: File) => void): HTMLElement {
  return h(
    "label",
    { class: "button", for: id, "data-key": `file-${id}` },
    label,
    h("input", {
      id,
      type: "file",
      accept,
      onchange: (event: Event) => {
        const input = event.currentTarget as HTMLInputElement;
        const [file] = input.files ?? [];
        if (file !== undefined) open(file);
        input.value = "";
      },
    }),
  );
}

/** A table that scrolls by itself, by keyboard too. */
export const scroll = (label: string, table: HTMLElement): HTMLElement =>
  h("div", { class: "scroll", role: "group", "aria-label": label, tabindex: 0 }, table);
