/** A text for a person, on a screen or in an answer, in Chinese and English. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}
