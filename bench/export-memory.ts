/** The memory that the runtime needs in addition while it exports a million passes, as CSV and as a workbook. It must not grow with the number of passes. */
import { request } from "node:http";
import { type CrowdedCommunity, crowdedCommunity } from "./crowded.ts";
import { PHONES } from "./growth.ts";
import type { Figure } from "./rounds.ts";

const PASSES = 1_000_000;
const SAMPLE_MILLISECONDS = 20;
/** The most additional memory, MB: the garbage that may wait for its collection. The whole CSV has 120 MB, the sheet of the workbook 460 MB. */
const GOAL = 96;

interface Download {
  readonly megabytes: number;
  readonly seconds: number;
  /** The highest increase of the runtime's memory during the download, MB. */
  readonly memory: number;
}

export async function exportMemory(): Promise<Figure> {
  const place = await crowdedCommunity(PASSES, PHONES);
  try {
    // The first request loads code, which is not part of the figure.
    await download(place, "csv", "red");
    const memory: number[] = [];
    for (const format of ["csv", "xlsx"]) {
      const { megabytes, seconds, memory: more } = await download(place, format);
      process.stdout.write(
        `  ${format}: ${megabytes.toFixed(1)} MB in ${seconds.toFixed(1)} s, at most ${more.toFixed(0)} MB more memory\n`,
      );
      memory.push(more);
    }
    const value = Math.max(...memory);
    return { name: "export_memory", value, unit: "MB", reference: null, ratio: null, goal: GOAL, better: "lower", spread: 0 };
  } finally {
    await place.runtime.stop();
  }
}

function download({ runtime, standing }: CrowdedCommunity, format: string, colour?: string): Promise<Download> {
  const { cookie, host } = standing.office;
  const query = new URLSearchParams({ purpose: "bench", ...(colour !== undefined && { colour }) });
  const path = `/api/v1/communities/${standing.division}/passes.${format}?${query.toString()}`;
  const before = runtime.residentMegabytes();
  const started = performance.now();
  let [bytes, highest] = [0, before];
  const sampling = setInterval(() => (highest = Math.max(highest, runtime.residentMegabytes())), SAMPLE_MILLISECONDS);
  return new Promise<Download>((done, failed) => {
    const sent = request({ host: "127.0.0.1", port: runtime.port("yima"), path, headers: { host, cookie } }, (answer) => {
      if (answer.statusCode !== 200) failed(new Error(`${path}: ${answer.statusCode}`));
      answer.on("data", (piece: Buffer) => (bytes += piece.length));
      answer.on("error", failed);
      answer.on("end", () =>
        done({ megabytes: bytes / 1e6, seconds: (performance.now() - started) / 1000, memory: highest - before }),
      );
    });
    sent.on("error", failed);
    sent.end();
  }).finally(() => clearInterval(sampling));
}
