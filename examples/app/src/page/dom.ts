type Child = Node | string | null | false;
type Handler = (event: never) => void;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | Handler>>;

/** Handlers are properties, so that a later drawing of the same element can take the place of an earlier one. */
const HANDLERS = [
  "onclick",
  "onchange",
  "oninput",
  "onkeydown",
  "onsubmit",
  "onpaste",
  "onfocus",
  "ontoggle",
  "ondragenter",
  "ondragover",
  "ondragleave",
  "ondrop",
] as const;
type HandlerName = (typeof HANDLERS)[number];
const isHandler = (name: string): name is HandlerName => (HANDLERS as readonly string[]).includes(name);

/** What elements were given that no attribute tells: the value of a field, markup of a drawing. */
interface Given {
  readonly value?: string;
  readonly checked?: boolean;
  readonly open?: boolean;
  readonly html?: string;
}
const given = new WeakMap<Element, Given>();
/** The parts of them that are properties of the element. */
const PROPERTIES = ["value", "checked", "open"] as const;

/** An element with attributes, handlers (`onclick`, …) and children; text is text, never markup, but for `html`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  const own: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (isHandler(name)) element[name] = (value ?? null) as never;
    else if (name === "html") own.html = String(value);
    else if (name === "checked" || name === "open") own[name] = value === true;
    else if (name === "value" && tag !== "option" && tag !== "progress") own.value = String(value ?? "");
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  // markup of the library's own making, in which every text is escaped
  if (own.html !== undefined) element.innerHTML = own.html as string;
  element.append(...children.filter((child) => child !== null && child !== false));
  for (const name of PROPERTIES) if (name in own) setProperty(element, name, own[name]);
  given.set(element, own);
  return element;
}

function setProperty(element: Element, name: string, value: unknown): void {
  (element as unknown as Record<string, unknown>)[name] = value;
  if (name === "value" && element instanceof HTMLInputElement) element.defaultValue = String(value);
}

/** What tells an element from its neighbours of the same kind. */
function keyOf(node: Node): string | null {
  if (!(node instanceof Element)) return null;
  const key = node.getAttribute("data-key") ?? node.id;
  return key === "" && !node.hasAttribute("data-key") ? null : `${node.nodeName} ${key}`;
}

const alike = (a: Node, b: Node): boolean => a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

/** Makes the children of an element those that are given, keeping what is there already, and with it focus, caret and scroll. */
export function patch(parent: Element, next: readonly Node[]): void {
  const keyed = new Map<string, ChildNode>();
  const stay = new Set(next.map(keyOf));
  for (const child of [...parent.childNodes]) {
    const key = keyOf(child);
    if (key === null) continue;
    // gone first, so that nothing that stays has to be moved: what is moved loses the focus
    if (stay.has(key)) keyed.set(key, child);
    else child.remove();
  }
  let cursor: ChildNode | null = parent.firstChild;
  for (const node of next) {
    const key = keyOf(node);
    const same: ChildNode | null = key === null ? cursor : (keyed.get(key) ?? null);
    if (same === null || !alike(same, node)) parent.insertBefore(node, cursor);
    else {
      if (same === cursor) cursor = cursor.nextSibling;
      else parent.insertBefore(same, cursor);
      update(same, node);
    }
  }
  while (cursor !== null) {
    const rest: ChildNode | null = cursor.nextSibling;
    cursor.remove();
    cursor = rest;
  }
}

function update(old: Node, next: Node): void {
  if (!(old instanceof HTMLElement && next instanceof HTMLElement)) {
    if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
    return;
  }
  // a field's own value is a property; its attribute would undo what is being typed
  const own = (name: string): boolean => name === "open" || name === "value";
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && !own(name)) old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if ((!own(name) || (name === "value" && !(old instanceof HTMLInputElement))) && old.getAttribute(name) !== value)
      old.setAttribute(name, value);
  }
  for (const name of HANDLERS) if (old[name] !== next[name]) old[name] = next[name] as never;
  const before = given.get(old) ?? {};
  const after = given.get(next) ?? {};
  // what the page holds of a field, so that it can be told from what is being typed
  if (old instanceof HTMLInputElement && after.value !== undefined) old.defaultValue = after.value;
  if (after.html === undefined) patch(old, [...next.childNodes]);
  else if (after.html !== before.html) old.innerHTML = after.html;
  for (const name of PROPERTIES) {
    if (after[name] === undefined) continue;
    // what a reader opened or closed stays so, and what is being used is not closed
    if (name === "open" && (after.open === before.open || (!after.open && old.contains(document.activeElement))))
      continue;
    const now = (old as unknown as Record<string, unknown>)[name];
    // what is being typed is not overwritten by a drawing that knows nothing of it
    if (now !== after[name] && (after[name] !== before[name] || document.activeElement !== old)) {
      setProperty(old, name, after[name]);
    }
  }
  given.set(old, after);
}

/** A button that does something. */
export function button(text: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return h("button", { type: "button", onclick: act, ...attributes }, text);
}

/** The element of the page that has this id. Throws where there is none. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no element #${id}`);
  return element;
}

/** Moves the focus to the beginning of a part of the page once it has been drawn. */
export function beginAt(selector: string): void {
  setTimeout(() => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element !== null && element.tabIndex < 0) element.tabIndex = -1;
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "start" });
  });
}

/** Moves the focus to an element once it has been drawn; to the first there is. */
export function focusSoon(...selectors: readonly string[]): void {
  setTimeout(() => {
    for (const selector of selectors) {
      const element = document.querySelector<HTMLElement>(selector);
      if (element === null) continue;
      element.focus();
      if (element instanceof HTMLInputElement && element.type === "text") element.select();
      return;
    }
  });
}
