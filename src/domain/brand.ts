/** Nominal types: a value that was parsed once carries its proof in its type (style habit 10). */
declare const brand: unique symbol;

export type Brand<T, Name extends string> = T & { readonly [brand]: { readonly [Key in Name]: true } };
