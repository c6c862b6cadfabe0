/** Asks an identity authority over HTTP. docs/identity-authority.md describes the interface. Every other answer counts as no answer. */
import type { ObjectsEnv } from "../../env.ts";
import { type AuthorityAnswer, DIFFERS, type IdentityAuthority } from "../../../domain/identity/authority.ts";
import { fieldsOf, jsonOf } from "../../../token/status/fields.ts";

const TIMEOUT_MS = 3000;
const MAX_ANSWER_BYTES = 4096;
const MAX_RETRY_SECONDS = 86_400;
const MAX_REFERENCE_CHARACTERS = 100;

let isMissingSaid = false;

/** The authority of a deployed build. Without one the log says so, once in each isolate. */
export function announcedAuthority(env: ObjectsEnv): IdentityAuthority | null {
  const authority = deployedAuthority(env);
  if (authority === null && !isMissingSaid)
    console.warn("IDENTITY_AUTHORITY_URL is missing: newcomers are proved in person only (docs/identity-authority.md)");
  isMissingSaid ||= authority === null;
  return authority;
}

/** The authority of the settings; null without one: newcomers are then proved in person only. */
export function deployedAuthority(env: ObjectsEnv): IdentityAuthority | null {
  const url = env.IDENTITY_AUTHORITY_URL ?? "";
  if (url === "") return null;
  return httpAuthority(env.IDENTITY_AUTHORITY_NAME ?? new URL(url).hostname, url, env.IDENTITY_AUTHORITY_TOKEN);
}

/** @param url the address of the authority; https in a deployment @param token is sent as a bearer token */
function httpAuthority(name: string, url: string, token: string | undefined): IdentityAuthority {
  return {
    name,
    async ask(question) {
      try {
        const answer = await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) },
          body: JSON.stringify(question),
          // The question contains an identity: it goes only to the configured address.
          redirect: "manual",
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        return answer.status === 200 ? await read(answer) : busy(answer.headers.get("retry-after"));
      } catch {
        return busy(null);
      }
    },
  };
}

async function read(response: Response): Promise<AuthorityAnswer> {
  const text = await boundedText(response, MAX_ANSWER_BYTES);
  return answerOf(jsonOf(text ?? undefined)) ?? busy(null);
}

/** The answer in the agreed form; null for every other value. */
function answerOf(json: unknown): AuthorityAnswer | null {
  const { answer, differs = null, reference = "" } = fieldsOf(json);
  if (typeof reference !== "string" || reference.length > MAX_REFERENCE_CHARACTERS) return null;
  if (answer === "match" || answer === "unknown") return { answer, reference };
  const named = DIFFERS.find((each) => each === differs) ?? null;
  return answer === "no_match" && named === differs ? { answer, differs: named, reference } : null;
}

function busy(retryAfter: string | null): AuthorityAnswer {
  const seconds = /^\d{1,6}$/.test(retryAfter ?? "") ? Math.min(Number(retryAfter), MAX_RETRY_SECONDS) : null;
  return { answer: "busy", retryAfterSeconds: seconds };
}

/** The text of an answer; null if it is longer. */
async function boundedText({ body }: Response, most: number): Promise<string | null> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  let text = "";
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > most) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
