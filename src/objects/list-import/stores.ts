/** The stores of one file of a list, which its duties share. */
import { ImportStore } from "./import-store.ts";
import { LineStore } from "./line-store.ts";
import { ReadingStore } from "./reading-store.ts";

export interface ListStores {
  readonly storage: DurableObjectStorage;
  readonly files: ImportStore;
  readonly lines: LineStore;
  readonly readings: ReadingStore;
}

export function listStores(storage: DurableObjectStorage): ListStores {
  const { sql } = storage;
  return { storage, files: new ImportStore(sql), lines: new LineStore(sql), readings: new ReadingStore(sql) };
}

/** Deletes everything about the file. */
export function forgetList({ files, lines, readings }: ListStores): void {
  files.forget();
  lines.forget();
  readings.forget();
}
