/** The built-ins newer than ES2020 that src/pwa/app/floor.ts fills in: with `lib` es2020, all that code on a phone may call. A test holds the two lists together. */

interface Array<T> {
  at(index: number): T | undefined;
  findLast<S extends T>(predicate: (value: T, index: number, array: T[]) => value is S): S | undefined;
  findLast(predicate: (value: T, index: number, array: T[]) => unknown): T | undefined;
  toReversed(): T[];
  toSorted(compare?: (a: T, b: T) => number): T[];
}

interface ReadonlyArray<T> {
  at(index: number): T | undefined;
  findLast<S extends T>(predicate: (value: T, index: number, array: readonly T[]) => value is S): S | undefined;
  findLast(predicate: (value: T, index: number, array: readonly T[]) => unknown): T | undefined;
  toReversed(): T[];
  toSorted(compare?: (a: T, b: T) => number): T[];
}

interface String {
  replaceAll(searched: string | RegExp, replacement: string | ((found: string, ...parts: string[]) => string)): string;
}

interface ObjectConstructor {
  hasOwn(of: object, name: PropertyKey): boolean;
}

interface MapConstructor {
  groupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]>;
}
