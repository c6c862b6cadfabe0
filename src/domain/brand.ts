/** Nominal types: the type of a parsed value proves that it was parsed. */
declare const brand: unique symbol;

export type Brand<T, Name extends string> = T & { readonly [brand]: { readonly [Key in Name]: true } };
