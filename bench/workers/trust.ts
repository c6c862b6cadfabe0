/** A worker that verifies codes by the files of trust, or takes the files, or only checks their signatures. The caller measures the time. */
import { beginTrust, type KeptTrust } from "../../src/domain/federation/kept-trust.ts";
import { checkParsed } from "../../src/token/code/check.ts";
import { ES256 } from "../../src/token/code/header.ts";
import { parseCode } from "../../src/token/code/parse.ts";
import { importPoint } from "../../src/token/code/public-key.ts";
import { issuersIn } from "../../src/token/federation/believed-text.ts";
import { readRoot } from "../../src/token/federation/root.ts";
import { type OfferedFiles, takeFiles } from "../../src/token/federation/take-files.ts";
import { jwsOf } from "../../src/token/status/jws.ts";
import { readTrust, type Trust } from "../../src/token/status/trust.ts";

interface Codes {
  readonly trust: Trust;
  readonly codes: readonly string[];
  readonly now: number;
}

interface Files {
  /** What the reader has before the book. */
  readonly before: KeptTrust;
  readonly book: string;
  readonly now: number;
  readonly signatures: readonly Signature[];
}

interface Signature {
  readonly point: { readonly x: string; readonly y: string };
  readonly key: CryptoKey;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly signed: Uint8Array<ArrayBuffer>;
}

const verifiers = new Map<string, Codes>();
let files: Files | undefined;

/**
 * `PUT /all` and `PUT /few` take `{text, codes, now}`, the text of what a verifier believes; a `POST` verifies the codes and returns the number of good ones. `PUT
 * /files` takes `{root, files, now}`; `POST /take` takes the book and returns the number of usable statements, `/imported` checks their signatures, each after
 * the import of its key, and `/bare` with keys that are imported already.
 */
async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method === "PUT") {
    const text = await request.text();
    if (pathname === "/files") files = await readFiles(JSON.parse(text));
    else verifiers.set(pathname, readCodes(JSON.parse(text)));
    return Response.json({});
  }
  const codes = verifiers.get(pathname);
  if (codes !== undefined) return Response.json({ good: await verified(codes) });
  if (files === undefined) return new Response("nothing given", { status: 409 });
  if (pathname === "/take") return Response.json({ good: await taken(files) });
  return Response.json({ good: await checked(files, pathname === "/imported") });
}

async function verified({ trust, codes, now }: Codes): Promise<number> {
  const fresherTrust = () => Promise.resolve(trust);
  let good = 0;
  for (const code of codes) if ((await checkParsed(parseCode(code), { trust, fresherTrust }, now)).ok) good += 1;
  return good;
}

async function taken({ before, book, now }: Files): Promise<number> {
  const { kept } = await takeFiles(before, { book }, false, now);
  return [...kept.book.values()].filter(({ signed }) => signed !== null).length;
}

async function checked({ signatures }: Files, isImported: boolean): Promise<number> {
  let good = 0;
  for (const { point, key, signature, signed } of signatures) {
    const publicKey = isImported ? await importPoint(point) : key;
    if (publicKey !== null && (await crypto.subtle.verify(ES256, publicKey, signature, signed))) good += 1;
  }
  return good;
}

function readCodes(given: { readonly text: string; readonly codes: readonly string[]; readonly now: number }): Codes {
  const trust = { ...readTrust([]), issuers: issuersIn(given.text) };
  return { trust, codes: given.codes, now: given.now };
}

async function readFiles(given: {
  readonly root: string;
  readonly files: Required<Omit<OfferedFiles, "roots">>;
  readonly now: number;
}): Promise<Files> {
  const { files: offered, now } = given;
  const root = await readRoot(given.root, null);
  if (!root.ok) throw new TypeError(root.refusal.code);
  const { kept: before } = await takeFiles(
    beginTrust(root.value),
    { state: offered.state, register: offered.register },
    false,
    now,
  );
  const { statements } = JSON.parse(offered.book) as { readonly statements: readonly string[] };
  const signatures = await Promise.all(statements.map((text, index) => signatureOf(text, before, index)));
  return { before, book: offered.book, now, signatures };
}

/** The signature of a statement; the book and the register are in the same order. */
async function signatureOf(text: string, { register }: KeptTrust, index: number): Promise<Signature> {
  const [point] = register?.file.members[index]?.keys ?? [];
  const [jws, key] = [jwsOf(text), point === undefined ? null : await importPoint(point)];
  if (point === undefined || jws === null || key === null) throw new TypeError("a statement without its key");
  return { point, key, signature: jws.signature, signed: jws.input };
}

export default { fetch: answer };
