/** The live symbol: made again every 15 s by the device key while the page is looked at, without a network. */
import { useEffect, useState } from "preact/hooks";
import { liveCode } from "../../../token/code/live.ts";
import { correctedNow } from "../../app/clock.ts";
import type { KeptCredential } from "../../app/store.ts";
import { drawSymbol } from "./symbol.ts";
import type { QrSymbol } from "./symbol.ts";

/** A gate accepts a proof of 45 s: three of these. Source: architecture.md, the code. */
const LIFE_MS = 15_000;

/** Null until the first one is drawn; then the old one stands until the next is ready, so that nothing flashes. */
export function useLiveSymbol({ jws, deviceKey }: KeptCredential): QrSymbol | null {
  const [symbol, setSymbol] = useState<QrSymbol | null>(null);
  useEffect(() => {
    let stands = true;
    let timer = 0;
    const make = async (): Promise<void> => {
      clearTimeout(timer);
      if (document.visibilityState === "hidden") return;
      const nowMs = correctedNow();
      const drawn = drawSymbol(await liveCode(jws, deviceKey, nowMs));
      if (!stands) return;
      if (drawn.ok) setSymbol(drawn.value);
      timer = window.setTimeout(() => void make(), LIFE_MS - (nowMs % LIFE_MS));
    };
    const appear = (): void => void make();
    document.addEventListener("visibilitychange", appear);
    void make();
    return () => {
      stands = false;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", appear);
    };
  }, [jws, deviceKey]);
  return symbol;
}
