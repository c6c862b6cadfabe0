/** Makes the examples of the OpenAPI document: values for the shape of a body, from the shape itself (`meta`) or by the names of its fields. A test parses each example by its shape. */
import * as z from "zod";
import { ANY, BY_NAME } from "./example-values.ts";
import { BY_OWNER } from "./owned-example-values.ts";

/** Optional fields that the examples leave out. */
const ABSENT = new Set(["birthDate", "nationality", "plannedArrival"]);

/**
 * A value that `shape` accepts. Throws if no value fits.
 * @param name the name of the field; empty for a whole body
 * @param owner the field or the operation that contains the field
 */
export function exampleOf(shape: z.core.$ZodType, name = "", owner = ""): unknown {
  const fits = (value: unknown) => z.safeParse(shape, value).success;
  const examples = z.globalRegistry.get(shape)?.["examples"];
  const own: readonly unknown[] = Array.isArray(examples) ? examples : [];
  const byName = [...own, ...(BY_OWNER[`${owner}.${name}`] ?? []), ...(BY_NAME[name] ?? [])].find(fits);
  if (byName !== undefined) return byName;
  if (shape instanceof z.ZodObject) return objectExample(shape, name === "" ? owner : name);
  if (shape instanceof z.ZodArray) return [exampleOf(shape.element, name, owner)];
  if (shape instanceof z.ZodEnum) return shape.options[0];
  if (shape instanceof z.ZodLiteral) return [...shape.values][0];
  if (shape instanceof z.ZodUnion) return exampleOf(shape.options[0] ?? z.never(), name, owner);
  if (shape instanceof z.ZodNullable || shape instanceof z.ZodOptional) return exampleOf(shape.unwrap(), name, owner);
  if (shape instanceof z.ZodDefault || shape instanceof z.ZodReadonly) return exampleOf(shape.unwrap(), name, owner);
  const fallback = ANY.find(fits);
  if (fallback === undefined) throw new Error(`no example fits the field ${name}`);
  return fallback;
}

function objectExample({ shape }: z.ZodObject, owner: string): Record<string, unknown> {
  const fields = Object.entries(shape).filter(([name]) => !ABSENT.has(name));
  return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field, name, owner)]));
}
