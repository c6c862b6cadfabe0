/** Login by phone number and one-time password, and logout. Numbers with and without a login get the same answers. */
import type { Context } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import { SESSIONS } from "../../contract/session.ts";
import type { AccountKey } from "../../domain/access/keys.ts";
import { networkOf } from "../../domain/access/network.ts";
import { PASSWORD_LIFETIME_SECONDS, RESEND_SECONDS, type TooManyRequests } from "../../domain/access/one-time-password.ts";
import { maskPhone } from "../../domain/identity/mask.ts";
import { checkPhone, type PhoneNumber, type PhoneRefusal } from "../../domain/identity/phone.ts";
import { shardOf } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { accountsOf } from "../../objects/env.ts";
import { accountKeyOf, addressKeyOf, passwordHashOf } from "../../token/secret/secrets.ts";
import type { OfIssuer } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { actor } from "./actor.ts";
import { forgetSessions, hashSessionToken, newSessionToken, SESSION_COOKIE, sessionOf } from "./sessions.ts";

const PASSWORDS = 1_000_000;
/** The largest multiple of a million below 2^32. A random number that is not below it is drawn again, because it would favour some passwords. */
const FAIR_BELOW = Math.floor(2 ** 32 / PASSWORDS) * PASSWORDS;

export const logins = new Routes<OfIssuer>("/api/v1")
  .on(SESSIONS.sendPassword, async (c, { body, answer }) => {
    const { issuer, secrets, now } = c.var;
    const login = await loginOf(c, body.phone);
    if (!login.ok) return login;
    const { phone, account } = login.value;
    const password = randomPassword();
    const permission = await accountsOf(c.env, issuer, account).notePassword(
      account,
      await passwordHashOf(secrets, account, password),
      now,
    );
    if (!permission.ok) return permission;
    const text = `【一码】验证码 ${password}，5 分钟内有效。请勿告诉他人。`;
    if (!(await c.var.sms.send({ phone, text, password }))) {
      // The message was not sent, so that the user may request another one at once.
      await accountsOf(c.env, issuer, account).forgetPassword(account);
      return refuse({ code: "message_not_sent" });
    }
    return answer(202, { expiresInSeconds: PASSWORD_LIFETIME_SECONDS, retryAfterSeconds: RESEND_SECONDS });
  })
  .on(SESSIONS.logIn, async (c, { body, answer }) => {
    const { issuer, secrets, now } = c.var;
    const login = await loginOf(c, body.phone);
    if (!login.ok) return login;
    const { phone, account } = login.value;
    const token = newSessionToken(shardOf(account, issuer.shards));
    const entry = await accountsOf(c.env, issuer, account).enter(
      account,
      {
        passwordHash: await passwordHashOf(secrets, account, body.password),
        sessionHash: await hashSessionToken(token),
        phone,
        maskedPhone: maskPhone(phone),
      },
      now,
    );
    if (!entry.ok) return entry;
    const expires = new Date(entry.value.expiresAt);
    setCookie(c, SESSION_COOKIE, token, { path: "/", secure: true, httpOnly: true, sameSite: "Strict", expires });
    return answer(201, { expiresAt: expires.toISOString() });
  })
  .on(SESSIONS.loginState, async (c, { answer }) => {
    const { issuer, now } = c.var;
    return answer(200, { loggedIn: (await sessionOf(c.env, issuer, c.req.raw, now)) !== null });
  })
  .on(SESSIONS.logOut, actor, async (c, { answer }) => {
    const { account } = c.var.actor;
    const logout = accountsOf(c.env, c.var.issuer, account).leave(c.var.session.sessionHash);
    await logout.finally(() => forgetSessions(account));
    deleteCookie(c, SESSION_COOKIE, { path: "/", secure: true });
    return answer(204);
  });

interface Login {
  readonly phone: PhoneNumber;
  readonly account: AccountKey;
}

/** The login of a phone number, if the limit of its network address allows the request. */
async function loginOf(c: Context<OfIssuer>, text: string): Promise<Result<Login, PhoneRefusal | TooManyRequests>> {
  const phone = checkPhone(text);
  if (!phone.ok) return phone;
  const quota = await countAddress(c.env, c.var, c.req.header("cf-connecting-ip"));
  if (!quota.ok) return quota;
  return accept({ phone: phone.value, account: await accountKeyOf(c.var.secrets, phone.value) });
}

/**
 * Counts a request of a network address, or refuses it. Without an address nothing is counted: on one machine, or behind a proxy that must limit requests
 * itself.
 */
async function countAddress(
  env: OfIssuer["Bindings"],
  { issuer, secrets, now }: OfIssuer["Variables"],
  address: string | undefined,
) {
  if (address === undefined) return { ok: true } as const;
  const key = await addressKeyOf(secrets, networkOf(address));
  return accountsOf(env, issuer, key).countAddress(key, now);
}

function randomPassword(): string {
  const word = new Uint32Array(1);
  do crypto.getRandomValues(word);
  while ((word[0] ?? 0) >= FAIR_BELOW);
  return String((word[0] ?? 0) % PASSWORDS).padStart(6, "0");
}
