/** Opens the custody of a shard: its stores, the services over them, and their duties. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { IdentityAuthority } from "../../../domain/identity/authority.ts";
import type { Duty } from "../../duty/alarm.ts";
import { accountsOf, type ObjectsEnv } from "../../env.ts";
import { issuerIn } from "../../issuers.ts";
import { countMessage, type SmsGateway } from "../../sms.ts";
import type { Decisions } from "../colour/decisions.ts";
import { CheckStore } from "./check-store.ts";
import { Checks } from "./checks.ts";
import { askAbout, type ClaimServices, decidedAgain } from "./claim.ts";
import { Custodies } from "./custodies.ts";
import { claimRetention, CustodyStore } from "./custody-store.ts";
import { custodyEndDuty, earlierEndDuty, questionDuty, tellDuty } from "./duties.ts";
import type { Followers } from "./followers.ts";
import { formerPhoneRetention, FormerPhones } from "./former-phones.ts";
import { phoneChangeDuty } from "./phone-changes.ts";

/** The seconds between two questions of one shard to the authority, unless the deployment has agreed on others. */
const QUESTION_SECONDS = 60;

export interface OpenCustody {
  readonly custodies: Custodies;
  readonly checks: Checks;
  readonly duties: readonly Duty[];
}

/** The services outside the system. */
export interface Outside {
  /** Proves identities; null: there is none. */
  readonly authority: IdentityAuthority | null;
  readonly sms: SmsGateway;
}

/** @param shard the services of the shard; a function, because some are made later */
export function openCustody(
  state: DurableObjectState,
  env: ObjectsEnv,
  { authority, sms }: Outside,
  shard: () => ClaimServices & Followers & { readonly decisions: Decisions },
  wake: (at: number) => void,
): OpenCustody {
  const { storage } = state;
  const { sql } = storage;
  const store = new CustodyStore(sql);
  const phones = new FormerPhones(sql);
  const custodies = new Custodies(store, phones, shard, wake);
  const answers = new CheckStore(sql);
  const checks = new Checks(sql, answers, custodies, authority, wake);
  const own = () => issuerIn(env, state.id);
  const phoneOf = async (account: AccountKey) => accountsOf(env, await own(), account).phone(account);
  const ask = async (person: PersonKey, account: AccountKey | null, now: number) => {
    // The question ends if the login is no longer the person's own.
    if (account !== null && !checks.isDue(person, account, now)) return answers.withdraw(person, account, now);
    const login = account && { account, phone: (await phoneOf(account))?.phone ?? null };
    await askAbout(storage, shard(), person, login, now);
    await decidedAgain(shard(), person, now);
  };
  const everyMs = Number(env.IDENTITY_AUTHORITY_SECONDS ?? QUESTION_SECONDS) * 1000;
  return {
    custodies,
    checks,
    duties: [
      claimRetention(store),
      formerPhoneRetention(phones),
      checks.retention(),
      custodyEndDuty(storage, store, custodies),
      tellDuty(store, custodies, async (account, ...proof) => accountsOf(env, await own(), account).noteProof(account, ...proof)),
      earlierEndDuty(storage, answers, checks),
      questionDuty(storage, answers, checks, everyMs, ask),
      phoneChangeDuty(store, custodies, {
        phoneOf,
        count: (now) => countMessage(env, now),
        sms,
      }),
    ],
  };
}
