/** The outcome of a decision as a value: an accepted value, or a refusal with its data. Exceptions are for bugs. */
export type Result<T, R extends { readonly code: string }> = Accepted<T> | Refused<R>;

export interface Accepted<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refused<R extends { readonly code: string }> {
  readonly ok: false;
  readonly refusal: R;
}

/** Makes the outcome with an accepted value. */
export function accept<T>(value: T): Accepted<T> {
  return { ok: true, value };
}

/** Makes the outcome with a refusal; the code keeps its literal type. */
export function refuse<const R extends { readonly code: string }>(refusal: R): Refused<R> {
  return { ok: false, refusal };
}
