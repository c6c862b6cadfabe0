/** The chosen person among the managed persons, the words for relations, and the names of the notes about persons. */
import { computed, signal } from "@preact/signals";
import type { Person } from "../../contract/people.ts";
import { say } from "./say.ts";
import { managed } from "./session.ts";

const STORAGE_KEY = "yima-person";
const chosenId = signal(localStorage.getItem(STORAGE_KEY));

/** The chosen person, or the first one. */
export const chosen = computed<Person | undefined>(
  () => managed.value.find((person) => person.id === chosenId.value) ?? managed.value[0],
);

export function choose(id: string): void {
  localStorage.setItem(STORAGE_KEY, id);
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

/** The note with the phone number of the login. It fills the first declaration. */
export const PHONE_NOTE = "phone";

/** The note with the stored reason of a person's colour. Each act that may change the colour removes the note. */
export function explanationOf(person: Pick<Person, "id">): string {
  return `colour/${person.id}`;
}
