/** The status list of the home of converted codes, as the nation reads it to revoke what it has made from them. */
import { lastTurn } from "../../domain/colour/showing-change.ts";
import { settingOf } from "../../storage/colour-setting.ts";
import { publishedJwks } from "../../storage/published.ts";
import { believedRows, believedTrust } from "../../storage/trust.ts";
import { issuersIn, shardNameOf } from "../../token/federation/believed-text.ts";
import { answerText } from "../../token/status/bounded-bytes.ts";
import {
  MAX_TOKEN_CHARACTERS,
  readStatusList,
  STATUS_LIST_CONTENT_TYPE,
  type StatusList,
} from "../../token/status/read-status-list.ts";
import { readTrust, type Trust, type TrustedIssuer } from "../../token/status/trust.ts";
import { type ObjectsEnv, statusListOf } from "../env.ts";
import { issuersHere } from "../issuers.ts";
import type { HomeList } from "./rpc.ts";

/** No person waits. */
const PATIENCE_MS = 5000;

/** `ended`: the nation believes no code of the home now. Null: nothing is known now. */
export async function homeList(env: ObjectsEnv, home: HomeList, now: number): Promise<StatusList | "ended" | null> {
  const member = await memberNow(env.PUBLISHED, home);
  if (member === null || member?.membership?.isSuspended === true) return "ended";
  const here = (await issuersHere(env)).find(({ code }) => code === home.issuer);
  const [token, trust] =
    here === undefined
      ? [await listOfPeer(member?.origin ?? null, home.list), trustIn(member)]
      : [await listHere(env, home, here.coloursFrom ?? null, now), await trustHere(env.PUBLISHED, home)];
  const read = token === null ? null : await readStatusList(token, home, trust, now);
  return read?.ok === true ? read.value : null;
}

/** Null: the register does not list it. Undefined: KV does not know now, or this deployment reads no register. */
async function memberNow(kv: KVNamespace, { issuer }: HomeList): Promise<TrustedIssuer | null | undefined> {
  const believed = await believedTrust(kv);
  if (believed === null) return undefined;
  const name = shardNameOf(believed.shards, issuer);
  const rows = name === null ? "[]" : await believedRows(kv, name);
  return rows === null ? undefined : (issuersIn(rows).get(issuer) ?? null);
}

function trustIn(member: TrustedIssuer | undefined): Trust {
  const members = member === undefined ? [] : [[member.code, member] as const];
  return { ...readTrust([]), issuers: new Map(members) };
}

async function listOfPeer(origin: string | null, list: string): Promise<string | null> {
  if (origin === null) return null;
  try {
    const answer = await fetch(`${origin}/status/${list}`, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    return await answerText(answer, MAX_TOKEN_CHARACTERS, STATUS_LIST_CONTENT_TYPE);
  } catch (bug) {
    console.error(bug);
    return null;
  }
}

/** The list as its object has it, with the last turn: nobody may have asked for it since. */
async function listHere(
  env: ObjectsEnv,
  { issuer, list }: HomeList,
  coloursFrom: string | null,
  now: number,
): Promise<string | null> {
  const from = coloursFrom === null ? null : Date.parse(coloursFrom);
  const { turns } = await settingOf(env.PUBLISHED, { code: issuer, coloursFrom: from }, now);
  return statusListOf(env, issuer, list).turned(lastTurn(turns, list, now));
}

async function trustHere(kv: KVNamespace, { issuer }: HomeList): Promise<Trust> {
  return readTrust([{ code: issuer, name: { zh: "", en: "" }, jwks: (await publishedJwks(kv, issuer)) ?? { keys: [] } }]);
}
