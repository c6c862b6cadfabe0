/** What a screen or an answer says to a person: Chinese first, English whole. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}
