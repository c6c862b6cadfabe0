/** Reads typed rows of an object's database. The columns of a query are given per key of the row type, so that a missing column does not compile. */

declare const COLUMNS: unique symbol;
declare const QUERY: unique symbol;

/** The columns of a query whose rows are `T`, as SQL. */
export type Columns<T> = string & { readonly [COLUMNS]: T };

/** The text of a query whose rows are `T`. */
export type Query<T> = string & { readonly [QUERY]: T };

/** Each key of a row has a value that SQLite can give. */
type Row<T> = { readonly [Key in keyof T]: SqlStorageValue };

/** Makes the columns of a query. @param sqlOf for each key of the row, the SQL of its value */
export function columns<T extends Row<T>>(sqlOf: { readonly [Key in keyof T]-?: string }): Columns<T> {
  const names = Object.entries<string>(sqlOf).map(([key, text]) => (key === text ? text : `${text} AS "${key}"`));
  return names.join(", ") as Columns<T>;
}

interface LastText {
  readonly pieces: readonly string[];
  readonly text: string;
}

/** The last text of each template: nearly all have the same pieces at each call, and their joining takes longer than the search of a row. */
const lastTexts = new WeakMap<TemplateStringsArray, LastText>();

/** The tag of a template of SQL text. The inserted `columns` give the query the type of its rows. */
export function query<T>(parts: TemplateStringsArray, ...pieces: readonly (Columns<T> | string)[]): Query<T> {
  let last = lastTexts.get(parts);
  if (last === undefined || last.pieces.some((piece, index) => piece !== pieces[index])) {
    last = { pieces, text: String.raw({ raw: parts }, ...pieces) };
    lastTexts.set(parts, last);
  }
  return last.text as Query<T>;
}

/** All rows that the query gives. */
export function readRows<T>(sql: SqlStorage, text: Query<T>, ...bindings: readonly SqlStorageValue[]): readonly T[] {
  // `columns` has made the compiler check the names; STRICT tables give values of the declared types.
  return sql.exec(text, ...bindings).toArray() as readonly unknown[] as readonly T[];
}

/** The first row; null if there is none. */
export function readFirst<T>(sql: SqlStorage, text: Query<T>, ...bindings: readonly SqlStorageValue[]): T | null {
  return readRows(sql, text, ...bindings)[0] ?? null;
}

/** The only row; throws if there is none or more than one. */
export function readOne<T>(sql: SqlStorage, text: Query<T>, ...bindings: readonly SqlStorageValue[]): T {
  const [row, ...others] = readRows(sql, text, ...bindings);
  if (row === undefined || others.length > 0) throw new Error(`not one row: ${text}`);
  return row;
}

/** The number in the only column of the first row; null if it is NULL or there is no row. */
export function readNumber(sql: SqlStorage, text: string, ...bindings: readonly SqlStorageValue[]): number | null {
  const number = onlyColumn(sql, text, bindings)[0] ?? null;
  if (number === null || typeof number === "number") return number;
  throw new TypeError(`not a number: ${text}`);
}

/** The texts in the only column of all rows. */
export function readTexts(sql: SqlStorage, text: string, ...bindings: readonly SqlStorageValue[]): readonly string[] {
  const texts = onlyColumn(sql, text, bindings);
  if (texts.every((each) => typeof each === "string")) return texts;
  throw new TypeError(`not texts: ${text}`);
}

/** The text in the only column of the first row; null if there is no row. */
export function readText(sql: SqlStorage, text: string, ...bindings: readonly SqlStorageValue[]): string | null {
  return readTexts(sql, text, ...bindings)[0] ?? null;
}

export function hasRow(sql: SqlStorage, text: string, ...bindings: readonly SqlStorageValue[]): boolean {
  return sql.exec(text, ...bindings).toArray().length > 0;
}

function onlyColumn(sql: SqlStorage, text: string, bindings: readonly SqlStorageValue[]): readonly SqlStorageValue[] {
  return Array.from(sql.exec(text, ...bindings).raw(), ([first = null, ...others]) => {
    if (others.length > 0) throw new Error(`not one column: ${text}`);
    return first;
  });
}
