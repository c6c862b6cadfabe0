/**
 * The duty that reads an officer's file without entering it, piece by piece, and the one that deletes a file that nobody proposes. After an interruption
 * the piece is read again. Decision 56.
 */
import type { AreaEntry } from "../../domain/area/area.ts";
import { shardOf } from "../../domain/issuer/issuer.ts";
import { RETENTION } from "../../domain/retention.ts";
import type { Duty } from "../duty/alarm.ts";
import { countLabels, type LineEntry, readPiece } from "./import-duty.ts";
import type { ImportRow, ImportStore } from "./import-store.ts";
import type { List, ListedFact } from "./lists.ts";
import type { RefusedLine } from "./rpc.ts";
import { forgetList, type ListStores } from "./stores.ts";

/** Encrypts and decrypts what a file leaves in the tables. */
export interface Sealing {
  readonly seal: (value: unknown) => Promise<string>;
  readonly open: <T>(sealed: string) => Promise<T>;
}

/** A fact of a file while its persons are not counted yet. */
export interface StagedFact extends ListedFact {
  readonly line: number;
}

/** Whether the file is still at the place at which a duty read it. */
export function isStill(
  files: ImportStore,
  { attempt, phase }: ImportRow,
  { cursor, part }: Pick<ImportRow, "cursor" | "part">,
): boolean {
  const now = files.row();
  return now?.attempt === attempt && now.phase === phase && now.cursor === cursor && now.part === part;
}

/** @param stage what a piece leaves in the tables beside its counts @param next the phase after the last piece */
export function readingDuty<Entry>(
  stores: ListStores,
  list: List<Entry>,
  { seal, open }: Sealing,
  stage: (entries: readonly LineEntry<Entry>[], row: ImportRow) => Stage,
  next: "count" | "ready",
): Duty {
  const { storage, files, lines } = stores;
  return {
    name: "reading",
    due() {
      const row = files.row();
      return row?.phase === "read" && row.pieces !== null ? row.begunAt : null;
    },
    async run(now) {
      const row = files.row();
      if (row === null) return;
      const piece = files.next(row.cursor);
      if (piece === null) return files.setPhase(next, now);
      const { read, ...counts } = await readPiece(await open<string>(piece.sealed), row, list, now);
      const forecasts = await list.foresee(read.entries.map(({ entry }) => entry));
      const entries = read.entries.filter((_, index) => isAccepted(forecasts?.[index] ?? "new"));
      const conflicts = read.entries.flatMap(({ line }, index): readonly RefusedLine[] => {
        const forecast = forecasts?.[index] ?? "new";
        return isAccepted(forecast) ? [] : [{ line, code: forecast, field: null, text: "" }];
      });
      const refused = [...read.refused, ...conflicts].toSorted((a, b) => a.line - b.line);
      const staged = stage(entries, row);
      const sealed = await Promise.all(staged.shards.map(async ([shard, some]) => [shard, await seal(some)] as const));
      const sealedRefused = refused.length === 0 ? null : await seal(refused);
      storage.transactionSync(() => {
        if (!isStill(files, row, row)) return;
        files.count({ ...counts, entered: 0, known: 0, refused: refused.length });
        files.setCursor(piece.n + 1);
        lines.addErrors(refused);
        if (sealedRefused !== null) lines.keepRefused(piece.n, sealedRefused);
        countLabels(stores, list, entries);
        lines.count("forecast", forecasts?.filter((each) => isAccepted(each)) ?? []);
        for (const [shard, some] of sealed) stores.readings.stage(shard, piece.n, some);
        staged.apply();
      });
    },
  };
}

/** What a piece leaves in the tables beside its counts: the entries by shard, and the first persons of the file. */
interface Stage {
  readonly shards: readonly (readonly [shard: number, facts: readonly StagedFact[]])[];
  readonly apply: () => void;
}

function isAccepted(forecast: string): forecast is "new" | "changed" | "known" {
  return forecast === "new" || forecast === "changed" || forecast === "known";
}

/** The persons of a piece of facts, by shard; the first persons of the file are noted with their entries. */
export function stageFacts({ readings }: ListStores) {
  return (entries: readonly LineEntry<ListedFact>[], { shards }: ImportRow): Stage => {
    const facts = entries.map(({ line, entry }) => ({ line, ...entry }));
    return {
      shards: [...Map.groupBy(facts, ({ person }) => shardOf(person, shards))],
      apply: () => facts.forEach(({ person, maskedDocument, fact }) => readings.show(person, maskedDocument, fact)),
    };
  };
}

/** Levels by county: a list of levels has no persons whose addresses could be counted. */
export function stageAreas({ lines }: ListStores) {
  return (entries: readonly LineEntry<AreaEntry>[]): Stage => ({
    shards: [],
    apply: () =>
      lines.count(
        "county",
        entries.map(({ entry }) => entry.division),
      ),
  });
}

/** Deletes an officer's file that nobody proposes in time, or whose proposal nobody decided in time. */
export function unproposedDuty(stores: ListStores): Duty {
  return {
    name: "undecided list",
    due() {
      const row = stores.files.row();
      if (row?.phase === "ready") return row.phaseAt + RETENTION.unproposedList.ms;
      return row?.phase === "proposed" ? row.phaseAt + RETENTION.proposedList.ms : null;
    },
    run: () => stores.storage.transactionSync(() => forgetList(stores)),
  };
}
