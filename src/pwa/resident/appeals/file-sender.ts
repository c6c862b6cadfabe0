/** Sends one file with its progress. Only XMLHttpRequest reports the progress of an upload. */
import { accept, refuse } from "../../../domain/result.ts";
import { type Answer, noNetwork, readProblem } from "../../app/api.ts";

export interface Sending {
  readonly path: string;
  readonly file: Blob;
  /** Between 0 and 1. */
  readonly onProgress: (share: number) => void;
  /** Cancels the sending, which then ends with the problem "no network". */
  readonly signal: AbortSignal;
}

/** Waits for a busy server before the person has to send again: half a minute in all. */
const MOST_WAITS = 10;
const USUAL_WAIT_SECONDS = 2;

/** Sends again by itself while the server is busy. The same path and file are the same file on the server. Never throws. */
export async function sendFile(sending: Sending): Promise<Answer<null>> {
  for (let waits = 0; ; waits += 1) {
    const answer = await sendOnce(sending);
    if (answer.ok || answer.refusal.status !== 503 || waits === MOST_WAITS || sending.signal.aborted) return answer;
    sending.onProgress(0);
    // A random wait, so that phones that were refused together do not return together.
    await pause((answer.refusal.retryAfterSeconds ?? USUAL_WAIT_SECONDS) * 1000 * (1 + Math.random()), sending.signal);
  }
}

/** Ends after the time or at the cancellation. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
    signal.addEventListener("abort", () => resolve());
  });
}

function sendOnce({ path, file, onProgress, signal }: Sending): Promise<Answer<null>> {
  if (signal.aborted) return Promise.resolve(refuse(noNetwork()));
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("PUT", path);
    request.setRequestHeader("X-Yima", "1");
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
    const fail = (): void => resolve(refuse(noNetwork()));
    request.addEventListener("error", fail);
    request.addEventListener("abort", fail);
    request.addEventListener("load", () => resolve(answerOf(request)));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

async function answerOf(request: XMLHttpRequest): Promise<Answer<null>> {
  const { status, responseText } = request;
  if (status < 300) return accept(null);
  const headers = ["Content-Type", "Retry-After"].map((name): [string, string] => [name, request.getResponseHeader(name) ?? ""]);
  return refuse(await readProblem(new Response(responseText, { status, headers })));
}
