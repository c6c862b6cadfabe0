/** The chosen person among the managed persons, the words for relations, and the names of two notes in the phone's storage. */
import { computed, signal } from "@preact/signals";
import type { Person } from "../../contract/people.ts";
import { readSetting, writeSetting } from "./local-store.ts";
import { say } from "./say.ts";
import { managed } from "./session.ts";

const STORAGE_KEY = "yima-person";
const chosenId = signal(readSetting(STORAGE_KEY));

/** The person of the account that the user chose, or the first one; undefined without managed persons. */
export const chosen = computed<Person | undefined>(
  () => managed.value.find((person) => person.id === chosenId.value) ?? managed.value[0],
);

export function choose(id: string): void {
  writeSetting(STORAGE_KEY, id);
  chosenId.value = id;
}

const RELATIONS: { readonly [R in Person["relation"]]: readonly [zh: string, en: string] } = {
  self: ["本人", "Me"],
  child: ["子女", "Child"],
  parent: ["父母", "Parent"],
  other: ["其他家人", "Other"],
};

export function relationWord(relation: Person["relation"]): string {
  return say(...RELATIONS[relation]);
}

/** The name of the stored note with the phone number of the login, which fills the first declaration. */
export const PHONE_NOTE = "phone";

/** The name of the stored note with the reason of a person's colour. A check-in or an appeal removes the note, because it may change the reason. */
export function explanationOf(person: Pick<Person, "id">): string {
  return `colour/${person.id}`;
}
