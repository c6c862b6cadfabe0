/** The duties by which appeals leave after their time, with their files, and files that no appeal named. What lies in R2 goes first. */
import { looseDue, looseOverUntil } from "../../domain/appeal/file.ts";
import { appealDue, appealOverUntil } from "../../domain/retention.ts";
import type { Duty } from "../duty/alarm.ts";
import type { AppealFileStore, FileName } from "./appeal/file-store.ts";
import type { AppealStore } from "./appeal/appeal-store.ts";

const PIECE_FILES = 200;
const PIECE_APPEALS = 50;

/** Removes their bytes where they lie; a second time it is no fault. */
export type Removing = (names: readonly FileName[]) => Promise<void>;

/** Nobody can name such a file any more, so that none becomes part of an appeal while its bytes go. */
export function looseFileRetention(files: AppealFileStore, removing: Removing): Duty {
  return {
    name: "files without an appeal",
    due() {
      const oldest = files.oldestLoose();
      return oldest === null ? null : looseDue(oldest);
    },
    async run(now) {
      const over = files.looseUntil(looseOverUntil(now), PIECE_FILES);
      await removing(over);
      for (const name of over) files.remove(name);
    },
  };
}

export function appealRetention(appeals: AppealStore, files: AppealFileStore, removing: Removing): Duty {
  return {
    name: "appeal retention",
    due() {
      const oldest = appeals.oldestAnswer();
      return oldest === null ? null : appealDue(oldest);
    },
    async run(now) {
      for (const { person, id } of appeals.answeredUntil(appealOverUntil(now), PIECE_APPEALS)) {
        const names = files.ofAppeal(person, id);
        await removing(names);
        for (const name of names) files.remove(name);
        appeals.remove(person, id);
      }
    },
  };
}
