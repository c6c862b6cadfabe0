/** Login by phone number and one-time password, and logout. A password belongs to the browser that requested it (decision 46). Numbers with and without a login get the same answers. */
import type { Context } from "hono";
import { SESSIONS } from "../../contract/session.ts";
import type { AccountKey } from "../../domain/access/keys.ts";
import { deviceName } from "../../domain/access/device.ts";
import { networkOf } from "../../domain/access/network.ts";
import {
  PASSWORD_LIFETIME_SECONDS,
  RESEND_SECONDS,
  type TooManyRequests,
  wrongPasswordSentence,
} from "../../domain/access/one-time-password.ts";
import { maskPhone } from "../../domain/identity/mask.ts";
import { checkPhone, type PhoneNumber, type PhoneRefusal } from "../../domain/identity/phone.ts";
import { shardOf } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { accountsOf } from "../../objects/env.ts";
import { countMessage } from "../../objects/sms.ts";
import { newChallenge } from "../../token/secret/browser.ts";
import { accountKeyOf, addressKeyOf, passwordHashOf } from "../../token/secret/secrets.ts";
import { sha256 } from "../../token/secret/sha256.ts";
import type { OfIssuer } from "../env.ts";
import { noteSender } from "../http/log.ts";
import { Routes } from "../http/operation.ts";
import { ownPerson, proveOwn } from "../people/custody.ts";
import { actor } from "./actor.ts";
import { challengeOf, dropSession, isKnown, rememberLogin, setChallenge, setSession } from "./login-cookies.ts";
import { forgetSessions, taggedSessionToken, sessionOf } from "./sessions.ts";

const PASSWORDS = 1_000_000;
/** The largest multiple of a million below 2^32. A random number that is not below it is drawn again, because it would favour some passwords. */
const FAIR_BELOW = Math.floor(2 ** 32 / PASSWORDS) * PASSWORDS;

export const logins = new Routes<OfIssuer>("/api/v1")
  .on(SESSIONS.sendPassword, async (c, { body, answer }) => {
    const { issuer, secrets, now } = c.var;
    const login = await loginOf(c, body.phone);
    if (!login.ok) return login;
    const { phone, account, known } = login.value;
    const accounts = accountsOf(c.env, issuer, account);
    const password = randomPassword();
    const challenge = await newChallenge();
    const passwordHash = await passwordHashOf(secrets, account, password);
    const noted = await accounts.notePassword(account, { id: challenge.id, passwordHash, isKnown: known }, now);
    if (!noted.ok) return noted;
    const budget = await countMessage(c.env, now);
    if (!budget.ok) {
      await accounts.forgetPassword(account, challenge.id, noted.value.pool);
      return refuse({ code: "message_not_sent", retryAfterSeconds: budget.refusal.retryAfterSeconds });
    }
    const text = `【一码】验证码 ${password}，5 分钟内有效。请勿告诉他人。`;
    if (!(await c.var.sms.send({ phone, text, password }))) {
      // The message was not sent, so that the user may request another one at once. It counts: a gateway may deliver although it did not answer.
      await accounts.forgetPassword(account, challenge.id, null);
      return refuse({ code: "message_not_sent" });
    }
    setChallenge(c, challenge.token);
    return answer(202, { expiresInSeconds: PASSWORD_LIFETIME_SECONDS, retryAfterSeconds: RESEND_SECONDS });
  })
  .on(SESSIONS.logIn, async (c, { body, answer }) => {
    const { issuer, secrets, now } = c.var;
    const login = await loginOf(c, body.phone);
    if (!login.ok) return login;
    const { phone, account } = login.value;
    const challenge = await challengeOf(c);
    const token = await taggedSessionToken(secrets, shardOf(account, issuer.shards));
    const entry = await accountsOf(c.env, issuer, account).enter(
      account,
      {
        challenge: challenge ?? "",
        passwordHash: await passwordHashOf(secrets, account, body.password),
        sessionHash: await sha256(token),
        device: deviceName(c.req.header("user-agent") ?? null),
        phone,
        maskedPhone: maskPhone(phone),
      },
      now,
    );
    if (!entry.ok && challenge === null) return refuse({ code: "challenge_missing" });
    if (!entry.ok) return refuse({ ...entry.refusal, sentence: wrongPasswordSentence(entry.refusal) });
    await rememberLogin(c, account);
    c.executionCtx.waitUntil(proveAgain(c.env, c.var, account, phone).catch(console.error));
    return answer(201, { expiresAt: await setSession(c, token, entry.value.expiresAt) });
  })
  .on(SESSIONS.loginState, async (c, { answer }) => {
    const { issuer, now, address } = c.var;
    return answer(200, { loggedIn: (await sessionOf(c.env, issuer, c.req.raw, now, { address })) !== null });
  })
  .on(SESSIONS.logOut, actor, async (c, { answer }) => {
    const { account } = c.var.actor;
    const logout = accountsOf(c.env, c.var.issuer, account).leave(c.var.session.sessionHash);
    await logout.finally(() => forgetSessions(account));
    dropSession(c);
    return answer(204);
  });

/** After a login the identity authority is asked again about the account's own person: the number may have a new owner. */
async function proveAgain(env: OfIssuer["Bindings"], vars: OfIssuer["Variables"], account: AccountKey, phone: PhoneNumber) {
  const own = ownPerson((await accountsOf(env, vars.issuer, account).view(account))?.people ?? []);
  if (own !== undefined) await proveOwn(env, vars, account, own, phone);
}

interface Login {
  readonly phone: PhoneNumber;
  readonly account: AccountKey;
  /** The browser has logged in with this number before. */
  readonly known: boolean;
}

/**
 * The login of a phone number, if the limit of the network address allows the request. A browser that is known to the number is not counted: a stranger in
 * the same network could otherwise use up the limit of all.
 */
async function loginOf(c: Context<OfIssuer>, text: string): Promise<Result<Login, PhoneRefusal | TooManyRequests>> {
  const phone = checkPhone(text);
  if (!phone.ok) return phone;
  const account = await accountKeyOf(c.var.secrets, phone.value);
  noteSender(c, account);
  const known = await isKnown(c, account);
  const quota = known ? accept(null) : await countAddress(c.env, c.var);
  return quota.ok ? accept({ phone: phone.value, account, known }) : quota;
}

/** Counts a request of a network address, or refuses it. The build for one machine names no addresses and counts nothing. */
export async function countAddress(env: OfIssuer["Bindings"], { issuer, secrets, now, address }: OfIssuer["Variables"]) {
  if (address === null) return accept(null);
  const key = await addressKeyOf(secrets, networkOf(address));
  return accountsOf(env, issuer, key).countAddress(key, now);
}

function randomPassword(): string {
  const word = new Uint32Array(1);
  do crypto.getRandomValues(word);
  while ((word[0] ?? 0) >= FAIR_BELOW);
  return String((word[0] ?? 0) % PASSWORDS).padStart(6, "0");
}
