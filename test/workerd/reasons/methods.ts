/** Every object with arguments for each of its methods, as any caller might send them. */
import { env } from "cloudflare:workers";
import type * as Worker from "../../../src/local/worker.ts";
import { COMMUNITY } from "../builders.ts";
import type { CallsOf, Victim } from "./calls.ts";
import { COMMUNITIES, DIVISIONS } from "./division-calls.ts";
import { CLIENTS, CONVERSIONS, IMPORTS, ISSUERS, LISTS, MAILBOXES, NATIONS, TRIALS, TRUSTS } from "./issuer-calls.ts";
import { ACCOUNTS, APPEALS, PEOPLE, REVIEWS } from "./people-calls.ts";
import { ISSUER } from "./state.ts";

interface ObjectMethods {
  readonly object: (victim: Victim) => DurableObjectStub;
  readonly methods: CallsOf;
}

const at = (namespace: DurableObjectNamespace, name: string) => () => namespace.get(namespace.idFromName(`${ISSUER}/${name}`));

/** The objects to call, by class name, with the arguments for each of their methods. A new method needs its arguments here. */
export const WALK: Readonly<Record<Exclude<keyof typeof Worker, "default" | "Local" | "Secure">, ObjectMethods>> = {
  Accounts: { object: at(env.ACCOUNTS, "accounts/0"), methods: ACCOUNTS },
  AppealQueue: { object: at(env.APPEAL_QUEUE, `appeals/${ISSUER}`), methods: APPEALS },
  Clients: { object: at(env.CLIENTS, "clients"), methods: CLIENTS },
  Community: { object: at(env.COMMUNITY, `community/${COMMUNITY}`), methods: COMMUNITIES },
  Conversions: { object: () => env.CONVERSIONS.getByName("0/conversions/000102030405060708090a0b"), methods: CONVERSIONS },
  Division: { object: at(env.DIVISION, `division/${ISSUER}`), methods: DIVISIONS },
  FactImport: { object: at(env.FACT_IMPORT, `facts/${"0".repeat(64)}`), methods: IMPORTS },
  Issuer: { object: at(env.ISSUER, "issuer"), methods: ISSUERS },
  Mailbox: { object: at(env.MAILBOX, "mailbox/0"), methods: MAILBOXES },
  Nation: { object: () => env.NATION.getByName("0/nation"), methods: NATIONS },
  People: { object: ({ shard }) => env.PEOPLE.getByName(`${ISSUER}/people/${shard}`), methods: PEOPLE },
  ReviewQueue: { object: at(env.REVIEW_QUEUE, `reviews/${ISSUER}`), methods: REVIEWS },
  StatusList: { object: at(env.STATUS_LIST, `status/${COMMUNITY}-20360301`), methods: LISTS },
  Trial: { object: at(env.TRIAL, "trial"), methods: TRIALS },
  Trust: { object: at(env.TRUST, "trust"), methods: TRUSTS },
};
