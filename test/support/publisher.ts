/** A nation with five members, whose files are signed by the library jose, and its next files with any change: what readers under attack are offered. */
import { FILE_TYPES } from "../../src/token/federation/read-file.ts";
import type { OfferedFiles } from "../../src/token/federation/take-files.ts";
import {
  aNation,
  AT_SECONDS,
  compact,
  general,
  hashOf,
  memberOf,
  type Members,
  type Nation,
  registerOf,
  rootOf,
  type Signer,
  signers,
  stateOf,
  statementOf,
} from "./federation.ts";

const REGIONS = ["36", "42", "44", "4201", "51"] as const;
const MINUTE = 60;

/** What a nation publishes at one moment, before it is signed. */
export interface Content {
  readonly register: Members;
  readonly statements: Readonly<Record<string, string>>;
  readonly state: Members;
}

/** A value that is there. */
export function of<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("it is there");
  return value;
}

export function content(register: Members, statements: Content["statements"], state: Members = {}): Content {
  return { register, statements, state: stateOf(register, statements, state) };
}

export function bookText(statements: Content["statements"], from = 0, gone: readonly string[] = []): string {
  return JSON.stringify({ from, to: 1, statements: Object.values(statements), gone });
}

export interface Publisher {
  readonly nation: Nation;
  readonly rootText: string;
  /** What is published first: each member with its first statement. */
  readonly first: Content;
  /** A statement of a member, signed by its identity key or another one. */
  readonly statement: (code: string, changes?: Members, by?: Signer) => Promise<string>;
  /** The entries of the register. @param changes of single members */
  readonly entries: (codes?: readonly string[], changes?: Readonly<Record<string, Members>>) => readonly Members[];
  /** The next register after the first one, with these members. */
  readonly next: (list: readonly Members[], changes?: Members) => Members;
  readonly signed: (content: Content, by?: Nation) => Promise<Required<Omit<OfferedFiles, "roots">>>;
}

export async function aPublisher(): Promise<Publisher> {
  const nation = await aNation();
  const identity = new Map(
    await Promise.all(REGIONS.map(async (code) => [code as string, of((await signers(`${code}.i1`))[0])] as const)),
  );
  const keyOf = (code: string) => of(identity.get(code));
  const statement: Publisher["statement"] = async (code, changes = {}, by) =>
    compact(FILE_TYPES.statement, statementOf(code, await signers(`${code}.7`), changes), by ?? keyOf(code));
  const entries: Publisher["entries"] = (codes = REGIONS, changes = {}) =>
    codes.map((code) => memberOf(code, [keyOf(code)], changes[code]));
  const statements = Object.fromEntries(await Promise.all(REGIONS.map(async (code) => [code, await statement(code)] as const)));
  const first = content(registerOf(entries()), statements);
  return {
    nation,
    rootText: await general(FILE_TYPES.root, rootOf(nation), nation.roots),
    first,
    statement,
    entries,
    next: (list, changes = {}) =>
      registerOf(list, { seq: 2, prev: hashOf(JSON.stringify(first.register)), iat: AT_SECONDS + MINUTE, ...changes }),
    signed: async ({ register, statements: some, state }, by = nation) => ({
      state: await compact(FILE_TYPES.state, state, by.online),
      register: await general(FILE_TYPES.register, register, by.officers.slice(0, 2)),
      book: bookText(some),
    }),
  };
}
