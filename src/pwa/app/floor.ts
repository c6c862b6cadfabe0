/** Adds what the oldest supported engines (Chromium 80, Safari 15.4, Firefox 115) lack: exactly the names of src/floor.d.ts, and two of the DOM. Must be the first import of the page and of each worker that needs it. */

type Functions = Readonly<Record<string, (this: never, ...given: never) => unknown>>;

/** Adds the functions that the object lacks, not enumerable, as built-in functions are. */
function fill(on: object, functions: Functions): void {
  for (const [name, value] of Object.entries(functions))
    if (!(name in on)) Object.defineProperty(on, name, { value, writable: true, configurable: true });
}

fill(Array.prototype, {
  at(this: unknown[], index: number) {
    return this[index < 0 ? this.length + index : index];
  },
  findLast(this: unknown[], predicate: (value: unknown, index: number, array: unknown[]) => unknown) {
    for (let at = this.length - 1; at >= 0; at -= 1) if (predicate(this[at], at, this)) return this[at];
    return undefined;
  },
  toReversed(this: unknown[]) {
    const copy = [...this];
    copy.reverse();
    return copy;
  },
  toSorted(this: unknown[], compare?: (a: unknown, b: unknown) => number) {
    const copy = [...this];
    copy.sort(compare);
    return copy;
  },
});

fill(String.prototype, {
  replaceAll(this: string, searched: string | RegExp, replacement: string) {
    const all = typeof searched === "string" ? new RegExp(searched.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&"), "g") : searched;
    return this.replace(all, replacement);
  },
});

fill(Object, {
  hasOwn: (of: object, name: PropertyKey) => Object.prototype.hasOwnProperty.call(of, name),
});

fill(Map, {
  groupBy(items: Iterable<unknown>, keyOf: (item: unknown, index: number) => unknown) {
    const groups = new Map<unknown, unknown[]>();
    let index = 0;
    for (const item of items) {
      const key = keyOf(item, index);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
      index += 1;
    }
    return groups;
  },
});

fill(AbortSignal, {
  timeout(ms: number) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), ms);
    return controller.signal;
  },
});

fill(crypto, {
  /** A random UUID, version 4 of RFC 9562. */
  randomUUID: () =>
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
      (Number(digit) ^ ((crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) & (15 >> (Number(digit) / 4)))).toString(16),
    ),
});
