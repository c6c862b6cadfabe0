/** Elder mode: larger letters and targets, kept on this phone. */
import { effect, signal } from "@preact/signals";

const ELDER_KEY = "yima-elder";

export const elder = signal(localStorage.getItem(ELDER_KEY) === "1");

effect(() => {
  localStorage.setItem(ELDER_KEY, elder.value ? "1" : "0");
  document.documentElement.classList.toggle("elder", elder.value);
});
