/** Hides a colour in arguments: beside their fields, and inside them. */

/** Data that no caller may set: a colour, its row, a decision, the setting of colours. */
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

/** The same value with the smuggled fields in each record; other values stay unchanged. */
export function smuggle(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(smuggle);
  if (!isRecord(value)) return value;
  const deeper = Object.entries(value).map(([name, each]) => [name, smuggle(each)] as const);
  return { ...SMUGGLED, ...Object.fromEntries(deeper), colour: "red", decision: SMUGGLED.decision };
}
