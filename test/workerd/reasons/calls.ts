/** Types and common arguments for methods.test.ts, which calls every method of every object to try to change a person's colour without a reason. */
import { ISSUER } from "./state.ts";

/** The person whose colour the calls attack, the account that manages them, and an account that does not. */
export interface Victim {
  readonly person: string;
  readonly account: string;
  readonly stranger: string;
  readonly shard: number;
  readonly now: number;
}

/** Returns the arguments of the calls to a method: one list per call. */
type Calls = (victim: Victim) => readonly (readonly unknown[])[];
export type CallsOf = Readonly<Record<string, Calls>>;

export const ID = "f7f2c1d4-52c6-4a36-9f0b-000000000001";
export const nothing: Calls = () => [[]];
export const byNow: Calls = ({ now }) => [[now]];
export const byPerson: Calls = ({ person, account, stranger, now }) => [
  [person, account, now],
  [person, stranger, now],
];
export const byAccount: Calls = ({ account, now }) => [[account, now]];
export const byId: Calls = ({ now }) => [[ID, now]];
export const office = ({ account }: Victim) => ({ actor: account, office: ISSUER, reason: "测试" });
export const actor = ({ account, person }: Victim) => ({ account, person, maskedPhone: "139****0000", provider: null });
export const officer = (person: string) => ({ person, maskedPhone: "139****0000" });
export const administrator = (victim: Victim) => ({
  ...actor(victim),
  id: "abcd",
  phone: "+8613900000000",
  maskedName: "尹**",
});
/** A use of a code of the victim at a gate. */
export const aUseOf = ({ now }: Victim) => ({
  pass: ID,
  issuer: ISSUER,
  handle: "00",
  proofAt: 1000,
  at: now,
  place: { division: ISSUER, community: "red", point: ID, name: "red", location: null },
});
export const purpose = { kind: "contact_tracing", text: null };
