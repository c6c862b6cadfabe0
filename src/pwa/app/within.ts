/** A time limit for what may never answer. */

export class TooLong extends Error {}

/** The promise's own end, or a rejection with `TooLong` after `ms`. What comes later is ignored. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TooLong()), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
