/** A decision's outcome as a value: what was accepted, or a refusal with its data. Exceptions are for bugs. */
export type Result<T, R extends { readonly code: string }> = Accepted<T> | Refused<R>;

export interface Accepted<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refused<R extends { readonly code: string }> {
  readonly ok: false;
  readonly refusal: R;
}

/** The outcome of what was accepted. */
export function accept<T>(value: T): Accepted<T> {
  return { ok: true, value };
}

/** The outcome of what was refused; the code keeps its literal type. */
export function refuse<const R extends { readonly code: string }>(refusal: R): Refused<R> {
  return { ok: false, refusal };
}
