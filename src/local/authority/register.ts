/** A population register that answers like an identity authority. It accepts newcomers, and its page chooses other answers. On one machine only. */
import type { AuthorityAnswer, AuthorityQuestion, IdentityAuthority } from "../../domain/identity/authority.ts";
import type { DocumentNumber } from "../../domain/identity/document.ts";
import { isSameName } from "../../domain/identity/name-key.ts";
import type { PersonName } from "../../domain/identity/name.ts";
import { instantOf } from "../../domain/instant.ts";
import { open, seal } from "../../token/secret/seal.ts";
import { personKeyOf, type Secrets } from "../../token/secret/secrets.ts";

/** `register`: the answer of the register. The others are chosen for a number by hand. */
export const CHOICES = ["register", "no_match", "unknown", "down"] as const;
export type Choice = (typeof CHOICES)[number];

interface Entry {
  readonly name: string;
  /** Null: nobody has asked with a phone yet. */
  readonly phone: string | null;
  readonly choice: Choice;
}

export interface Asked extends AuthorityQuestion {
  readonly at: string;
  readonly answer: AuthorityAnswer;
}

const MAX_ASKED = 50;
let asked: readonly Asked[] = [];

/** The newest questions of this run, newest first. */
export function questions(): readonly Asked[] {
  return asked;
}

export class Register implements IdentityAuthority {
  readonly name = "本机人口库 Register of this machine";
  readonly #kv: KVNamespace;
  readonly #secrets: () => Promise<Secrets>;

  constructor(kv: KVNamespace, secrets: () => Promise<Secrets>) {
    this.#kv = kv;
    this.#secrets = secrets;
  }

  async ask(question: AuthorityQuestion): Promise<AuthorityAnswer> {
    const { name, phone, document } = question;
    const before = await this.#entry(document.number);
    const entry = entryAfter(before, name, phone ?? null);
    if (JSON.stringify(entry) !== JSON.stringify(before)) await this.#save(document.number, entry);
    const answer = answerOf(entry, name, phone ?? null);
    asked = [{ ...question, at: instantOf(Date.now()), answer }, ...asked].slice(0, MAX_ASKED);
    return answer;
  }

  /** Chooses the answer for a number, or the phone number or name that the register has for it. An empty text changes nothing. */
  async change(
    number: string,
    change: { readonly choice: Choice; readonly name: string; readonly phone: string },
  ): Promise<void> {
    const before = (await this.#entry(number)) ?? { name: "", phone: null, choice: "register" };
    await this.#save(number, {
      choice: change.choice,
      name: change.name === "" ? before.name : change.name,
      phone: change.phone === "" ? before.phone : change.phone,
    });
  }

  async #entry(number: string): Promise<Entry | null> {
    const sealed = await this.#kv.get(await this.#key(number));
    return sealed === null ? null : open<Entry>(await this.#secrets(), "local/register", sealed);
  }

  async #save(number: string, entry: Entry): Promise<void> {
    await this.#kv.put(await this.#key(number), await seal(await this.#secrets(), "local/register", entry));
  }

  async #key(number: string): Promise<string> {
    return `local/register/${await personKeyOf(await this.#secrets(), number)}`;
  }
}

/** Enters a newcomer, a first phone, and another spelling by the same phone, so that a person can correct a mistyped name. */
function entryAfter(before: Entry | null, name: string, phone: string | null): Entry {
  if (before === null || before.name === "") return { choice: "register", ...before, name, phone: before?.phone ?? phone };
  if (phone === null || before.choice !== "register") return before;
  if (before.phone === null && isOne(before.name, name)) return { ...before, phone };
  return before.phone === phone ? { ...before, name } : before;
}

function answerOf(entry: Entry, name: string, phone: string | null): AuthorityAnswer {
  const reference = "local";
  if (entry.choice === "down") return { answer: "busy", retryAfterSeconds: null };
  if (entry.choice === "unknown") return { answer: "unknown", reference };
  if (entry.choice === "no_match") return { answer: "no_match", differs: null, reference };
  if (!isOne(entry.name, name)) return { answer: "no_match", differs: "name", reference };
  if (phone !== null && entry.phone !== phone) return { answer: "no_match", differs: "phone", reference };
  return { answer: "match", reference };
}

function isOne(one: string, other: string): boolean {
  return isSameName(one as PersonName, other as PersonName);
}

/** A number in the form of the register: capitals without spaces. */
export function plainNumber(text: string): DocumentNumber {
  return text.normalize("NFKC").toUpperCase().replaceAll(/\s/g, "") as DocumentNumber;
}
