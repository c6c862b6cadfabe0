/** The server's time on this phone: the phone's own time plus an offset, which answers of the server correct and the phone stores. */
import { computed, signal } from "@preact/signals";

const STORAGE_KEY = "yima-clock-offset";
/** A `Date` header has whole seconds: a smaller difference from the stored offset is noise. RFC 9110 §5.6.7. */
const HEADER_NOISE_MS = 2_000;
/** Above this difference between server and phone, the code screen shows a warning. */
const WRONG_CLOCK_MS = 30_000;

/** Server time minus phone time, milliseconds. */
export const offsetMs = signal(Number(localStorage.getItem(STORAGE_KEY)) || 0);

export const isClockWrong = computed(() => Math.abs(offsetMs.value) > WRONG_CLOCK_MS);

export function correctedNow(): number {
  return Date.now() + offsetMs.value;
}

function keep(offset: number): void {
  offsetMs.value = Math.round(offset);
  localStorage.setItem(STORAGE_KEY, String(offsetMs.value));
}

/** Corrects the offset by an exact server time. It is taken as the middle between sending and receiving; all in ms. */
export function learnExactly(serverMs: number, sentMs: number, receivedMs: number): void {
  if (Number.isFinite(serverMs)) keep(serverMs - (sentMs + receivedMs) / 2);
}

/** Corrects the offset by a `Date` header. The header's second began up to one second ago, so half a second is added. */
export function learnFromHeader(header: string | null, sentMs: number, receivedMs: number): void {
  const serverMs = header === null ? Number.NaN : Date.parse(header) + 500;
  if (!Number.isFinite(serverMs)) return;
  const offset = serverMs - (sentMs + receivedMs) / 2;
  if (Math.abs(offset - offsetMs.value) > HEADER_NOISE_MS + (receivedMs - sentMs) / 2) keep(offset);
}
