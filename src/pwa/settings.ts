/** Elder mode: larger letters and targets, kept on this phone. */
import { effect, signal } from "@preact/signals";

const KEPT_AS = "yima-elder";

export const elder = signal(localStorage.getItem(KEPT_AS) === "1");

effect(() => {
  localStorage.setItem(KEPT_AS, elder.value ? "1" : "0");
  document.documentElement.classList.toggle("elder", elder.value);
});
