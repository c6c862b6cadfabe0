/**
 * The duties after the entry of a file: it is taken back as a whole when two officers have withdrawn it, and its results are told to the issuer. After an
 * interruption they repeat their last step, which changes nothing then. Decision 56.
 */
import type { ListOf } from "../../domain/list/list-file.ts";
import type { Duty } from "../duty/alarm.ts";
import type { ListReport } from "../issuer/list-rpc.ts";
import { namedSources } from "../../domain/list/list-file.ts";
import type { ImportRow, ImportStore } from "./import-store.ts";
import type { ListStores } from "./stores.ts";

/** A part of what a list entered was taken back. `after` is the last person of the part; null: nothing is left. */
export interface TakenBack {
  readonly entries: number;
  readonly after: string | null;
}

/** Stops the entry of the list if it is still going on, and begins to take back what it has entered. */
export function beginTakeBack(files: ImportStore, id: string, now: number): void {
  const row = files.row();
  // A client may have sent the file again: then `id` is an earlier upload of it.
  const isEarlier = row?.phase === "taken_back" && row.list !== id;
  if (row === null || (row.phase !== "enter" && !isEarlier)) {
    if (row?.list === id) return;
    throw new Error(`list ${id} cannot be taken back while its file is ${row === null ? "gone" : row.phase}`);
  }
  files.setList(id);
  files.forgetPieces();
  if (row.finishedAt === null) files.finish(now);
  files.setPhase("take_back", now);
}

/** @param takeBack takes back a part of what the list entered: of facts, in one shard; of levels, all at once */
export function takeBackDuty(
  { storage, files }: ListStores,
  list: ListOf,
  takeBack: (row: ImportRow, now: number) => Promise<TakenBack>,
): Duty {
  return {
    name: "take back",
    due() {
      const row = files.row();
      return row?.phase === "take_back" ? row.phaseAt : null;
    },
    async run(now) {
      const row = files.row();
      if (row === null) return;
      const { entries, after } = await takeBack(row, now);
      const places = list === "facts" ? row.shards : 1;
      storage.transactionSync(() => {
        const present = files.row();
        if (present?.phase !== "take_back" || present.cursor !== row.cursor || present.part !== row.part) return;
        files.addTakenBack(entries);
        if (after !== null) files.setCursor(row.cursor, after);
        else if (row.cursor + 1 < places) files.setCursor(row.cursor + 1);
        else {
          files.setPhase("taken_back", now);
          files.untell();
        }
      });
    },
  };
}

/** Tells the issuer the result of a file that was entered or taken back, until the issuer has confirmed it. */
export function reportDuty(
  { files, lines }: ListStores,
  { list, file, region }: { readonly list: ListOf; readonly file: string; readonly region: string },
  tell: (report: ListReport, now: number) => Promise<unknown>,
): Duty {
  return {
    name: "report of a list",
    // A file that an earlier release has taken has no id.
    due() {
      const row = files.row();
      return row?.untold === 1 && row.list !== "" ? row.phaseAt : null;
    },
    async run(now) {
      const row = files.row();
      if (row === null || row.finishedAt === null) return;
      const { entered, known, refused, takenBack, sender, name, begunAt, finishedAt } = row;
      const isTakenBack = row.phase === "taken_back";
      await tell(
        {
          id: row.list,
          file: { list, file, name, sender: sender.name, sentAt: begunAt },
          isClient: sender.officer === null,
          kinds: lines.counts("kind"),
          sources: namedSources(lines.counts("source"), region),
          result: { at: finishedAt, entered, known, refused },
          takenBack: isTakenBack ? { at: row.phaseAt, entries: takenBack } : null,
        },
        now,
      );
      const present = files.row();
      if (present?.phase === row.phase && present.attempt === row.attempt) files.told();
    },
  };
}
