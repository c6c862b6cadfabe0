/** Sends one file with its progress. Only XMLHttpRequest reports the progress of an upload. */
import { accept, refuse } from "../../../domain/result.ts";
import { type Answer, noNetwork, readProblem } from "../../app/api.ts";

export interface Sending {
  readonly path: string;
  readonly file: Blob;
  /** Called during the upload with the sent share, between 0 and 1. */
  readonly onProgress: (share: number) => void;
  /** Cancels the sending, which then ends with the problem "no network". */
  readonly signal: AbortSignal;
}

/** How often a file waits for a busy server before the person has to send it again: about half a minute in all at the usual wait. */
const MOST_WAITS = 10;
const USUAL_WAIT_SECONDS = 2;

/** Sends the file, and sends it again by itself while the server is busy (503). The server takes a file at the same path as the same file. Never throws. */
export async function sendFile(sending: Sending): Promise<Answer<null>> {
  for (let waits = 0; ; waits += 1) {
    const answer = await sendOnce(sending);
    if (answer.ok || answer.refusal.status !== 503 || waits === MOST_WAITS || sending.signal.aborted) return answer;
    sending.onProgress(0);
    // A random wait, so that phones that were refused together do not return together.
    await pause((answer.refusal.retryAfterSeconds ?? USUAL_WAIT_SECONDS) * 1000 * (1 + Math.random()), sending.signal);
  }
}

/** Waits `ms`, or until the sending is cancelled. */
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
