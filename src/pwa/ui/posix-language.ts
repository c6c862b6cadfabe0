/** Before uPlot: it makes a format for `navigator.language` when it is imported, and throws where that is no language tag, as under a POSIX locale (`C`, `en-US@posix`). */
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: document.documentElement.lang, configurable: true });
}
