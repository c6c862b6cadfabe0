/** The states of a choice that has nothing to show yet: loading, failed, nothing found. */
import type { JSX } from "preact";
import { say } from "../app/say.ts";

export function Loading(): JSX.Element {
  return (
    <p class="picker-state" role="status">
      {say("正在载入…", "Loading…")}
    </p>
  );
}

export function Failed({ onRetry }: { readonly onRetry: () => void }): JSX.Element {
  return (
    <div class="picker-state" role="alert">
      <p>{say("没有载入成功，请检查网络。", "It did not load. Check the network.")}</p>
      <button type="button" class="picker-retry" onClick={onRetry}>
        {say("再试一次", "Try again")}
      </button>
    </div>
  );
}

export function NothingFound({ typed }: { readonly typed: string }): JSX.Element {
  return (
    <p class="picker-state" role="status">
      {say(
        `没有找到“${typed}”，请换一种写法，或按步骤选择。`,
        `Nothing is called “${typed}”. Write it another way, or choose by steps.`,
      )}
    </p>
  );
}
