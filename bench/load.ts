/** The process that sends load: prebuilt requests over keep-alive sockets, one at a time on each. It uses little processor time, because it shares two cores with the server. */
import { connect, type Socket } from "node:net";
import type { LoadJob, LoadResult } from "./load-job.ts";

const HEAD_END = Buffer.from("\r\n\r\n");
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i;

/** Sends a job's requests until its time is over, or, with `once`, until none is left before that. */
export function runLoad(job: LoadJob): Promise<LoadResult> {
  const started = performance.now();
  const deadline = started + job.milliseconds;
  let next = 0;
  let answered = 0;
  let late = 0;
  let failed = 0;
  let firstFailure = "";
  let last = started;
  const waited: number[] = [];

  const take = (): Uint8Array | undefined => {
    if (performance.now() >= deadline || (job.once && next >= job.requests.length)) return undefined;
    const request = job.requests[next % job.requests.length];
    next += 1;
    return request;
  };
  const judge = (answer: Buffer, sentAt: number): void => {
    const now = performance.now();
    if (now <= deadline) {
      last = now;
      waited.push(now - sentAt);
    }
    if (answer.includes(job.expect)) {
      if (now <= deadline) answered += 1;
      else late += 1;
    } else {
      failed += 1;
      firstFailure ||= answer.toString("utf8").slice(0, 600);
    }
  };
  const visit = (socket: Socket): Promise<void> =>
    new Promise((done, broken) => {
      let buffered: Buffer | null = null;
      let sentAt = started;
      const send = (): void => {
        const request = take();
        if (request === undefined) return void socket.end();
        sentAt = performance.now();
        socket.write(request);
      };
      socket.on("data", (chunk: Buffer) => {
        const answer: Buffer = buffered === null ? chunk : Buffer.concat([buffered, chunk]);
        buffered = isWhole(answer) ? null : answer;
        if (buffered !== null) return;
        judge(answer, sentAt);
        if (job.restMilliseconds === undefined) send();
        else setTimeout(send, job.restMilliseconds);
      });
      socket.on("error", broken);
      socket.on("close", () => done());
      send();
    });

  const sockets = Array.from({ length: job.connections }, () => connect({ host: "127.0.0.1", port: job.port, noDelay: true }));
  return Promise.all(sockets.map(visit)).then(() => ({
    answered,
    late,
    failed,
    firstFailure,
    seconds: (Math.min(job.once ? last : deadline, deadline) - started) / 1000,
    p99Milliseconds: waited.toSorted((a, b) => a - b)[Math.floor(waited.length * 0.99)] ?? Number.NaN,
  }));
}

/** Whether the buffer has one whole answer. Throws on an answer without content-length, which no handler here sends. */
function isWhole(answer: Buffer): boolean {
  const headEnd = answer.indexOf(HEAD_END);
  if (headEnd < 0) return false;
  const length = CONTENT_LENGTH.exec(answer.toString("latin1", 0, headEnd))?.[1];
  if (length === undefined) throw new Error(`an answer without content-length: ${answer.toString("latin1", 0, headEnd)}`);
  return answer.length >= headEnd + HEAD_END.length + Number(length);
}

if (import.meta.main) {
  process.on("message", (job: LoadJob) => {
    void runLoad(job).then((result) => process.send?.(result));
  });
}
