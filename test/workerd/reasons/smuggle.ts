/** A colour hidden in what is asked: beside what belongs there, and deeper in it. */

/** What nobody may say: a colour, its row, a decision, what holds about colours. */
const SMUGGLED = {
  colour: "red",
  row: "confirmed",
  decision: { colour: "red", row: "confirmed" },
  coloursFrom: 0,
  closed: [],
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The same with a colour in it; what is no record stays as it is. */
export function smuggle(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(smuggle);
  if (!isRecord(value)) return value;
  const deeper = Object.entries(value).map(([name, each]) => [name, smuggle(each)] as const);
  return { ...SMUGGLED, ...Object.fromEntries(deeper), colour: "red", decision: SMUGGLED.decision };
}
