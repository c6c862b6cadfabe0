/** How old the keys and the status lists are by which this device judges (architecture.md, trust list). Grows without a network too. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { correctedNow } from "../app/clock.ts";
import { say, saySentence } from "../app/say.ts";
import { listsAtMs } from "../gate/list-keeper.ts";
import { kept } from "../gate/trust-keeper.ts";
import { ageOf } from "./when.ts";

const GROWS_EVERY_MS = 15_000;

export function TrustAge(): JSX.Element {
  const [, grow] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => grow((times) => times + 1), GROWS_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const keys = ageSince(kept.value?.fetchedAtMs);
  const lists = ageSince(listsAtMs.value ?? undefined);
  return (
    <p class="trust-age">
      <span>
        {keys === null ? say("公钥还没有取到", "No issuer's keys yet") : say(`公钥更新于 ${keys}`, `Keys fetched ${keys}`)}
      </span>
      <span>
        {lists === null ? say("吊销名单还没有取到", "No revocations yet") : say(`吊销名单 ${lists}`, `Revocations ${lists}`)}
      </span>
    </p>
  );
}

function ageSince(atMs: number | undefined): string | null {
  return atMs === undefined ? null : saySentence(ageOf(correctedNow() - atMs));
}
