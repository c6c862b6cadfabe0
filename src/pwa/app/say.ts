/** The language of the screens, and elder mode. Each text is a pair of Chinese and English at its place of use, so no catalogue is loaded. */
import { effect, signal } from "@preact/signals";
import type { Sentence } from "../../domain/sentence.ts";
import { readSetting, writeSetting } from "./local-store.ts";

export type { Sentence };

export type Language = "zh" | "en";

const LANGUAGE_KEY = "yima-language";

/** At the first visit: Chinese where the browser reads Chinese at all. */
function browserLanguage(): Language {
  const languages = navigator.languages ?? [];
  return languages.length === 0 || languages.some((tag) => tag.startsWith("zh")) ? "zh" : "en";
}

export const language = signal<Language>((readSetting(LANGUAGE_KEY) ?? browserLanguage()) === "en" ? "en" : "zh");

/** The text of the pair in the user's language. The calling component renders again when the language changes. */
export function say(zh: string, en: string): string {
  return language.value === "en" ? en : zh;
}

export function saySentence(sentence: Sentence): string {
  return sentence[language.value];
}

export function speak(chosen: Language): void {
  writeSetting(LANGUAGE_KEY, chosen);
  language.value = chosen;
}

effect(() => {
  document.documentElement.lang = language.value === "en" ? "en" : "zh-CN";
  document.title = say("一码 · 健康码", "Yima · health code");
});

const ELDER_KEY = "yima-elder";

export const elder = signal(readSetting(ELDER_KEY) === "1");

effect(() => {
  writeSetting(ELDER_KEY, elder.value ? "1" : "0");
  document.documentElement.classList.toggle("elder", elder.value);
});
