/** A job for the process that sends load (load.ts) and its result; starts that process, and makes the bytes of requests. */
import { fork } from "node:child_process";

/** The longest wait for the result of a job after its time. */
const ANSWER_MILLISECONDS = 10_000;

export interface LoadJob {
  /** The port on 127.0.0.1 to which the requests are sent. */
  readonly port: number;
  readonly connections: number;
  readonly milliseconds: number;
  /** The bytes of whole HTTP requests, which are sent in turn. */
  readonly requests: readonly Uint8Array[];
  /** True when each request is sent at most once. */
  readonly once: boolean;
  /** How long a connection pauses between an answer and the next request; absent: not at all. */
  readonly restMilliseconds?: number;
  /** A text that every answer must contain; other answers count as failures. */
  readonly expect: string;
}

export interface LoadResult {
  readonly answered: number;
  /** Good answers that came after the time. */
  readonly late: number;
  readonly failed: number;
  /** The beginning of the first answer that failed; empty if none did. */
  readonly firstFailure: string;
  readonly seconds: number;
  /** The time within which 99 of 100 answers came. */
  readonly p99Milliseconds: number;
}

export interface LoadProcess {
  /** Runs a job. Rejects if any answer failed, because a bench of refusals would measure nothing. */
  readonly run: (job: LoadJob) => Promise<LoadResult>;
  readonly stop: () => void;
}

/** Starts the process that sends load; it runs one job at a time. */
export function startLoadProcess(): LoadProcess {
  const child = fork(new URL("./load.ts", import.meta.url), { serialization: "advanced" });
  const run = async (job: LoadJob): Promise<LoadResult> => {
    const result = await new Promise<LoadResult>((done, failed) => {
      const died = (code: number | null): void => failed(new Error(`the load process ended with ${code}`));
      const late = setTimeout(() => failed(new Error("a request was never answered")), job.milliseconds + ANSWER_MILLISECONDS);
      child.once("exit", died);
      child.once("message", (answer) => {
        clearTimeout(late);
        child.off("exit", died);
        done(answer as LoadResult);
      });
      child.send(job);
    });
    if (result.failed > 0) throw new Error(`${result.failed} answers were not as expected, the first:\n${result.firstFailure}`);
    return result;
  };
  return { run, stop: () => child.kill() };
}

/** The bytes of a GET request. */
export function getRequest(host: string, path: string, headers: Readonly<Record<string, string>> = {}): Buffer {
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
}

/** The bytes of a POST request with a JSON body. */
export function postRequest(host: string, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Buffer {
  const text = JSON.stringify(body);
  const lines = Object.entries({
    host,
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(text)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n${text}`);
}
