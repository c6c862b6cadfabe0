/** Examples for the document: a value that its shape accepts, made from the names of its fields. A test parses each one by its shape. */
import * as z from "zod";
import { ANY, BY_NAME, LEFT_OUT } from "./example-values.ts";

/**
 * A value that `shape` accepts; throws where no example above fits.
 * @param name of the field
 * @param owner the field or the operation to which the field belongs
 */
export function exampleOf(shape: z.core.$ZodType, name = "", owner = ""): unknown {
  const accepted = (value: unknown) => z.safeParse(shape, value).success;
  const named = [...(BY_NAME[`${owner}.${name}`] ?? []), ...(BY_NAME[name] ?? [])].find(accepted);
  if (named !== undefined) return named;
  if (shape instanceof z.ZodObject) return objectExample(shape, name === "" ? owner : name);
  if (shape instanceof z.ZodArray) return [exampleOf(shape.element, name, owner)];
  if (shape instanceof z.ZodEnum) return shape.options[0];
  if (shape instanceof z.ZodLiteral) return [...shape.values][0];
  if (shape instanceof z.ZodUnion) return exampleOf(shape.options[0] ?? z.never(), name, owner);
  if (shape instanceof z.ZodNullable || shape instanceof z.ZodOptional) return exampleOf(shape.unwrap(), name, owner);
  if (shape instanceof z.ZodDefault || shape instanceof z.ZodReadonly) return exampleOf(shape.unwrap(), name, owner);
  const fitting = ANY.find(accepted);
  if (fitting === undefined) throw new Error(`no example fits the field ${name}`);
  return fitting;
}

function objectExample({ shape }: z.ZodObject, owner: string): Record<string, unknown> {
  const fields = Object.entries(shape).filter(([name]) => !LEFT_OUT.has(name));
  return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field, name, owner)]));
}
