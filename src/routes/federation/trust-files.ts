/** The files of trust, as this deployment keeps them in KV, and at the nation's host the registers that officers sign. docs/trust.md. */
import type { Context } from "hono";
import { etag } from "hono/etag";
import { readConfig } from "../../config.ts";
import { TRUST_FILES } from "../../contract/issuer/trust-files.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import { FILE_CONTENT_TYPES } from "../../domain/federation/trust-files.ts";
import { instantOf } from "../../domain/instant.ts";
import { NATION } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { nationObjectOf } from "../../objects/env.ts";
import type { RegisterRefusal } from "../../objects/nation/rpc.ts";
import { publishedPastKeys, publishedStatement } from "../../storage/published.ts";
import { publishedBook, publishedRegister, publishedRoot, publishedState } from "../../storage/trust.ts";
import { bookText } from "../../token/federation/book.ts";
import type { OfIssuer } from "../env.ts";
import { MinuteLimit } from "../http/minute-limit.ts";
import { Routes } from "../http/operation.ts";
import { exampleCodes } from "./example-codes.ts";

/** Pages of any site may read the files: each is signed. */
export const FOR_EVERYBODY = { "cache-control": "public, max-age=10", "access-control-allow-origin": "*" };
/** A file with a number never changes. */
const FOR_EVER = { ...FOR_EVERYBODY, "cache-control": "public, max-age=86400, immutable" };

const REFUSED = {
  file_too_large: "register_malformed",
  file_malformed: "register_malformed",
  file_signature_missing: "register_unsigned",
  register_outdated: "register_outdated",
  register_times: "register_times",
  register_loses_members: "register_loses_members",
  register_leaves_out: "register_leaves_out",
} as const satisfies Record<RegisterRefusal["code"], ProblemCode>;

type NotFound = { readonly code: "not_found" };

function found<T>(value: T | null): Result<T, NotFound> {
  return value === null ? refuse({ code: "not_found" }) : accept(value);
}

/** A file in the general JSON form as it was signed. */
function signed(c: Context<OfIssuer>, text: string, headers: Readonly<Record<string, string>>) {
  return accept(c.body(text, 200, { ...headers, "content-type": FILE_CONTENT_TYPES.register }));
}

function bookAnswer(c: Context<OfIssuer>, text: string) {
  return accept(c.body(text, 200, { ...FOR_EVERYBODY, "content-type": FILE_CONTENT_TYPES.book }));
}

export const trustFiles = new Routes<OfIssuer>("/.well-known/trust")
  .use(etag())
  .on(TRUST_FILES.trustRoot, async (c, { params }) => {
    const text = found(await publishedRoot(c.env.PUBLISHED, params.version));
    return text.ok ? signed(c, text.value, FOR_EVER) : text;
  })
  .on(TRUST_FILES.trustRegister, async (c) => {
    const seq = (await publishedState(c.env.PUBLISHED))?.register ?? null;
    const text = found(seq === null ? null : await publishedRegister(c.env.PUBLISHED, seq));
    return text.ok ? signed(c, text.value, FOR_EVERYBODY) : text;
  })
  .on(TRUST_FILES.earlierRegister, async (c, { params }) => {
    const published = await publishedRegister(c.env.PUBLISHED, params.seq);
    if (published !== null || !isNation(c)) {
      const here = found(published);
      return here.ok ? signed(c, here.value, FOR_EVER) : here;
    }
    // Of two registers in quick succession the reader may have seen the second one only.
    const refused = refusalOf(c);
    if (refused !== null) return refuse(refused);
    const text = found(await nationObjectOf(c.env).register(params.seq));
    return text.ok ? signed(c, text.value, FOR_EVER) : text;
  })
  .on(TRUST_FILES.trustState, async (c, { answer }) => {
    const state = found(await publishedState(c.env.PUBLISHED));
    return state.ok ? answer(200, state.value.text, FOR_EVERYBODY) : state;
  })
  .on(TRUST_FILES.trustBook, async (c, { query }) => {
    // Who asks for changes follows a state that is newer than the copy in KV may be.
    if (query.since && isNation(c)) {
      const refused = refusalOf(c);
      return refused === null ? bookAnswer(c, await nationObjectOf(c.env).book(query.since)) : refuse(refused);
    }
    const counted = bookRequests.count(c.var.address, c.var.now);
    if (!counted.ok) return counted;
    const book = found(await publishedBook(c.env.PUBLISHED));
    if (!book.ok) return book;
    return bookAnswer(c, bookText(book.value, query.since ?? 0));
  })
  .on(TRUST_FILES.statement, async (c, { params, answer }) => {
    const issuer = readConfig(c.env).issuers.find(({ code }) => code === params.issuer);
    const text = found(issuer === undefined ? null : await publishedStatement(c.env.PUBLISHED, issuer.code));
    return text.ok ? answer(200, text.value, FOR_EVERYBODY) : text;
  })
  .on(TRUST_FILES.pastKeys, async (c, { params }) => {
    const { address, now } = c.var;
    const counted = requests.count(address, now);
    if (!counted.ok) return counted;
    const issuer = readConfig(c.env).issuers.find(({ code }) => code === params.issuer);
    if (issuer === undefined) return refuse({ code: "not_found" });
    const text = (await publishedPastKeys(c.env.PUBLISHED, issuer.code)) ?? NO_KEYS;
    return accept(c.body(text, 200, { ...FOR_EVERYBODY, "content-type": TRUST_FILES.pastKeys.type }));
  })
  .on(TRUST_FILES.exampleCodes, async (c, { params, answer }) => {
    const { address, now } = c.var;
    const counted = exampleRequests.count(address, now);
    if (!counted.ok) return counted;
    const issuer = readConfig(c.env).issuers.find(({ code }) => code === params.issuer);
    if (issuer === undefined) return refuse({ code: "not_found" });
    return answer(200, await exampleCodes(c.env, issuer.code, now), { "cache-control": "no-store" });
  })
  .on(TRUST_FILES.waitingRegisters, async (c, { answer }) => {
    const refused = refusalOf(c);
    if (refused !== null) return refuse(refused);
    return answer(200, { candidates: [...(await nationObjectOf(c.env).candidates())] }, { "cache-control": "no-store" });
  });

