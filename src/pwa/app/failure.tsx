/** What the app says about its own failures: a file that does not load, an exception in a screen, an uncaught exception. Never blames the network for an exception. */
import { signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useErrorBoundary, useEffect, useState } from "preact/hooks";
import { say } from "./say.ts";

/** Whether a file did not arrive. Every engine names a module in this error; for a style sheet, the build's loader does. */
export function isLoadFailure(error: unknown): boolean {
  return /module|preload/i.test(String(error));
}

const AGAIN_AFTER_MS = 700;

/** Loads, and once more after a moment. Rejects with the second error. An exception inside the file is no reason to load it again. */
export async function loadTwice<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isLoadFailure(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    return load().catch((again: unknown) => loadAnew<T>(again));
  }
}

/** Loads a file; `instead` of one that is not on this device. Rejects with an exception inside the file. */
export async function loadOr<T, U>(load: () => Promise<T>, instead: () => Promise<U>): Promise<T | U> {
  try {
    return await loadTwice(load);
  } catch (error) {
    if (!isLoadFailure(error)) throw error;
    return instead();
  }
}

/** Engines remember that a module has failed. Their error names its address, and with a query it is another one. */
async function loadAnew<T>(error: unknown): Promise<T> {
  const [address] = /https?:\S+\.js$/.exec(String(error)) ?? [];
  if (address === undefined || new URL(address).origin !== location.origin) throw error;
  const module: T = await import(/* @vite-ignore */ `${address}?${Date.now()}`);
  return module;
}

interface TroubleProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** In place of a screen or of a part of it: the cause in words, another try, and a new start, which also fetches a newer version. */
export function Trouble({ error, onRetry }: TroubleProps): JSX.Element {
  return (
    <div class="notice warning stack" role="alert">
      <p>
        {isLoadFailure(error)
          ? say(
              "这一部分没有下载到手机上。没有网络时请先联网；有网络时可能有了新版本，请重新打开。",
              "This part is not on the phone. Connect to the network first. With a network there may be a new version: open the app again.",
            )
          : say("程序出了错，不是您的网络问题。", "The app has failed; the network is not the cause.")}
      </p>
      <div class="button-row">
        <button class="button second" type="button" onClick={onRetry}>
          {say("再试一次", "Try again")}
        </button>
        <button class="button second" type="button" onClick={() => location.reload()}>
          {say("重新打开", "Open again")}
        </button>
      </div>
    </div>
  );
}

/** Catches an exception of its children: draws them once more, then says it. */
export function Boundary(props: { readonly children: ComponentChildren }): JSX.Element {
  // The browser's console does not show an exception that is caught here.
  const [error, reset] = useErrorBoundary((caught: unknown) => console.error(caught)) as readonly [unknown, () => void];
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (error === undefined || tries > 0) return;
    setTries(1);
    reset();
  }, [error]);
  if (error === undefined) return <>{props.children}</>;
  return tries === 0 ? <></> : <Trouble error={error} onRetry={reset} />;
}

/** Whether an exception was caught by nothing else. */
export const hasFailed = signal(false);

/** Listens to exceptions that nothing caught. */
export function watchFailures(): void {
  const note = (error: unknown): void => {
    // Without an error the exception is another origin's, such as a browser extension's.
    if (error instanceof Error && error.name !== "AbortError" && !isLoadFailure(error)) hasFailed.value = true;
  };
  addEventListener("error", ({ error }) => note(error));
  addEventListener("unhandledrejection", ({ reason }) => note(reason));
}

export function FailureNotice(): JSX.Element | null {
  if (!hasFailed.value) return null;
  return (
    <div class="notice warning banner" role="alert">
      <span>
        {say(
          "程序出了错，不是您的网络问题。有按钮不动时，请重新打开。",
          "The app has failed; the network is not the cause. If a button does nothing, open the app again.",
        )}
      </span>
      <button class="text-button" type="button" onClick={() => location.reload()}>
        {say("重新打开", "Open again")}
      </button>
      <button class="text-button" type="button" onClick={() => (hasFailed.value = false)}>
        {say("知道了", "OK")}
      </button>
    </div>
  );
}
