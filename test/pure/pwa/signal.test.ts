/** Signals: who reads a value follows it. */
import { expect, it } from "vitest";
import { computed, effect, signal } from "@preact/signals";

function seenBy(read: () => unknown): readonly unknown[] {
  const seen: unknown[] = [];
  effect(() => void seen.push(read()));
  return seen;
}

it("an effect acts at once and after each change", () => {
  const count = signal(1);
  const seen = seenBy(() => count.value);
  count.value = 2;
  count.value = 3;
  expect(seen).toEqual([1, 2, 3]);
});

it("an equal value wakes nobody", () => {
  const count = signal(1);
  const seen = seenBy(() => count.value);
  count.value = 1;
  expect(seen).toEqual([1]);
});

it("peeking follows nothing", () => {
  const count = signal(1);
  const double = computed(() => count.value * 2);
  const seen = seenBy(() => [count.peek(), double.peek()]);
  count.value = 2;
  expect(seen).toEqual([[1, 2]]);
});

it("what is computed changes with what it was computed from", () => {
  const count = signal(1);
  const double = computed(() => count.value * 2);
  const seen = seenBy(() => double.value);
  count.value = 5;
  expect(seen).toEqual([2, 10]);
});

it("a value that is no longer read wakes nobody", () => {
  const which = signal<"a" | "b">("a");
  const [a, b] = [signal(1), signal(2)];
  const seen = seenBy(() => (which.value === "a" ? a.value : b.value));
  which.value = "b";
  a.value = 10;
  b.value = 20;
  expect(seen).toEqual([1, 2, 20]);
});

it("an effect inside another leaves the outer one following its own values", () => {
  const [outer, inner] = [signal(1), signal(1)];
  const seen = seenBy(() => {
    effect(() => void inner.value);
    return outer.value;
  });
  inner.value = 2;
  outer.value = 2;
  expect(seen).toEqual([1, 2]);
});
