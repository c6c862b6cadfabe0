/** What crosses to the process that makes load, and how it is started and asked. */
import { fork } from "node:child_process";

/** How long the last answers of a job may take. */
const ANSWER_MILLISECONDS = 10_000;

export interface LoadJob {
  /** On 127.0.0.1. */
  readonly port: number;
  readonly connections: number;
  readonly milliseconds: number;
  /** Whole HTTP requests as bytes, sent in turn. */
  readonly requests: readonly Uint8Array[];
  /** Whether each request goes at most once. */
  readonly once: boolean;
  /** How long a connection rests between an answer and its next request; left out, not at all. */
  readonly restMilliseconds?: number;
  /** What the answer must contain; another answer is a failure. */
  readonly expect: string;
}

export interface LoadResult {
  readonly answered: number;
  readonly failed: number;
  /** The first answer that was not the expected one, cut. */
  readonly firstFailure: string;
  readonly seconds: number;
  /** One in a hundred waited longer for its answer. */
  readonly p99Milliseconds: number;
}

export interface LoadProcess {
  /** Rejects where any answer was not the expected one: a benchmark of refusals would measure nothing. */
  readonly run: (job: LoadJob) => Promise<LoadResult>;
  readonly stop: () => void;
}

/** Starts the second process; one job at a time. */
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

/** Bytes of a GET. */
export function getRequest(host: string, path: string, headers: Readonly<Record<string, string>> = {}): Buffer {
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
}

/** Bytes of a POST with a JSON body. */
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
