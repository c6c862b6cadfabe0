/** One file on its way to the server, counted as it goes: only XMLHttpRequest tells how much has left. */
import { accept, refuse } from "../../domain/result.ts";
import { type Answer, noNetwork, readProblem } from "../app/api.ts";

export interface Sending {
  readonly path: string;
  readonly file: Blob;
  /** Between 0 and 1. */
  readonly onProgress: (share: number) => void;
  /** Breaks it off; it is told as without a network then. */
  readonly signal: AbortSignal;
}

/** The same path and file again are the same file. Never throws. */
export function sendFile({ path, file, onProgress, signal }: Sending): Promise<Answer<null>> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("PUT", path);
    request.setRequestHeader("X-Yima", "1");
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
    const fail = (): void => done(refuse(noNetwork()));
    request.addEventListener("error", fail);
    request.addEventListener("abort", fail);
    request.addEventListener("load", () => done(answered(request)));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

async function answered(request: XMLHttpRequest): Promise<Answer<null>> {
  const { status, responseText } = request;
  if (status < 300) return accept(null);
  const headers = { "Content-Type": request.getResponseHeader("Content-Type") ?? "" };
  return refuse(await readProblem(new Response(responseText, { status, headers })));
}
