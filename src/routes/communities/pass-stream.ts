/** A file of passes as a stream. It reads the next page after the reader has taken the previous one, so that memory holds one page. */
import type { PassFile } from "./pass-table.ts";
import type { PassPageResult, PassPosition } from "../../objects/community/pass.ts";

const PAGE_ROWS = 1000;
const NOTHING = new Uint8Array();

/**
 * @param pages reads the page of at most `limit` passes before a position
 * @param end is called once, with the number of passes that were sent, and whether the file is complete
 * @param to the file contains the passes that were registered before this time, ms
 */
export function passStream(
  file: PassFile,
  pages: (before: PassPosition, limit: number) => Promise<PassPageResult>,
  end: (passes: number, whole: boolean) => Promise<void>,
  to: number,
): ReadableStream<Uint8Array> {
  let before: PassPosition | null = { at: to, seq: 0 };
  let passes = 0;
  let stage: "new" | "growing" | "ended" = "new";

  /** The next bytes of the file; empty after the last ones. */
  async function next(): Promise<Uint8Array> {
    let bytes = stage === "new" ? file.begin() : NOTHING;
    if (stage === "new") stage = "growing";
    // An empty result does not end the file: a page before the last can be empty, and compression holds bytes back.
    while (bytes.length === 0 && before !== null) {
      const page: PassPageResult = await pages(before, PAGE_ROWS);
      if (!page.ok) throw new Error(`export was interrupted: ${page.refusal.code}`);
      before = page.value.next;
      passes += page.value.passes.length;
      bytes = file.add(page.value.passes);
    }
    if (bytes.length > 0 || stage === "ended") return bytes;
    stage = "ended";
    return file.end();
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const bytes = await next();
          if (bytes.length > 0) return controller.enqueue(bytes);
        } catch (bug) {
          await end(passes, false);
          throw bug;
        }
        await end(passes, true);
        controller.close();
      },
      cancel: () => end(passes, false),
    },
    { highWaterMark: 0 },
  );
}
