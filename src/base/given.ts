/** The properties that are not `undefined`: options to pass on, where an absent one must stay absent. */
export function given<T extends object>(properties: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof given<T>
  >;
}
