/** Passes as a CSV stream: a page is asked for when the reader has taken the one before, so that memory is bounded by a page. */
import type { CodeColour } from "../domain/code/claims.ts";
import { BYTE_ORDER_MARK, csvLine } from "../domain/history/csv.ts";
import { CHINA_OFFSET_MS } from "../domain/identity/calendar-date.ts";
import type { PassPageResult, PassPosition, PassView } from "../objects/community/rpc.ts";

const PAGE_ROWS = 1000;
const HEADER = ["时间（北京时间）", "采集点", "姓名", "码色", "采集员电话", "采集员编号", "登记编号"];
const COLOURS: Readonly<Record<CodeColour, string>> = {
  none: "已申报",
  grey: "灰码",
  green: "绿码",
  yellow: "黄码",
  red: "红码",
  orange: "橙码",
};

/**
 * @param pages the page before a position, of at most so many passes
 * @param end told once how many passes left, and whether all of them
 * @param to the export holds what was registered before, ms
 */
export function passCsv(
  pages: (before: PassPosition, limit: number) => Promise<PassPageResult>,
  end: (passes: number, whole: boolean) => Promise<void>,
  to: number,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let before: PassPosition | null = { at: to, seq: 0 };
  let passes = 0;
  let head = BYTE_ORDER_MARK + csvLine(HEADER);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let text = head;
        head = "";
        // A page may be empty and not be the last; nothing to hand on is not yet the end.
        while (text === "" && before !== null) {
          const page: PassPageResult = await pages(before, PAGE_ROWS);
          if (!page.ok) throw new Error(`export broke off: ${page.refusal.code}`);
          before = page.value.next;
          passes += page.value.passes.length;
          text = page.value.passes.map(lineOf).join("");
        }
        if (text !== "") return controller.enqueue(encoder.encode(text));
        await end(passes, true);
        controller.close();
      },
      cancel: () => end(passes, false),
    },
    { highWaterMark: 0 },
  );
}

function lineOf({ id, at, pointName, maskedName, colour, collectorId, collectorPhone }: PassView): string {
  const local = new Date(at + CHINA_OFFSET_MS).toISOString();
  const time = `${local.slice(0, 10)} ${local.slice(11, 19)}`;
  return csvLine([time, pointName, maskedName, COLOURS[colour], collectorPhone, collectorId, id]);
}
