/** Sends one HTTP request of an operator's command. Requests to *.localhost go to 127.0.0.1, because Node does not resolve these names. */
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";

interface Answer {
  readonly status: number;
  /** The body of the answer; empty if it is not a JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a request. Rejects http to any other host than localhost and *.localhost, because a signed request must not cross a network without TLS, and rejects if no answer comes. */
export function ask(origin: string, method: "GET" | "POST", path: string, body?: unknown): Promise<Answer> {
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
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", failed);
      response.on("end", () =>
        done({ status: response.statusCode ?? 0, body: objectOf(Buffer.concat(chunks).toString("utf8")) }),
      );
    });
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
