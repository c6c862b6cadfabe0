/** The chosen person among the managed persons, the words that tell persons of one family apart, and the names of the notes about persons. */
import { computed, effect, signal } from "@preact/signals";
import type { Person } from "../../contract/people.ts";
import { storedSignal } from "./local-store.ts";
import { say } from "./say.ts";
import { managed, me } from "./session.ts";
import { sealedNote } from "./sealed.ts";

const chosenId = storedSignal("yima-person");

/** The person of the account that the user chose, or the first one; undefined without managed persons. */
export const chosen = computed<Person | undefined>(
  () => managed.value.find((person) => person.id === chosenId.value) ?? managed.value[0],
);

export function choose(id: string): void {
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

const NICKNAMES = sealedNote<Readonly<Record<string, string>>>("nicknames");
/** The account's own names for its persons, by their id. They never leave this phone, and a log-out deletes them. */
const nicknames = signal<Readonly<Record<string, string>>>({});
const isIn = computed(() => me.value !== null);

effect(() => {
  if (isIn.value) void NICKNAMES.read().then((stored) => (nicknames.value = stored ?? {}));
  else nicknames.value = {};
});

export function nicknameOf({ id }: Pick<Person, "id">): string {
  return nicknames.value[id] ?? "";
}

export async function giveNickname({ id }: Pick<Person, "id">, nickname: string): Promise<void> {
  nicknames.value = { ...nicknames.value, [id]: nickname.trim() };
  await NICKNAMES.keep(nicknames.value);
}

/** Tells a person from the others of the family: nickname or relation. Masked names of one family look alike. */
export function personWord(person: Person): string {
  return nicknameOf(person) === "" ? relationWord(person.relation) : nicknameOf(person);
}

/** The masked name, and among several persons the word that tells them apart: `尹**（小宝）`. */
export function nameOf(person: Person): string {
  if (managed.value.length < 2 && nicknameOf(person) === "") return person.maskedName;
  return say(`${person.maskedName}（${personWord(person)}）`, `${person.maskedName} (${personWord(person)})`);
}

/** The phone number of the login. It fills the first declaration, which removes it. */
export const PHONE_NOTE = sealedNote<string>("phone");

/** The name of the stored note with the reason of a person's colour. A check-in or an appeal removes the note, because it may change the reason. */
export function explanationOf(person: Pick<Person, "id">): string {
  return `colour/${person.id}`;
}
