/**
 * Files of appeals: who may add and read them, their rows and their retention. The sealed bytes lie in R2 under names that are derived from the issuer's
 * secret.
 */
import type { AccountKey } from "../../../domain/access/keys.ts";
import { type AppealFile, type FileEntry, mayBegin } from "../../../domain/appeal/file.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { dueAt, overUntil } from "../../../domain/retention.ts";
import type { UploadName } from "../../../storage/uploads.ts";
import type { Duty } from "../../duty/alarm.ts";
import { retention } from "../../duty/retention.ts";
import type { Looks } from "../person/looks.ts";
import type { PersonStore } from "../person/person-store.ts";
import type { AppealStore } from "./appeal-store.ts";
import type { AppealFileStore } from "./file-store.ts";
import type { SentAppealStore } from "./sent-store.ts";
import type { BeginFileResult, FileLook, FileLookResult, FileName, FileResult } from "./rpc.ts";

interface Stores {
  readonly persons: PersonStore;
  readonly appeals: AppealStore;
  readonly files: AppealFileStore;
  readonly looks: Looks;
}

export class AppealFiles {
  readonly #stores: Stores;
  readonly #wake: (at: number) => void;

  /** @param wake arms the object's alarm for a time, ms */
  constructor(stores: Stores, wake: (at: number) => void) {
    this.#stores = stores;
    this.#wake = wake;
  }

  /** Adds the row of a file before its bytes are stored, so that all stored bytes have a row. For a manager of the person. */
  begin(name: Omit<FileName, "id">, account: AccountKey, file: AppealFile, now: number): BeginFileResult {
    const { persons, appeals, files } = this.#stores;
    if (!persons.manages(name.person, account)) return refuse({ code: "not_manager" });
    const row = files.one({ ...name, id: file.id });
    const hasAppeal = appeals.one(name.person, name.appeal) !== null;
    const may = mayBegin(file, row, files.loose(name.person), hasAppeal, now);
    if (!may.ok) return may;
    if (row === null) files.begin(name, file, now);
    this.#wake(dueAt("looseFile", now));
    return accept(row?.stored === true ? "stored" : "begun");
  }

  /** Notes that the bytes of a file are stored. */
  arrived(name: FileName): void {
    this.#stores.files.arrived(name);
  }

  /** The description of a stored file, for a manager. Files of hidden appeals are refused. */
  read(name: FileName, account: AccountKey): FileResult {
    const { persons, appeals, files } = this.#stores;
    if (!persons.manages(name.person, account)) return refuse({ code: "not_manager" });
    const hidden = appeals.one(name.person, name.appeal)?.hidden === true;
    const row = files.one(name);
    return row === null || !row.stored || hidden ? refuse({ code: "file_not_found" }) : accept(viewOf(row));
  }

  /**
   * The description of a file that an appeal names, for an administrator who answers the appeal. Before that, the look is recorded where the person sees
   * it.
   */
  async look({ office, actor, ...name }: FileLook, now: number): Promise<FileLookResult> {
    const { files, looks } = this.#stores;
    const row = files.of(name.person, name.appeal).find(({ id, bound }) => bound && id === name.id);
    if (row === undefined) return refuse({ code: "file_not_found" });
    const purpose = { kind: "appeal", text: null } as const;
    const maskedName = await looks.note(name.person, { at: now, office, purpose, extent: "appeal_file", detail: actor });
    if (maskedName === null) return refuse({ code: "file_not_found" });
    return accept({ file: viewOf(row), maskedName });
  }
}

export function viewOf({ id, type, bytes }: FileEntry): AppealFile {
  return { id, type, bytes };
}

/** The person and the file name from which the name of the bytes in R2 is derived. */
export function uploadOf({ person, appeal, id }: FileName): UploadName {
  return { person, file: `${appeal}/${id}` };
}

const PIECE_FILES = 200;
const PIECE_APPEALS = 50;

/** Deletes the bytes in R2. Idempotent. */
export type RemoveFiles = (names: readonly FileName[]) => Promise<void>;

/** Removes files that no appeal names. An appeal can no longer name a file of this age, so that none is named while its bytes are deleted. */
export function looseFileRetention(files: AppealFileStore, removeFiles: RemoveFiles): Duty {
  return retention({ looseFile: () => files.oldestLoose() }, async (now) => {
    const over = files.looseUntil(overUntil("looseFile", now), PIECE_FILES);
    await removeFiles(over);
    for (const name of over) files.remove(name);
  });
}

interface Kept {
  readonly appeals: AppealStore;
  readonly files: AppealFileStore;
  readonly sent: SentAppealStore;
}

export function appealRetention({ appeals, files, sent }: Kept, removeFiles: RemoveFiles): Duty {
  return retention({ appeal: () => appeals.oldestAnswer() }, async (now) => {
    for (const { person, id } of appeals.answeredUntil(overUntil("appeal", now), PIECE_APPEALS)) {
      const names = files.ofAppeal(person, id);
      await removeFiles(names);
      for (const name of names) files.remove(name);
      sent.remove(person, id);
      appeals.remove(person, id);
    }
  });
}
