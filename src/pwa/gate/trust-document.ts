/**
 * Reads what a gate fetches and stores of its issuer: keys, passage policies, changes of the colours. A part of a wrong form is left out, and a document without
 * its main parts is none. Pure; small guards in place of a library.
 */
import type { ShowingChange } from "../../domain/colour/showing-change.ts";
import { checkColourTable, type ColourTable } from "../../domain/federation/colour-table.ts";
import type { Risk } from "../../domain/fact/fact.ts";
import { isIssuerCode } from "../../domain/issuer/issuer.ts";
import type { PassagePolicy } from "../../domain/passage/passage.ts";
import { type Fields, fieldsOf, listOf } from "../../token/status/fields.ts";
import type { PublishedIssuer } from "../../token/status/trust.ts";

/** The data of an issuer, as a device stores them. */
export interface TrustNote {
  readonly fetchedAtMs: number;
  readonly policies: readonly PassagePolicy[];
  /** Null in a note of an earlier version of the app, and if the issuer names none. */
  readonly colourTable: ColourTable | null;
  readonly originRisks: readonly Risk[];
  readonly turns: readonly ShowingChange[];
  /** One issuer. Its key set is read by `readTrust`. */
  readonly published: readonly [PublishedIssuer<unknown>];
}

type Name = PublishedIssuer["name"];

const USUAL_KEYS_PATH = "/.well-known/jwks.json";
const RISKS: readonly unknown[] = ["unknown", "low", "medium", "high"] satisfies readonly Risk[];

/** The note for the two documents of an issuer; null if they name no issuer or no keys. @param issuer `/.well-known/yima-issuer` @param jwks its keys */
export function noteOf(issuer: unknown, jwks: unknown, fetchedAtMs: number): TrustNote | null {
  const { code, name, passagePolicies, colourTable, originRisks, turns } = fieldsOf(issuer);
  const moments = listOf(turns)?.map((turn) => ({ ...fieldsOf(turn), at: Date.parse(textIn(turn, "at") ?? "") }));
  return readNote({
    fetchedAtMs,
    policies: passagePolicies,
    colourTable,
    originRisks,
    turns: moments,
    published: [{ code, name, jwks }],
  });
}

/** A stored note, perhaps of an earlier version of the app; null if it names no issuer or no keys. */
export function readNote(note: unknown): TrustNote | null {
  const { fetchedAtMs, policies, colourTable, originRisks, turns, published } = fieldsOf(note);
  const { code, name, jwks } = fieldsOf(listOf(published)?.[0]);
  if (typeof fetchedAtMs !== "number" || !isIssuerCode(code) || !isName(name)) return null;
  if (listOf(fieldsOf(jwks)["keys"]) === undefined) return null;
  const table = checkColourTable(colourTable);
  const risks = (listOf(originRisks) ?? []).filter(isRisk);
  return {
    fetchedAtMs,
    policies: (listOf(policies) ?? []).filter(isPolicy),
    colourTable: table.ok ? table.value : null,
    // An unknown risk makes the gate ask.
    originRisks: risks.length === 0 ? ["unknown"] : risks,
    turns: (listOf(turns) ?? []).filter(isTurn),
    published: [{ code, name, jwks }],
  };
}

/** The path of the keys that an issuer's document names, or the usual one. */
export function keysPath(issuer: unknown, origin: string): string {
  try {
    return new URL(textIn(issuer, "jwksUri") ?? USUAL_KEYS_PATH, origin).pathname;
  } catch {
    return USUAL_KEYS_PATH;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isRisk(value: unknown): value is Risk {
  return RISKS.includes(value);
}

function textIn(value: unknown, field: string): string | undefined {
  const text = fieldsOf(value)[field];
  return isText(text) ? text : undefined;
}

function isName(value: unknown): value is Name {
  const { zh, en } = fieldsOf(value);
  return isText(zh) && isText(en);
}

function isTurn(value: unknown): value is ShowingChange {
  const { division, at } = fieldsOf(value);
  return isText(division) && Number.isFinite(at);
}

/** Whether a gate can decide by this policy. A policy with a row of a wrong form is left out as a whole: its other rows could let pass whom that row stops. */
function isPolicy(value: unknown): value is PassagePolicy {
  const { id, region, validFrom, rows, otherwise, unsure } = fieldsOf(value);
  const isDecided = [otherwise, unsure ?? otherwise].every((answer) => isAnswer(fieldsOf(answer)));
  return isText(id) && isText(region) && isText(validFrom) && isDecided && (listOf(rows)?.every(isRow) ?? false);
}

function isAnswer({ name, answer, sentence }: Fields): boolean {
  return isText(name) && (answer === "passes" || answer === "does_not_pass" || answer === "ask") && isName(sentence);
}

function isRow(value: unknown): boolean {
  const row = fieldsOf(value);
  const { colours, flags = [], categories = [], originRisks = [] } = row;
  const { within = "county" } = row;
  const areLists = [colours, flags, categories, originRisks].every((list) => listOf(list)?.every(isText));
  return isAnswer(row) && areLists && (within === "province" || within === "city" || within === "county");
}