/** What officers and issuers hand in at the nation's host: who has signed it proves who sends it. */
export const offeredFiles = new Routes<OfIssuer>("/api/v1")
  .on(TRUST_FILES.offerRegister, async (c, { body, answer }) => {
    const refused = refusalOf(c);
    if (refused !== null) return refuse(refused);
    const offered = await nationObjectOf(c.env).offerRegister(JSON.stringify(body), c.var.now);
    if (offered.ok) return answer(200, { ...offered.value, signed: [...offered.value.signed] });
    return refuse({ code: REFUSED[offered.refusal.code] });
  })
  .on(TRUST_FILES.suspend, async (c, { body, answer }) => {
    const refused = refusalOf(c);
    if (refused !== null) return refuse(refused);
    const suspended = await nationObjectOf(c.env).suspend(body.order, c.var.now);
    if (!suspended.ok) return refuse({ code: suspended.refusal.code });
    const { code, at, reason } = suspended.value;
    return answer(200, { code, at: instantOf(at), reason });
  })
  .on(TRUST_FILES.offerStatement, async (c, { body, answer }) => {
    const refused = refusalOf(c);
    if (refused !== null) return refuse(refused);
    const taken = await nationObjectOf(c.env).offerStatement(body.statement, c.var.now);
    if (taken.ok) return answer(204);
    const { refusal } = taken;
    return refuse(refusal.code === "too_many_statements" ? refusal : { code: refusal.code });
  });

/** Officers and readers of other deployments ask a few times a minute; each request costs the nation's object some signatures. */
const PER_MINUTE = 60;
const requests = new MinuteLimit(PER_MINUTE);
/** Each reads and writes the statements of hundreds of issuers. A gate asks when they have changed, and an office behind one address has a few gates. */
const NO_KEYS = '{"keys":[]}';
const BOOKS_PER_MINUTE = 240;
const bookRequests = new MinuteLimit(BOOKS_PER_MINUTE);
/** Each costs a signature. */
const EXAMPLES_PER_MINUTE = 30;
const exampleRequests = new MinuteLimit(EXAMPLES_PER_MINUTE);

/** Why this host does not answer a question to the nation; null if it does. */
function refusalOf(c: Context<OfIssuer>): NotFound | TooManyRequests | null {
  if (!isNation(c)) return { code: "not_found" };
  const { address, now } = c.var;
  const counted = requests.count(address, now);
  return counted.ok ? null : counted.refusal;
}

function isNation({ env, var: { issuer } }: Context<OfIssuer>): boolean {
  return issuer.code === NATION && readConfig(env).readsTrust;
}
