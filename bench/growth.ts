/** The passes of a community before and after its growth by a thousand times. */

export const FEW = 10_000;
/** `YIMA_GROWTH_PASSES=1000000 npm run bench -- growth_history` runs a shorter version. */
export const MANY = Number(process.env.YIMA_GROWTH_PASSES ?? 10_000_000);
/** Phones that show codes in the community; a multiple of 12. */
export const PHONES = 384;
