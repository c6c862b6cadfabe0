/** What a request carries through the routes: bindings, the issuer of its host, and who asks. */
import type { Actor } from "../domain/access/keys.ts";
import type { Issuer } from "../domain/issuer/issuer.ts";
import type { Officer } from "../domain/officer/officer.ts";
import type { ManagedPerson } from "../objects/accounts/rpc.ts";
import type { ObjectsEnv } from "../objects/env.ts";
import type { Secrets } from "../token/secret/secrets.ts";
import type { Asking } from "./who/sessions.ts";
import type { SmsGateway } from "./who/sms.ts";

export interface Env extends ObjectsEnv {
  readonly YIMA_ISSUERS: string;
  readonly SMS_GATEWAY_URL: string;
  readonly SMS_GATEWAY_TOKEN?: string;
}

/** Every route under an issuer's host. */
export interface OfIssuer {
  readonly Bindings: Env;
  readonly Variables: { readonly issuer: Issuer; readonly secrets: Secrets; readonly now: number; readonly sms: SmsGateway };
}

/** Routes behind a session. */
export interface OfActor {
  readonly Bindings: Env;
  readonly Variables: OfIssuer["Variables"] & { readonly actor: Actor; readonly asking: Asking };
}

/** Routes about one person whom the actor manages or has claimed. */
export interface OfManaged {
  readonly Bindings: Env;
  readonly Variables: OfActor["Variables"] & { readonly managed: ManagedPerson };
}

/** Routes for those in charge of a division: in which division's name they act. */
export interface OfOffice {
  readonly Bindings: Env;
  readonly Variables: OfActor["Variables"] & { readonly office: string };
}

/** Routes for the officers of an issuer: who decides about its colours. */
export interface OfOfficer {
  readonly Bindings: Env;
  readonly Variables: OfActor["Variables"] & { readonly officer: Officer };
}

/** Routes for who enters what concerns a whole region: an account or a client, and the division within which it may. */
export interface OfSender {
  readonly Bindings: Env;
  readonly Variables: OfActor["Variables"] & { readonly sender: { readonly id: string; readonly scope: string } };
}
