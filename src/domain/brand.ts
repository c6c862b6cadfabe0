/** A nominal type over another type: only the parser of a value gives it this type, so that the type proves that the value was parsed. */
declare const brand: unique symbol;

export type Brand<T, Name extends string> = T & { readonly [brand]: { readonly [Key in Name]: true } };
