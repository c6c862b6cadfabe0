/** How many passes a community has before and after it has grown a thousandfold. */

export const FEW = 10_000;
/** `YIMA_GROWTH_PASSES=1000000 npm run bench -- growth_history` is the short way. */
export const MANY = Number(process.env.YIMA_GROWTH_PASSES ?? 10_000_000);
/** Who show codes there; a multiple of 12. */
export const PHONES = 384;
