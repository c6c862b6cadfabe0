/** What an operator can ask by a signed request: the act inside, which a key signs with the issuer and the time. Source: docs/operate.md. */
import * as z from "zod";
import { isIssuerCode, type IssuerCode } from "../domain/issuer/issuer.ts";
import { MAX_NAME_TEXT } from "../domain/identity/name.ts";
import { factRequest } from "./fact.ts";
import { divisionCode, line, opaqueId, typed, typedPhone } from "./primitives.ts";

const reason = line(200);

/** Appoints or removes an administrator. */
export const administratorAct = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("appoint"), division: divisionCode, name: typed(MAX_NAME_TEXT), phone: typedPhone, reason }),
  /** Refused for the only administrator of a division: an operator first appoints a successor. */
  z.strictObject({ act: z.literal("remove"), division: divisionCode, phone: typedPhone, reason }),
]);

/** Proposes to enter one entry of a list about a person. The domain checks `reason` against its list of health reasons. */
export const factAct = factRequest.extend({ act: z.literal("fact"), reason: z.string().max(40), evidence: line(500) });

/** Asks what waits for a second operator. `division`: also for all appointments that wait there. */
export const waitingAct = z.strictObject({ act: z.literal("list"), division: divisionCode.optional() });

/**
 * Decides a proposal that another operator has made, or withdraws one's own. `note`: the evidence that this operator examined. `division`: of an appointment;
 * absent for other proposals.
 */
export const decisionAct = z.strictObject({
  act: z.enum(["approve", "refuse", "withdraw"]),
  division: divisionCode.optional(),
  id: opaqueId,
  note: reason,
});

/** Makes the issuer's application to the register of the nation; with `identity` it names a new identity key. */
export const applyAct = z.strictObject({ act: z.literal("apply"), identity: z.literal("new").optional() });

/**
 * Orders to host an issuer on the nation's deployment. `host`: of its residents, one label below the nation's; its gates are at `gate.` and its administrators at
 * `office.` below it. `shards`, `coloursFrom` and `providers` as in the setting YIMA_ISSUERS, by whose shape the server checks them.
 */
const hostAct = z.strictObject({
  act: z.literal("host"),
  code: z.custom<IssuerCode>(isIssuerCode),
  host: z.string().max(200),
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  shards: z.int(),
  coloursFrom: z.string().nullable(),
  providers: z.array(z.unknown()).default([]),
});

/** An order about an issuer that the nation's deployment hosts: to host it, to end that, or to take one's own waiting order back. */
export const hostingAct = z.discriminatedUnion("act", [
  hostAct,
  z.strictObject({ act: z.literal("end_hosting"), code: z.custom<IssuerCode>(isIssuerCode) }),
  z.strictObject({ act: z.literal("withdraw_hosting"), code: z.custom<IssuerCode>(isIssuerCode) }),
]);

/** Replaces the signing keys of the issuer. `issuer`: its code, as a confirmation. */
export const replaceKeysAct = z.strictObject({ act: z.literal("replace_keys"), issuer: z.string() });

export type AdministratorAct = z.infer<typeof administratorAct>;
export type HostingOrderAct = z.infer<typeof hostingAct>;
