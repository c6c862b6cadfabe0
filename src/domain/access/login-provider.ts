/** An identity provider for logins by OpenID Connect, and the person in its claims. Pure. Source: decision 53, docs/openid-connect.md. */
import { checkDocument, type IdentityDocument } from "../identity/document.ts";
import { checkName, type PersonName } from "../identity/name.ts";
import { checkNationality } from "../identity/nationality.ts";
import { checkPhone, type PhoneNumber } from "../identity/phone.ts";
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";

export interface LoginProvider {
  /** Its name in requests, sessions and secrets; at most 32 letters, digits and hyphens. */
  readonly id: string;
  readonly name: Sentence;
  /** The URL by which the provider names itself (`iss`). */
  readonly issuer: string;
  readonly clientId: string;
  /** The level of authentication (`acr`) that each login must have. */
  readonly acr: string;
  /** The scopes of a login, with spaces between them. */
  readonly scope: string;
  /** The names of the claims with the person's data. Without `documentType` every number is that of a resident identity card. */
  readonly claims: {
    readonly name: string;
    readonly documentNumber: string;
    readonly documentType?: string | undefined;
    readonly nationality?: string | undefined;
    readonly birthDate?: string | undefined;
    readonly phone?: string | undefined;
  };
  /** The provider's words for types of documents, each with our number of the type. A word that is absent here counts as the number itself. */
  readonly documentTypes: ReadonlyMap<string, string>;
}

/** The same as an entry of a setting has it. */
export interface StatedProvider extends Omit<LoginProvider, "documentTypes"> {
  readonly documentTypes: Readonly<Record<string, string>>;
}

export function statedProvider({ documentTypes, ...provider }: LoginProvider): StatedProvider {
  return { ...provider, documentTypes: Object.fromEntries(documentTypes) };
}

/** A person as a provider knows them. */
export interface ProvidedPerson {
  readonly name: PersonName;
  readonly document: IdentityDocument;
  /** Null if the provider gives no number, or a number that cannot receive a one-time password. */
  readonly phone: PhoneNumber | null;
}

/** `claims_missing`: no name or no document number. `claims_invalid`: an impossible name or document, or a claim that is not a text or too long. */
export interface ClaimsRefusal {
  readonly code: "claims_missing" | "claims_invalid";
}

/** The longest claim that is read. */
const MAX_CLAIM = 240;
const RESIDENT_CARD = "10";

/** Claims as the provider sent them, by name. */
export type ClaimValues = Readonly<Record<string, unknown>>;

/** Whether every claim that the settings name is there. */
export function hasAllClaims({ claims }: LoginProvider, values: ClaimValues): boolean {
  return Object.values(claims).every((name) => name === undefined || isGiven(values[name]));
}

/** Reads the person in the claims of a login. @param today the calendar date in China */
export function readClaims(provider: LoginProvider, values: ClaimValues, today: string): Result<ProvidedPerson, ClaimsRefusal> {
  const { claims, documentTypes } = provider;
  if (!isGiven(values[claims.name]) || !isGiven(values[claims.documentNumber])) return refuse({ code: "claims_missing" });
  const texts = Object.fromEntries(Object.entries(claims).map(([key, claim]) => [key, textOf(claim, values)]));
  const { name, documentNumber, documentType, nationality, birthDate, phone } = texts;
  if (typeof name !== "string" || typeof documentNumber !== "string" || Object.values(texts).includes(null))
    return refuse({ code: "claims_invalid" });
  const checkedName = checkName(name);
  const word = documentType ?? RESIDENT_CARD;
  const type = documentTypes.get(word) ?? word;
  const document = checkDocument(
    { type, number: documentNumber, nationality: nationality ?? undefined, birthDate: birthDate ?? undefined },
    today,
  );
  if (!checkedName.ok || !document.ok || !checkNationality(document.value).ok) return refuse({ code: "claims_invalid" });
  const checkedPhone = checkPhone(phone ?? "");
  return accept({
    name: checkedName.value,
    document: document.value,
    phone: checkedPhone.ok ? checkedPhone.value : null,
  });
}

/** The text of a claim; undefined without one, null if it is no text or too long. */
function textOf(claim: string | undefined, values: ClaimValues): string | null | undefined {
  const value = claim === undefined ? undefined : values[claim];
  if (!isGiven(value)) return undefined;
  return typeof value === "string" && value.length <= MAX_CLAIM ? value : null;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
