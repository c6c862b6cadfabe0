/** The true time on this phone: each answer of the server corrects the phone's clock, and clock-course.ts says how long a correction holds. For the clock on the screen, for proofs and for the gate's checks. */
import { computed, signal } from "@preact/signals";
import { type Course, follow, type Reading, readStored, resume, storedText, WRONG_CLOCK_MS } from "./clock-course.ts";
import { readSetting, writeSetting } from "./local-store.ts";

const STORAGE_KEY = "yima-clock-offset";
/** A `Date` header has whole seconds: a smaller difference from the present offset is noise. RFC 9110 §5.6.7. */
const HEADER_NOISE_MS = 2_000;
/** Servers and phones differ by less: a gate accepts a lead of 45 s. */
const LEAD_MS = 60_000;
const READ_EVERY_MS = 1_000;

function read(): Reading {
  return { wallMs: Date.now(), steadyMs: performance.now() };
}

const resumed = resume(readStored(readSetting(STORAGE_KEY)), Date.now());
let course: Course = { offsetMs: resumed.offsetMs, at: read() };
let mayHaveSlept = false;

/** True time minus phone time, milliseconds. */
export const offsetMs = signal(course.offsetMs);
/** Another correction that is as likely, until a server or a person decides. */
export const otherOffsetMs = signal(resumed.otherMs);
/** Whether a server has given the time since this page opened, and the phone's clock has not jumped since. */
export const isChecked = signal(false);
/** A moment that has certainly passed, ms. */
const past = signal(resumed.pastMs);
/** Counts the jumps of the phone's clock: the server's time is then learned again. */
export const jumps = signal(0);

export const isClockWrong = computed(() => Math.abs(offsetMs.value) > WRONG_CLOCK_MS);
/** The moment that has certainly passed, where the phone's clock is before it and nothing corrects it; otherwise null. */
export const missedMs = computed(() => {
  const { value } = past;
  return !isChecked.value && course.at.wallMs + offsetMs.value < value - LEAD_MS ? value : null;
});

export function correctedNow(): number {
  // The calling component renders again at a new correction.
  void offsetMs.value;
  look();
  return course.at.wallMs + course.offsetMs;
}

function look(): void {
  const { hasJumped, ...next } = follow(course, read(), mayHaveSlept || document.visibilityState !== "visible");
  mayHaveSlept = document.visibilityState !== "visible";
  course = next;
  // Not at once: a caller may be in the middle of a rendering.
  if (hasJumped) queueMicrotask(() => publish(false));
}

/** Shows and stores the present course. */
function publish(checked: boolean): void {
  const wasJump = !checked && isChecked.peek();
  offsetMs.value = course.offsetMs;
  isChecked.value = checked;
  writeSetting(STORAGE_KEY, storedText({ offsetMs: course.offsetMs, wallMs: course.at.wallMs }));
  if (wasJump) jumps.value += 1;
}

function learn(offset: number): void {
  course = { offsetMs: Math.round(offset), at: read() };
  otherOffsetMs.value = null;
  publish(true);
}

/** Corrects the offset by an exact server time. It is taken as the middle between sending and receiving; all in ms. */
export function learnExactly(serverMs: number, sentMs: number, receivedMs: number): void {
  if (Number.isFinite(serverMs)) learn(serverMs - (sentMs + receivedMs) / 2);
}

/** Corrects the offset by a `Date` header. The header's second began up to one second ago, so half a second is added. */
export function learnFromHeader(header: string | null, sentMs: number, receivedMs: number): void {
  const serverMs = header === null ? Number.NaN : Date.parse(header) + 500;
  if (!Number.isFinite(serverMs)) return;
  const offset = serverMs - (sentMs + receivedMs) / 2;
  const isNoise = Math.abs(offset - course.offsetMs) <= HEADER_NOISE_MS + (receivedMs - sentMs) / 2;
  learn(isNoise ? course.offsetMs : offset);
}

/** Takes note that a moment of the server's has passed, such as the issue of a code: a clock before it is wrong. */
export function learnPast(ms: number): void {
  if (isChecked.peek() || ms <= past.peek()) return;
  past.value = ms;
  const other = otherOffsetMs.peek();
  if (missedMs.peek() !== null && other !== null && Date.now() + other >= ms - LEAD_MS) decide(other);
}

/** A person has said which of the two likely corrections is right. */
export function decide(offset: number): void {
  course = { offsetMs: offset, at: read() };
  otherOffsetMs.value = null;
  publish(false);
}

setInterval(look, READ_EVERY_MS);
document.addEventListener("visibilitychange", () => {
  look();
  if (document.visibilityState === "hidden" && isChecked.peek()) publish(true);
});
