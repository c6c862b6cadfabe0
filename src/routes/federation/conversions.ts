/** The nation's codes for holders of codes of other issuers: verifies the code and the hand-over, and signs without knowing the person. docs/trust.md §13. */
import { base64url } from "jose";
import { readConfig } from "../../config.ts";
import { CONVERSIONS } from "../../contract/issuer/conversion.ts";
import { type Bytes, type CodeColour, expiryOf, type LiveClaims } from "../../domain/code/claims.ts";
import { type CodeRefusal, sentenceOf } from "../../domain/code/refusal.ts";
import { STATUS, statusListOf } from "../../domain/code/status.ts";
import { validityAt, validityUntil } from "../../domain/code/validity.ts";
import { lastTurn } from "../../domain/colour/showing-change.ts";
import { toHex } from "../../domain/hex.ts";
import { instantOf } from "../../domain/instant.ts";
import { NATION } from "../../domain/issuer/issuer.ts";
import { accept, refuse } from "../../domain/result.ts";
import { homeList } from "../../objects/conversions/home-list.ts";
import { conversionsOf } from "../../objects/env.ts";
import { signingKey } from "../../objects/issuer/signing-key.ts";
import { settingOf } from "../../storage/colour-setting.ts";
import { signCredential } from "../../token/code/credential.ts";
import { deviceKeyOf } from "../../token/code/device-key.ts";
import { checkHandover } from "../../token/code/handover.ts";
import { parseCode } from "../../token/code/parse.ts";
import { statusIn } from "../../token/status/read-status-list.ts";
import { conversionsKeyOf } from "../../token/secret/secrets.ts";
import type { OfIssuer } from "../env.ts";
import { MinuteLimit } from "../http/minute-limit.ts";
import { Routes } from "../http/operation.ts";
import { checkCode } from "../verify/check-code.ts";
import { convertsColours } from "../verify/local-colour.ts";
import type { Verifier } from "../verify/trust.ts";

const PER_MINUTE = 30;
const requests = new MinuteLimit(PER_MINUTE);
const LIFETIME_MINUTES = 1440;

export const conversions = new Routes<OfIssuer>("/api/v1").on(CONVERSIONS.convertCode, async (c, { body, answer }) => {
  const { issuer, secrets, address, now } = c.var;
  if (issuer.code !== NATION) return refuse({ code: "not_found" });
  const counted = requests.count(address, now);
  if (!counted.ok) return counted;
  const deviceKeys = await pointsOf(body.deviceKeys);
  if (!deviceKeys.ok) return deviceKeys;
  const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
  const handed = await handedOver({ env: c.env, config: readConfig(c.env), own: NATION, now, later }, body, deviceKeys.value);
  if (!handed.ok) return handed;
  const { claims, colour, handedOverAt } = handed.value;
  const [key, { turns }] = await Promise.all([
    signingKey(c.env, secrets, now, "converted"),
    settingOf(c.env.PUBLISHED, issuer, now),
  ]);
  const turn = lastTurn(turns, claims.community, now);
  const full = validityAt(now, LIFETIME_MINUTES, Math.max(turn, key.notBefore));
  const validity = validityUntil(full, expiryOf(claims));
  if (validity === null) return notAccepted({ code: "expired", expiresAt: expiryOf(claims) });
  const home = { issuer: claims.issuer, list: statusListOf(claims) };
  const converted = await conversionsOf(c.env, await conversionsKeyOf(secrets, home.issuer, home.list)).convert(
    {
      home,
      homeHandle: toHex(claims.handle),
      homeIndex: claims.statusIndex,
      handedOverAt,
      count: deviceKeys.value.length,
      community: claims.community,
      validity,
      turn,
    },
    now,
  );
  if (!converted.ok) return converted;
  const { issuedAt, lifetimeMinutes } = validity;
  const { community, flags, maskedName } = claims;
  const same = { kind: "live", issuer: NATION, keyNumber: key.number, community, flags, maskedName } as const;
  const declaredAt = claims.declaredAt === null ? null : Math.min(claims.declaredAt, issuedAt);
  const credentials = await Promise.all(
    converted.value.map(({ handle, statusIndex }, index) => {
      const deviceKey = deviceKeys.value[index];
      if (deviceKey === undefined) throw new Error("more drafts than device keys");
      const own = { handle: handle as Bytes, statusIndex, deviceKey, issuedAt, lifetimeMinutes };
      return signCredential({ ...same, ...own, colour, declaredAt }, key.privateKey);
    }),
  );
  return answer(201, { credentials, madeAt: instantOf(now) });
});

/** The device keys as points of the curve, no two the same. */
async function pointsOf(texts: readonly string[]) {
  const points = texts.map((key) => base64url.decode(key) as Bytes);
  const keys = await Promise.all(points.map(async (point) => deviceKeyOf(point)));
  const wrong = texts.findIndex((key, index) => keys[index] === null || texts.indexOf(key) !== index);
  return wrong === -1 ? accept(points) : refuse({ code: "bad_request", pointer: `/deviceKeys/${wrong}` } as const);
}

interface HandedOver {
  readonly claims: LiveClaims;
  /** By the nation's table. */
  readonly colour: CodeColour;
  /** ms. */
  readonly handedOverAt: number;
}

/** The code, if its home and its holder stand behind it now, and the holder has handed it over for these keys. */
async function handedOver(
  verifier: Verifier,
  { code, handover }: { readonly code: string; readonly handover?: string | undefined },
  deviceKeys: readonly Bytes[],
) {
  const parsed = parseCode(code);
  if (!parsed.ok) return notAccepted(parsed.refusal);
  const { claims } = parsed.value;
  if (claims.issuer === NATION || claims.kind !== "live") return refuse({ code: "code_not_converted" });
  const terms = { target: NATION, purpose: "convert", deviceKeys } as const;
  const signed = await checkHandover(handover, parsed.value, terms, verifier.now);
  if (!signed.ok) return signed;
  const checked = await checkCode(verifier, parsed);
  if (!checked.ok) return notAccepted(checked.refusal);
  // Read anew: a code that gates elsewhere only ask about must not become one of the nation.
  const list = await homeList(verifier.env, { issuer: claims.issuer, list: statusListOf(claims) }, verifier.now);
  const status = list === null || list === "ended" ? undefined : statusIn(list, claims.statusIndex);
  if (status === undefined) return refuse({ code: "home_silent" });
  if (status !== STATUS.valid) return notAccepted({ code: "revoked" });
  const convert = await convertsColours(verifier, [claims]);
  const { localColour: colour = claims.colour } = convert(claims);
  // A colour without a meaning for the nation must not become a milder one by its code.
  return colour === "unknown"
    ? refuse({ code: "code_not_converted" })
    : accept<HandedOver>({ claims, colour, handedOverAt: signed.value });
}

function notAccepted(refusal: CodeRefusal) {
  return refuse({ code: "code_not_accepted", refusal: refusal.code, sentence: sentenceOf(refusal), pointer: "/code" });
}
