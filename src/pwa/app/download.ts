/** Downloads a file with progress, into memory or the browser's own storage; saving it is up to the caller. */
import { accept, refuse } from "../../domain/result.ts";
import { type Answer, noNetwork, office, ownProblem, readProblem } from "./api.ts";

export interface DownloadProgress {
  readonly bytes: number;
  /** The number of line feeds received so far. */
  readonly lines: number;
}

interface Download {
  readonly path: string;
  /** Called after each received piece with the progress so far. */
  readonly onProgress: (progress: DownloadProgress) => void;
  /** Cancels the download. */
  readonly signal: AbortSignal;
}

const LINE_FEED = 10;

const interruption = () =>
  ownProblem(
    "broken_off",
    0,
    "下载中断，文件不完整，没有保存。请检查网络后重新导出；范围太大时先缩短时间。",
    "The download stopped early. The incomplete file was not saved. Check the network and export again. If the file is large, choose a shorter time.",
  );

/** Downloads a file with the name that the server gives it. The browser may keep a large file on disk. Returns a problem if the download fails or ends early. Never throws. */
export async function download({ path, onProgress, signal }: Download): Promise<Answer<File>> {
  const answer = await fetch(path, { credentials: "same-origin", cache: "no-store", signal }).catch(() => null);
  if (answer === null) return refuse(noNetwork());
  if (!answer.ok || answer.body === null) {
    const problem = await readProblem(answer);
    return (await office.unlock?.(problem, "POST")) ? download({ path, onProgress, signal }) : refuse(problem);
  }
  let [bytes, lines] = [0, 0];
  const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(piece, controller) {
      bytes += piece.length;
      lines += piece.reduce((sum, byte) => sum + Number(byte === LINE_FEED), 0);
      onProgress({ bytes, lines });
      controller.enqueue(piece);
    },
  });
  const blob = await new Response(answer.body.pipeThrough(count)).blob().catch(() => null);
  return blob === null ? refuse(interruption()) : accept(new File([blob], nameOf(answer.headers), { type: blob.type }));
}

/** The file name from `filename*`; empty without one. RFC 6266. */
function nameOf(headers: Headers): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/.exec(headers.get("content-disposition") ?? "") ?? [];
  return encoded === undefined ? "" : decodeURIComponent(encoded);
}
