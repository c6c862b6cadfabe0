/** Sends one HTTP request of a command. Requests to *.localhost go to 127.0.0.1, because Node does not resolve these names. */
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";

/** The longest answer: a register with its signatures. */
const MOST_BYTES = 2_200_000;

interface Answer {
  readonly status: number;
  /** The body of the answer; empty if it is not a JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a request whose answer is JSON. Rejects as `askText` does. */
export async function ask(origin: string, method: "GET" | "POST", path: string, body?: unknown): Promise<Answer> {
  const { status, text } = await askText(origin, method, path, body);
  return { status, body: objectOf(text) };
}

const PATIENCE_MS = 30_000;

/**
 * Sends a request, and follows no redirect. Rejects http to any other host than localhost and *.localhost, because a signed request must not cross a network
 * without TLS; and rejects if no answer comes, or a longer one than `MOST_BYTES`.
 */
export function askText(
  origin: string,
  method: "GET" | "POST",
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly text: string }> {
  if (!URL.canParse(origin)) return Promise.reject(new Error(`${origin} is no address: it begins with https://`));
  const url = new URL(path, origin);
  const isLocal = url.hostname === "localhost" || url.hostname.endsWith(".localhost");
  if (url.protocol !== "https:" && !(isLocal && url.protocol === "http:"))
    return Promise.reject(new Error(`${origin}: use https, or http on this machine`));
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    host: url.host,
    "x-yima": "1",
    ...(text !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
  };
  const options = { hostname: isLocal ? "127.0.0.1" : url.hostname, port: url.port, path, method, headers };
  return new Promise((done, failed) => {
    const send = url.protocol === "https:" ? overHttps : overHttp;
    const outgoing = send(options, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > MOST_BYTES) outgoing.destroy(new Error(`more than ${MOST_BYTES} bytes`));
        chunks.push(chunk);
      });
      response.on("error", failed);
      response.on("end", () => done({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }));
    });
    outgoing.setTimeout(PATIENCE_MS, () => outgoing.destroy(new Error(`nothing for ${PATIENCE_MS / 1000} s`)));
    outgoing.on("error", ({ message }) => failed(new Error(`${origin} does not answer: ${message}`)));
    outgoing.end(text);
  });
}

function objectOf(text: string): Answer["body"] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
