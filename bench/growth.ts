/** The sizes of the two communities whose costs are compared: the larger one has a thousand times as many passes. */

export const FEW = 10_000;
/** The passes of the larger community. `YIMA_GROWTH_PASSES=1000000 npm run bench -- growth_history` runs a shorter version. */
export const MANY = Number(process.env.YIMA_GROWTH_PASSES ?? 10_000_000);
/** The number of credentials of the community's residents, a multiple of 12: each of the three persons of a household gets four at a time. */
export const PHONES = 1536;
