/** Bodies of /api/v1/divisions/{code}/administrators. Source: product.md §4. */
import * as z from "zod";
import { instant, line, opaqueId } from "./primitives.ts";

const reason = line(200);

export const appointRequest = z.strictObject({ name: line(60), phone: z.string().min(5).max(24), reason });
/** Who comes in the place of whoever the path names. */
export const replaceAdministratorRequest = appointRequest;
export const removeAdministratorRequest = z.strictObject({ reason });

export const administrator = z.strictObject({ id: opaqueId, phone: z.string(), maskedName: z.string(), since: instant });

export const administrators = z.strictObject({
  administrators: z.array(administrator),
  /** Appointments and removals, newest first: which office did it, not who. */
  appointments: z.array(
    z.strictObject({
      at: instant,
      act: z.enum(["appointed", "removed", "refused", "reopened", "added", "alias"]),
      maskedName: z.string(),
      office: z.string(),
      reason: z.string(),
    }),
  ),
});

export type Administrator = z.infer<typeof administrator>;
export type Administrators = z.infer<typeof administrators>;
