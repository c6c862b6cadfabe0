/** Hides a colour in arguments: adds fields with a colour to each record in them. */

/** The hidden fields, which no caller may set: a colour, its row, a decision, and the settings that show or hide colours. */
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

/** The same value with the hidden fields in each record. `colour` and `decision` replace a record's own; its other fields stay. */
export function smuggle(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(smuggle);
  if (!isRecord(value)) return value;
  const deeper = Object.entries(value).map(([name, each]) => [name, smuggle(each)] as const);
  return { ...SMUGGLED, ...Object.fromEntries(deeper), colour: "red", decision: SMUGGLED.decision };
}
