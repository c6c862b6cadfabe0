/**
 * The rule of two persons: who may be the second of two officers, or of two administrators of a division, for each act that decides something. Each of them
 * is a person, not a login. Pure. Source: product.md §5, point 4; decision 55.
 */
import type { Actor, PersonKey } from "../access/keys.ts";
import { DAY_MS } from "../instant.ts";
import { accept, refuse, type Result } from "../result.ts";

/**
 * The acts that need a second person. `counted`: an appointment that one person made alone ties the two. `ignored`: it does not, because one administrator
 * appoints everybody at a community's desk.
 */
export const TIES = {
  proposal: "counted",
  client: "counted",
  appeal: "counted",
  review: "counted",
  appointment: "counted",
  case: "ignored",
  desk_declaration: "ignored",
} as const satisfies Readonly<Record<string, "counted" | "ignored">>;
export type Door = keyof typeof TIES;

/** An appointment that one person made alone. */
export interface LoneAppointment {
  readonly by: PersonKey;
  /** The time of the appointment, ms. */
  readonly at: number;
}

/** An officer as the other officer sees them: the person's key and the masked phone number. */
export interface Officer {
  readonly person: PersonKey;
  readonly maskedPhone: string;
  /** Their present appointments that one person made alone, at the time of the act; absent in rows of earlier releases. */
  readonly alone?: readonly LoneAppointment[];
}

/** An officer at the time of an act. */
export interface ActingOfficer extends Officer {
  readonly alone: readonly LoneAppointment[];
  /** The officer's own person, and all persons whom one of the officer's accounts manages, claims or has managed. */
  readonly concerns: readonly PersonKey[];
}

/** A holder of an operator's key, who has no login and no office. */
export interface Operator {
  readonly operator: string;
}

/** One of the two who decide. */
export type Hand = Officer | Operator;

export interface OfficerNotBound {
  readonly code: "officer_not_bound";
}
export type SecondRefusal = { readonly code: "same_officer" } | { readonly code: "tied_officers" };

/** An appointment by one person alone ties the two officers for this time. */
const TIE_MS = 30 * DAY_MS;

/** The person behind a login. A login without a person is no officer: it may be another login of the officer who acted first. */
export function boundPerson({ person }: Pick<Actor, "person">): Result<PersonKey, OfficerNotBound> {
  return person === null ? refuse({ code: "officer_not_bound" }) : accept(person);
}

/** Whether the act concerns the officer: it is about them, or about a person whom they manage, claim or have managed. Such an officer is neither the first nor the second. */
export function isConcerned({ concerns }: Pick<ActingOfficer, "concerns">, person: PersonKey): boolean {
  return concerns.includes(person);
}

/**
 * The rule of two persons. The second one is another person than the first one, and no appointment ties them: one that one of them made alone of the other,
 * or that a third person made alone of both. Every approval and every agreement calls this function.
 * @param at the time of the second act, ms
 */
export function secondOf(door: Door, first: Hand, second: Hand, at: number): Result<null, SecondRefusal> {
  if (isSameHand(first, second)) return refuse({ code: "same_officer" });
  return TIES[door] === "counted" && areTied(first, second, at) ? refuse({ code: "tied_officers" }) : accept(null);
}

export type AgreementRefusal = { readonly code: "second_officer" } | { readonly code: "tied_officers" };

/** The rule where both say the same: the first one who says it again hears that the second one is missing. */
export function agreementOf(door: Door, first: Hand, second: Hand, at: number): Result<null, AgreementRefusal> {
  const rule = secondOf(door, first, second, at);
  if (rule.ok) return rule;
  return refuse({ code: rule.refusal.code === "same_officer" ? "second_officer" : "tied_officers" });
}

/** The officer as an act stores them. */
export function officerOf({ person, maskedPhone, alone }: ActingOfficer): Officer {
  return { person, maskedPhone, alone };
}

/** A hand as the screens name it: the masked phone number of an officer, or the name of an operator. */
export function handView(hand: Hand): { readonly by: string; readonly byOperator: boolean } {
  return "operator" in hand ? { by: hand.operator, byOperator: true } : { by: hand.maskedPhone, byOperator: false };
}

export function isSameHand(one: Hand, other: Hand): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf(hand: Hand): string {
  return "operator" in hand ? `operator/${hand.operator}` : hand.person;
}

function areTied(first: Hand, second: Hand, at: number): boolean {
  if ("operator" in first || "operator" in second) return false;
  const [ones, others] = [makersOf(first, at), makersOf(second, at)];
  return ones.some((maker) => maker === second.person || others.includes(maker)) || others.includes(first.person);
}

/** The persons who have appointed the officer alone, so recently that the appointment ties. */
function makersOf({ alone = [] }: Officer, at: number): readonly PersonKey[] {
  return alone.filter((appointment) => at < appointment.at + TIE_MS).map(({ by }) => by);
}
